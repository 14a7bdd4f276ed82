package fault

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDidYouMean(t *testing.T) {
	cases := []struct {
		wrong string
		names []string
		want  string
	}{
		{"sale", []string{"sales", "nps"}, `did you mean "sales"?`},
		{"NPS", []string{"sales", "nps"}, `did you mean "nps"?`},
		{"slaes", []string{"sales", "nps"}, `did you mean "sales"?`},
		{"revenue", []string{"sales", "nps"}, ``},
		{"x1", []string{"x2", "y1"}, ``},
		{"größe", []string{"grösse", "menge"}, `did you mean "grösse"?`},
		{"売上高", []string{"売上", "原価"}, `did you mean "売上"?`},
		{"原", []string{"価"}, ``},

		{"caf\u00e9", []string{"cafe\u0301", "cafe2"}, `did you mean "cafe\u0301"? "caf\u00e9" looks like it, in other characters`},
		{"cafe\u0301", []string{"caff", "caf\u00e9"}, `did you mean "caf\u00e9"? "cafe\u0301" looks like it, in other characters`},
		{"\u00e9", []string{"e\u0301"}, `did you mean "e\u0301"? "\u00e9" looks like it, in other characters`},
		{"\u30c0", []string{"\u30bf\u3099"}, `did you mean "\u30bf\u3099"? "\u30c0" looks like it, in other characters`},             // Japanese da
		{"\ud55c", []string{"\u1112\u1161\u11ab"}, `did you mean "\u1112\u1161\u11ab"? "\ud55c" looks like it, in other characters`}, // Korean han
		{"\u0421ost", []string{"Cost"}, `did you mean "Cost"? "\u0421ost" looks like it, in other characters`},                       // a Cyrillic С
		{"\u0391BC", []string{"ABC"}, `did you mean "ABC"? "\u0391BC" looks like it, in other characters`},                           // a Greek Α
		{"\u0446\u0435\u043d\u0430", []string{"\u0446\u0435\u043d\u044b"}, `did you mean "цены"?`},
		{"a\xffb", []string{"a\xfeb"}, `did you mean "a\xfeb"?`},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, DidYouMean(c.wrong, c.names).String(), c.wrong)
	}
}

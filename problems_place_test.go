package bsc_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spans tells where problems stand: line:column-line:column and the path.
func spans(ps bsc.Problems) []string {
	var all []string
	for _, p := range ps {
		all = append(all, fmt.Sprintf("%d:%d-%d:%d %s", p.Line, p.Col, p.EndLine, p.EndCol, p.Path))
	}
	return all
}

// TestProblems_places: problems have an end, and their columns count what the options say.
func TestProblems_places(t *testing.T) {
	inUTF16 := &bsc.Options{UTF16: true}
	for name, c := range map[string]struct {
		document      string
		bytes, utf16s []string
	}{
		"a key":            {"{\"name\":\"é😀\",\n \"nmae\": 1}", []string{"2:2-2:8 /nmae"}, nil},
		"after others":     {`{"name":"é😀","nmae":1}`, []string{"1:18-1:24 /nmae"}, []string{"1:15-1:21 /nmae"}},
		"a value":          {`{"name":"é😀","id":7,"weight":-0}`, []string{"1:23-1:24 /id", "1:25-1:33 /weight"}, []string{"1:20-1:21 /id", "1:22-1:30 /weight"}},
		"an object":        {"{\"id\":\"é\",\"perspectives\": {\n\"😀\": [1,\n2]} }", []string{"1:28-3:4 /perspectives"}, []string{"1:27-3:4 /perspectives"}},
		"a key twice":      {`{"name":"é😀","id":"a","id":"b"}`, []string{"1:27-1:31 /id"}, []string{"1:24-1:28 /id"}},
		"half a character": {`{"name":"é😀\ud800x"}`, []string{"1:16-1:22 /name"}, []string{"1:13-1:19 /name"}},
		"no UTF-8":         {"{\"name\":\"é\xff\"}", []string{"1:12-1:13 "}, []string{"1:11-1:12 "}},
		"no JSON":          {`{"name":"é",id:1}`, []string{"1:14-1:16 "}, []string{"1:13-1:15 "}},
		"an end too early": {`{"name":"é"`, []string{"1:13-1:13 "}, []string{"1:12-1:12 "}},
		"nothing":          {"", []string{"1:1-1:1 "}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, o := range []*bsc.Options{nil, inUTF16} {
				_, err := bsc.ParseDefinition([]byte(c.document), o)
				want := c.bytes
				if o == inUTF16 && c.utf16s != nil {
					want = c.utf16s
				}
				assert.Equal(t, want, spans(problems(t, err)))
			}
		})
	}
}

// TestProblems_Locate_places does so with what only Compile finds, and with readings.
func TestProblems_Locate_places(t *testing.T) {
	document := []byte(`{"id":"c","name":"é😀","perspectives":[{"id":"p","weight":-1,"objectives":[{}]}]}`)
	def, err := bsc.ParseDefinition(document, nil)
	require.NoError(t, err)
	for o, want := range map[*bsc.Options][]string{
		nil:           {"1:62-1:64 /perspectives/0/weight", "1:79-1:81 /perspectives/0/objectives/0/id", "1:79-1:81 /perspectives/0/objectives/0/kpis"},
		{UTF16: true}: {"1:59-1:61 /perspectives/0/weight", "1:76-1:78 /perspectives/0/objectives/0/id", "1:76-1:78 /perspectives/0/objectives/0/kpis"},
	} {
		found := bsc.Check(def, o)
		found.Locate(document, o)
		assert.Equal(t, want, spans(found))
		fact := `{"kpi":"é😀","period":"2026-01"}` // without a value
		_, err = bsc.ParseReadings([]byte(`{"readings":[`+fact+`]}`), o)
		end := 14 + len(fact)
		if o != nil {
			end = 14 + len(utf16.Encode([]rune(fact)))
		}
		assert.Equal(t, []string{fmt.Sprintf("1:14-1:%d /readings/0", end)}, spans(problems(t, err)))
	}
}

// TestProblems_oneLine: faults in one very long line take as long as faults in many lines.
func TestProblems_oneLine(t *testing.T) {
	o := &bsc.Options{UTF16: true, Limits: bsc.Limits{Problems: 1_000_000, Values: 10_000_000, Bytes: 1 << 30, Nodes: 1_000_000}}
	document := func(between string) func() {
		text := []byte(`{"id":"c","perspectives":[` + strings.Repeat(`{"id":"é😀","wieght":1},`+between, 40_000) + "{}]}")
		return func() {
			_, err := bsc.ParseDefinition(text, o)
			require.Error(t, err)
		}
	}
	cost.AtMost(t, 4, document(""), document("\n"))
	text := []byte(`{"id":"c","perspectives":[` + strings.Repeat(`{"weight":-1},`, 40_000) + "{}]}")
	def, err := bsc.ParseDefinition(text, o)
	require.NoError(t, err)
	found := bsc.Check(def, o)
	require.Greater(t, len(found), 80_000)
	cost.AtMost(t, 8, func() {
		for _, p := range found {
			p.Line = 0
		}
		found.Locate(text, o)
	}, func() {
		_, err := bsc.ParseDefinition(text, o)
		require.NoError(t, err)
	})
}

package limits_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParse_doubled reads documents of nothing but one key at every door, with few and with all problems listed: each
// takes about what a plain definition of that length does, and half as much again to say each problem in words.
func TestParse_doubled(t *testing.T) {
	const times = 190_000
	doubled := func(member string) string { return "{" + repeat(member, ",\n", times) + "}" }
	definition := func(text []byte, o *bsc.Options) error { return second(bsc.ParseDefinition(text, o)) }
	doors := map[string]struct {
		text string
		read func(text []byte, o *bsc.Options) error
	}{
		"ParseDefinition": {doubled(`"id":""`), definition},
		"attributes":      {`{"attributes":` + doubled(`"a":""`) + "}", definition},
		"arguments":       {`{"aggregator":{"name":"a","args":` + doubled(`"a":""`) + "}}", definition},
		"report.Parse": {doubled(`"unit":""`), func(text []byte, o *bsc.Options) error {
			return second(report.Parse(text, o))
		}},
		"ParseVersions": {"[" + doubled(`"note":""`) + "]", func(text []byte, o *bsc.Options) error {
			return second(history.ParseVersions(text, o))
		}},
		"ParseCalendar": {doubled(`"named_by":""`), func(text []byte, o *bsc.Options) error {
			return second(bsc.ParseCalendar(text, o))
		}},
		"ParseReadings": {doubled(`"schema":1`), func(text []byte, o *bsc.Options) error {
			return second(bsc.ParseReadings(text, o))
		}},
	}
	for name, door := range doors {
		t.Run(name, func(t *testing.T) {
			text := []byte(door.text)
			simple := plain(len(text))
			for _, listed := range []int{100, 1_000_000} {
				o := &bsc.Options{Limits: bsc.Limits{Problems: listed, Values: times + 10}}
				var found bsc.Problems
				cost.AtMost(t, 12, func() { found = problems(t, door.read(text, o)) }, func() {
					_, err := bsc.ParseDefinition(simple, o)
					require.NoError(t, err)
				})
				require.GreaterOrEqual(t, len(found), min(listed, times-1))
				assert.Equal(t, 100, found[98].Line, "each stands on a line of its own")
			}
		})
	}
}

// TestParse_troubles reads documents of nothing but one trouble at every door, with every problem listed: one of 16 times
// the length takes about 16 times as long, and not 256.
func TestParse_troubles(t *testing.T) {
	const few = 5_000
	deep := `"zz%d":` + strings.Repeat("[", 24) + strings.Repeat("]", 24)
	troubles := map[string]struct{ member, more string }{
		"unknown keys":      {`"nmae%d":1`, ",\n"},
		"unknown long keys": {`"` + strings.Repeat("recorded_ta", 10) + `%d":1`, ",\n"},
		"half a character":  {`"zz%d":"\ud800"`, ",\n"},
		"bad texts":         {`"zz%d":"a\u0001"`, ",\n"},
		"bad numbers":       {`"zz%d":1e999`, ",\n"},
		"on one line":       {`"zz%d":1e999`, ","},
		"deep":              {deep, ",\n"},
		"escapes":           {`"\u00e4\u00e4\u00e4%d":"\ud83d\ude00\ud83d\ude00"`, ",\n"},
	}
	read := map[string]func(object string, o *bsc.Options) error{
		"ParseDefinition": func(s string, o *bsc.Options) error { return second(bsc.ParseDefinition([]byte(s), o)) },
		"ParseReadings": func(s string, o *bsc.Options) error {
			return second(bsc.ParseReadings([]byte(`{"readings":[`+s+`]}`), o))
		},
		"ParseCalendar": func(s string, o *bsc.Options) error { return second(bsc.ParseCalendar([]byte(s), o)) },
		"ParseVersions": func(s string, o *bsc.Options) error { return second(history.ParseVersions([]byte(`[`+s+`]`), o)) },
		"report.Parse":  func(s string, o *bsc.Options) error { return second(report.Parse([]byte(`{"nodes":[`+s+`]}`), o)) },
		"Unmarshal":     func(s string, o *bsc.Options) error { return bsc.Unmarshal([]byte(s), new(bsc.Assessment), o) },
		"arguments": func(s string, o *bsc.Options) error {
			return second(bsc.ParseDefinition([]byte(`{"aggregator":{"name":"a","args":`+s+`}}`), o))
		},
	}
	o := &bsc.Options{Limits: bsc.Limits{Problems: 1 << 30, Values: 1 << 30, Bytes: 1 << 30}}
	for door, read := range read {
		for trouble, doc := range troubles {
			if door != "ParseDefinition" && trouble != "unknown keys" {
				continue // the doors share one parser
			}
			t.Run(door+"/"+trouble, func(t *testing.T) {
				of := func(n int) func() {
					var b strings.Builder
					for i := range n {
						fmt.Fprintf(&b, doc.member+doc.more, i)
					}
					object := "{" + strings.TrimSuffix(b.String(), doc.more) + "}"
					return func() { _ = read(object, o) }
				}
				cost.AtMost(t, 32, of(16*few), of(few))
			})
		}
	}
}

// TestParseReadings_troubles does the same with readings of which each says nothing, or the opposite of the one before.
func TestParseReadings_troubles(t *testing.T) {
	o := &bsc.Options{Limits: bsc.Limits{Problems: 1 << 30, Values: 1 << 30, Bytes: 1 << 30}}
	for trouble, reading := range map[string]string{
		"nothing":  `{"kpi":"k%d","period":"2026"}`,
		"conflict": `{"kpi":"k","period":"2026","value":%d}`,
		"no KPI":   `{"kpi":"objective:%d","period":"2026","value":1}`,
	} {
		t.Run(trouble, func(t *testing.T) {
			of := func(n int) func() {
				doc := []byte(`{"readings":[` + strings.ReplaceAll(numbered(n, reading), "},", "},\n") + `]}`)
				return func() {
					found := problems(t, second(bsc.ParseReadings(doc, o)))
					require.GreaterOrEqual(t, len(found), n-1)
					require.Equal(t, n, found[len(found)-1].Line)
				}
			}
			cost.AtMost(t, 64, of(40_000), of(2_500))
		})
	}
}

// second returns the error of a door.
func second[T any](_ T, err error) error { return err }

// TestProblems_Locate finds the places of all problems of a definition with as many as it has links.
func TestProblems_Locate(t *testing.T) {
	const links = 60_000
	text := []byte(`{"id":"c","links":[` + repeat(`{"from":"a","to":"b"}`, ",\n", links) + "]}")
	o := &bsc.Options{Limits: bsc.Limits{Problems: 1_000_000}}
	def, err := bsc.ParseDefinition(text, o)
	require.NoError(t, err)
	found := bsc.Check(def, o)
	require.Greater(t, len(found), 2*links)
	cost.AtMost(t, 6, func() {
		for _, p := range found {
			p.Line, p.Col = 0, 0
		}
		found.Locate(text, nil)
	}, func() {
		_, err := bsc.ParseDefinition(text, o)
		require.NoError(t, err)
	})
	for i, p := range found[len(found)-links*2:] {
		require.Equal(t, 1+i/2, p.Line, p.Path)
	}
	assert.Equal(t, links, strings.Count(string(text), "\n")+1)
}

package limits_test

import (
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
// takes about what a plain definition of that length does.
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
				cost.AtMost(t, 6, func() { found = problems(t, door.read(text, o)) }, func() {
					_, err := bsc.ParseDefinition(simple, o)
					require.NoError(t, err)
				})
				require.GreaterOrEqual(t, len(found), min(listed, times-1))
				assert.Equal(t, 100, found[98].Line, "each stands on a line of its own")
			}
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
		found.Locate(text)
	}, func() {
		_, err := bsc.ParseDefinition(text, o)
		require.NoError(t, err)
	})
	for i, p := range found[len(found)-links*2:] {
		require.Equal(t, 1+i/2, p.Line, p.Path)
	}
	assert.Equal(t, links, strings.Count(string(text), "\n")+1)
}

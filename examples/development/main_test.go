package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden.Check(t, "output.txt", out.String())
}

func TestRun_country(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-country", "LIE"}, &out))
	assert.Contains(t, out.String(), "\nLiechtenstein explained\n")
	assert.Contains(t, out.String(), "1 × ln(146829.7006 / 100) / ln(75000 / 100)")
	assert.Contains(t, out.String(), "        clamp: -0.1014770202\n") // income beyond its goalpost
	require.NoError(t, run([]string{"-country", "ZAF"}, &out))
	assert.Contains(t, out.String(), "  rating high: 0.7 <= score < 0.8\n")
	assert.ErrorContains(t, run([]string{"-country", "ATL"}, &out), `there is no country "ATL" in the data`)
}

// TestRun_badFiles changes one place in the files and expects to be told which.
func TestRun_badFiles(t *testing.T) {
	cases := map[string]struct{ file, old, new, want string }{
		"a decimal comma":   {"input.csv", "84.5265", "84,5265", "input.csv:3: wrong number of fields"},
		"a word":            {"input.csv", "84.5265", "long", `input.csv:3: le: "long" is not a number`},
		"no code":           {"input.csv", "AUS", "", "input.csv:3: the iso3 code is empty"},
		"a country twice":   {"input.csv", "BEL", "AUS", "input.csv:4: a second line for AUS"},
		"no year":           {"input.csv", ",2021,", ",,", `input.csv:2: year: "" is not a period`},
		"a missing column":  {"input.csv", "gnipc", "gni", `input.csv:1: there is no column "gnipc"`},
		"an unknown code":   {"expected.csv", "AUS", "ATL", `expected.csv:3: "ATL" is not in input.csv`},
		"a result twice":    {"expected.csv", "BEL", "AUS", "expected.csv:4: a second line for AUS"},
		"another year":      {"expected.csv", ",2021,", ",2020,", `expected.csv:2: ALB of the year "2020", and of 2021 in input.csv`},
		"an index as text":  {"expected.csv", "0.951", "high", `expected.csv:3: hdi: "high" is not a number`},
		"a rank as text":    {"expected.csv", ",5,", ",fifth,", `expected.csv:3: rank: "fifth" is not a rank`},
		"a rank of nothing": {"expected.csv", ",5,", ",0,", `expected.csv:3: rank: "0" is not a rank`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := shippedFiles(t)
			change(t, dir, c.file, c.old, c.new)
			var out bytes.Buffer
			assert.ErrorContains(t, run([]string{"-dir", dir}, &out), c.want)
			assert.Empty(t, out.String())
		})
	}
}

func TestRun_missingFiles(t *testing.T) {
	var out bytes.Buffer
	for _, file := range []string{"input.csv", "expected.csv"} {
		dir := shippedFiles(t)
		require.NoError(t, os.Remove(filepath.Join(dir, file)))
		assert.ErrorIs(t, run([]string{"-dir", dir}, &out), os.ErrNotExist)

		require.NoError(t, os.WriteFile(filepath.Join(dir, file), nil, 0o600))
		assert.ErrorContains(t, run([]string{"-dir", dir}, &out), file+" is empty")
	}
	assert.Error(t, run([]string{"-folder", "x"}, &out))
	assert.ErrorContains(t, run([]string{"x"}, &out), `unexpected argument "x"`)
}

// TestRun_differences changes a figure and expects the comparison to see it.
func TestRun_differences(t *testing.T) {
	cases := map[string]struct {
		file, old, new string
		want           string
	}{
		"an index":         {"expected.csv", "0.951", "0.952", `expected.csv:3: AUS, index values: published "0.952", computed "0.951"`},
		"a group":          {"expected.csv", "5,Very High", "5,High", `AUS, groups: published "High", computed "Very High"`},
		"no index":         {"expected.csv", "0.951", "", `AUS, index values: published "", computed "0.951"`},
		"an indicator":     {"input.csv", "84.5265", "54.5265", "\n39 of 40 index values equal the published ones\n"},
		"no indicator":     {"input.csv", "84.5265", "", `AUS, index values: published "0.951", computed ""`},
		"no income at all": {"input.csv", "49238.43335", "0", "\n39 of 40 groups equal the published ones\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := shippedFiles(t)
			change(t, dir, c.file, c.old, c.new)
			var out bytes.Buffer
			assert.ErrorContains(t, run([]string{"-dir", dir}, &out), "not reproduced")
			assert.Contains(t, out.String(), c.want)
		})
	}
}

// TestRun_ranks cuts the files to the five leading countries, whose ranks do not depend on others.
func TestRun_ranks(t *testing.T) {
	leading := map[string]string{
		"input.csv": `iso3,country,year,le,eys,mys,gnipc
CHE,Switzerland,2021,83.9872,16.50029945,13.85966015,66933.00454
NOR,Norway,2021,83.2339,18.18519974,13.00362968,64660.10622
ISL,Iceland,2021,82.6782,19.16305923,13.76716995,55782.04981
`,
		"expected.csv": `iso3,year,hdi,rank,group
CHE,2021,0.962,1,Very High
NOR,2021,0.961,2,Very High
ISL,2021,0.959,3,Very High
`,
	}
	dir := t.TempDir()
	for file, text := range leading {
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600))
	}
	var out bytes.Buffer
	require.NoError(t, run([]string{"-dir", dir}, &out))
	assert.True(t, strings.HasSuffix(out.String(), "\n3 of 3 ranks equal the published ones\n"))

	change(t, dir, "expected.csv", "0.961,2", "0.961,1") // and the last rank is still the third
	assert.ErrorContains(t, run([]string{"-dir", dir}, &out), "not reproduced: 1")
	assert.Contains(t, out.String(), `NOR, ranks: published "1", computed "2"`)
}

func TestRank(t *testing.T) {
	card, err := bsc.Compile(definition(), nil)
	require.NoError(t, err)
	countries, err := load("")
	require.NoError(t, err)
	countries = countries[:5] // by code: Albania, Australia, Belgium, Bangladesh, Brazil
	twin := *countries[0]     // of Albania: the two share a rank
	unknown := country{iso3: "ATL", year: period.Year(2021), readings: bsc.Actuals{}}
	countries = append([]*country{&twin, &unknown}, countries...)
	for _, c := range countries {
		require.NoError(t, c.evaluate(card))
	}
	rank(countries)
	got := map[string]int{}
	for _, c := range countries {
		got[c.iso3] = c.rank
	}
	assert.Equal(t, map[string]int{"AUS": 1, "BEL": 2, "ALB": 3, "BRA": 5, "BGD": 6, "ATL": 0}, got)
	assert.Equal(t, 3, twin.rank)
}

func TestRanksAreComplete(t *testing.T) {
	cases := map[string]struct {
		ranks []int // 0: not published
		want  bool
	}{
		"all":                {[]int{2, 1, 3}, true},
		"shared first":       {[]int{1, 1, 3}, true},
		"shared last":        {[]int{3, 1, 3, 2}, true},
		"one without a rank": {[]int{1, 2, 0}, true},
		"too low":            {[]int{1, 1, 2}, true}, // and so they are compared, and differ
		"a gap":              {[]int{1, 2, 4}, false},
		"the last missing":   {[]int{1, 3}, false},
		"none":               {[]int{0, 0}, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var countries []*country
			for _, rank := range c.ranks {
				countries = append(countries, &country{published: published{rank: rank}})
			}
			assert.Equal(t, c.want, ranksAreComplete(countries))
		})
	}
}

// TestRun_nothingPublished must not pass with nothing to compare.
func TestRun_nothingPublished(t *testing.T) {
	dir := shippedFiles(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "expected.csv"), []byte("iso3,year,hdi,rank,group\n"), 0o600))
	var out bytes.Buffer
	assert.ErrorContains(t, run([]string{"-dir", dir}, &out), "no index was published")
}

func TestRun_brokenWriter(t *testing.T) {
	assert.ErrorIs(t, run(nil, brokenWriter{}), errBroken)
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// TestRun_wholeFixture runs all countries, from a folder outside of this repository.
func TestRun_wholeFixture(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-dir", fixture(t, "hdi_2021")}, &out))
	assert.True(t, strings.HasSuffix(out.String(), `
191 of 191 index values equal the published ones
191 of 191 groups equal the published ones
191 of 191 ranks equal the published ones
`), "the last lines")
}

// fixture returns a folder below BSC_FIXTURES, which counts from the repository's root.
func fixture(t *testing.T, name string) string {
	root := os.Getenv("BSC_FIXTURES")
	if root == "" {
		t.Skip("BSC_FIXTURES is not set: it names the folder with the whole sets of published figures")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	return filepath.Join(root, name)
}

// shippedFiles returns a copy of the files that come with this program.
func shippedFiles(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("data")))
	return dir
}

// change replaces the first occurrence of a text in a file.
func change(t *testing.T, dir, file, old, new string) {
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	changed := strings.Replace(string(text), old, new, 1)
	require.NoError(t, os.WriteFile(path, []byte(changed), 0o600))
}

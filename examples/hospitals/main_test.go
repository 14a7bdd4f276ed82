package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden.Check(t, "output.txt", out.String())
}

func TestRun_hospital(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-hospital", "330270"}, &out))
	assert.Contains(t, out.String(), "Hospital 330270 explained\n")
	assert.Contains(t, out.String(), "left out: perspective:clinical")
	assert.Contains(t, out.String(), "cms.gov/vbp-points@1: 10 × the better of ")
	assert.ErrorContains(t, run([]string{"-hospital", "000000"}, &out), `there is no hospital "000000" in the data`)
}

// TestRun_badFiles changes one place in the files and expects to be told which.
func TestRun_badFiles(t *testing.T) {
	const inputs, measures, facilities, totals = "measures_input.csv", "measures_expected.csv", "facility_input.csv", "facility_expected.csv"
	cases := map[string]struct{ file, old, new, want string }{
		"no number": {
			inputs, "0.880237", "0,880237",
			inputs + ":2: wrong number of fields",
		},
		"a word for a number": {
			inputs, "0.880237", "n/a",
			inputs + `:2: performance: "n/a" is not a number`,
		},
		"a bad target":       {inputs, "0.869247", "1e99", inputs + `:2: threshold: "1e99" has more than 52 digits before its point`},
		"an unknown measure": {inputs, "MORT-30-HF", "MORT-30-XX", inputs + `:3: the scorecard has no measure "MORT-30-XX"`},
		"the other direction": {
			inputs, "AMI,higher", "AMI,lower",
			inputs + `:2: MORT-30-AMI is better when "lower", and on the scorecard when "higher"`,
		},
		"another domain": {
			inputs, "CO,MORT-30-AMI", "SA,MORT-30-AMI",
			inputs + `:2: MORT-30-AMI is in domain "SA", and on the scorecard in "CO"`,
		},
		"a line twice": {
			inputs, "MORT-30-HF", "MORT-30-AMI",
			inputs + ":3: a second line for hospital 010001 and measure MORT-30-AMI",
		},
		"no hospital":           {inputs, "010001", "", inputs + ":2: the facility is empty"},
		"a broken quote":        {inputs, "0.880237", `0.88"0237`, inputs + `:2: bare " in non-quoted-field`},
		"a missing column":      {inputs, "benchmark", "bench", inputs + `:1: there is no column "benchmark"`},
		"a column twice":        {inputs, "baseline", "benchmark", inputs + `:1: two columns "benchmark"`},
		"bad points":            {facilities, "010001,1,", "010001,one,", facilities + `:2: combined_ssi_score: "one" is not a number`},
		"a facility twice":      {facilities, "030006", "010001", facilities + ":3: a second line for hospital 010001 and objective:base"},
		"an unknown result":     {measures, "MORT-30-HF", "MORT-30-XX", measures + `:3: the scorecard has no measure "MORT-30-XX"`},
		"a result twice":        {measures, "MORT-30-HF", "MORT-30-AMI", measures + ":3: a second line for hospital 010001 and kpi:MORT-30-AMI"},
		"a total that is text":  {totals, "15.583333333333", "high", totals + `:2: total_performance_score: "high" is not a number`},
		"a domain that is text": {totals, "38.333333333333", "x", totals + `:2: clinical: "x" is not a number`},
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
	for _, file := range []string{"measures_input.csv", "measures_expected.csv", "facility_input.csv", "facility_expected.csv"} {
		dir := shippedFiles(t)
		require.NoError(t, os.Remove(filepath.Join(dir, file)))
		err := run([]string{"-dir", dir}, &out)
		assert.ErrorIs(t, err, os.ErrNotExist)
		assert.ErrorContains(t, err, file)

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
		want           []string
	}{
		"a published total": {
			"facility_expected.csv", "15.583333333333", "15.583333335",
			[]string{
				"facility_expected.csv:2: hospital 010001, total scores, scorecard:vbp-2024: published 15.583333335, computed 15.5833333333",
				"\n19 of 20 total scores equal the published ones\n", "\n70 of 70 domain scores",
			},
		},
		"a published domain": {"facility_expected.csv", "010001,38.333333333333", "010001,38.3333", []string{"\n69 of 70 domain scores"}},
		"a published weighted domain": {
			"facility_expected.csv", ",9.583333333333,", ",9.58,", []string{"\n69 of 70 weighted domain scores"},
		},
		"a published measure": {
			"measures_expected.csv", "MORT-30-AMI,6,7,7", "MORT-30-AMI,6,7,6",
			[]string{"kpi:MORT-30-AMI: published 60, computed 70", "\n304 of 305 measure scores"},
		},
		"a base":          {"facility_input.csv", "010001,1,4,12", "010001,1,5,12", []string{"\n18 of 19 survey base scores"}},
		"a consistency":   {"facility_input.csv", "010001,1,4,12", "010001,1,4,13", []string{"\n18 of 19 survey consistency scores"}},
		"published empty": {"facility_expected.csv", "15.583333333333", "", []string{"published none, computed 15.5833333333", "\n19 of 20 total scores"}},
		"a performance": {
			"measures_input.csv", ",0.880237,", ",0.860237,",
			[]string{"\n304 of 305 measure scores", "\n69 of 70 domain scores", "\n19 of 20 total scores"},
		},
		"no performance": {
			"measures_input.csv", ",0.880237,", ",,",
			[]string{"kpi:MORT-30-AMI: published 70, computed no score", "\n304 of 305 measure scores", "\n19 of 20 total scores"},
		},
		"no benchmark": {
			"measures_input.csv", ",0.887868,", ",,",
			[]string{"kpi:MORT-30-AMI: published 70, computed no score", "\n19 of 20 total scores"},
		},
		"no floor":        {"measures_input.csv", ",40.4\n", ",\n", []string{"\n18 of 19 survey consistency scores"}},
		"one more domain": {"measures_input.csv", "190081,EF,MSPB-1,lower,0.98892,0.84816", "190082,EF,MSPB-1,lower,0.98892,0.84816", []string{"\n19 of 20 total scores"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := shippedFiles(t)
			change(t, dir, c.file, c.old, c.new)
			var out bytes.Buffer
			assert.ErrorContains(t, run([]string{"-dir", dir}, &out), "not reproduced")
			for _, want := range c.want {
				assert.Contains(t, out.String(), want)
			}
		})
	}
}

// TestRun_nothingPublished must not pass with nothing to compare.
func TestRun_nothingPublished(t *testing.T) {
	dir := shippedFiles(t)
	for _, file := range []string{"measures_expected.csv", "facility_expected.csv"} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		header, _, _ := strings.Cut(string(text), "\n")
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(header), 0o600))
	}
	var out bytes.Buffer
	assert.ErrorContains(t, run([]string{"-dir", dir}, &out), "no total score was published")
}

func TestRun_brokenWriter(t *testing.T) {
	assert.ErrorIs(t, run(nil, brokenWriter{}), errBroken)
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// TestPoints compares both kinds of points with the published ones. They are notes in
// the explanation of a measure.
func TestPoints(t *testing.T) {
	assert.Equal(t, 305+279, comparePoints(t, "data"))
}

// TestRun_wholeFixture runs the hospitals of a folder outside of this repository.
func TestRun_wholeFixture(t *testing.T) {
	dir := fixture(t, "vbp_fy2024_sample")
	var out bytes.Buffer
	require.NoError(t, run([]string{"-dir", dir}, &out))
	assert.True(t, strings.HasSuffix(out.String(), `
2189 of 2189 measure scores equal the published ones
123 of 123 survey base scores equal the published ones
123 of 123 survey consistency scores equal the published ones
470 of 470 domain scores equal the published ones
470 of 470 weighted domain scores equal the published ones
124 of 124 total scores equal the published ones
`), "the last lines")
	assert.Equal(t, 2189+2141, comparePoints(t, dir))
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

// comparePoints explains every measure of every hospital and returns how many notes equal
// the published points.
func comparePoints(t *testing.T, dir string) int {
	data, err := load(dir)
	require.NoError(t, err)
	card, err := compile()
	require.NoError(t, err)
	results := map[string]*bsc.Result{}
	for _, h := range data.hospitals {
		s, err := evaluate(card, h)
		require.NoError(t, err)
		results[h.id] = s.result
	}
	f, err := os.Open(filepath.Join(dir, "measures_expected.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"facility", "domain", "measure", "achievement_points", "improvement_points", "measure_score"}, rows[0])
	equal := 0
	for _, row := range rows[1:] {
		explanation, err := results[row[0]].Explain(bsc.KPIRef(measureID(row[2])))
		require.NoError(t, err)
		points := map[string]string{}
		for _, note := range explanation.Notes {
			points[note.Name] = string(bsc.NumberOf(note.Value))
		}
		want := map[string]string{"achievement points": row[3]}
		if row[4] != "" {
			want["improvement points"] = row[4]
		}
		if assert.Equal(t, want, points, "%s %s", row[0], row[2]) {
			equal += len(want)
		}
	}
	return equal
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

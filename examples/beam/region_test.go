package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRegion_cut holds what stands at the top after a cut against one process: scores, ratings, coverage and flags. Bounds
// are not compared: a stand-in has the widest that go with its coverage.
func TestRegion_cut(t *testing.T) {
	closed := func(row string) string {
		cells := strings.Split(row, ",")
		return cells[0] + "," + cells[1] + ",,2025-12"
	}
	opens := func(row string) string { return strings.TrimSuffix(row, ",,") + ",2026-05," }
	gone := func(string) string { return "" }
	notApplicable := func(row string) string {
		cells := strings.Split(row, ",")
		return fmt.Sprintf("%s,%s,,%s,not_applicable", cells[0], cells[1], cells[3])
	}
	for name, c := range map[string]struct {
		file, rows string
		change     func(row string) string
	}{
		"as made":                          {"readings", `^$`, gone},
		"a district that has closed":       {"units", `^d000003`, closed},
		"a district that opens in May":     {"units", `^d000001.*,,$`, opens},
		"sales do not apply in a store":    {"readings", `^sales,2026-05.*,d000002-01-03,`, notApplicable},
		"sales of a district do not apply": {"readings", `^sales,2026-0[24].*,d000002-`, notApplicable},
		"sales of May are missing":         {"readings", `^sales,2026-05.*,d000001-02-01`, gone},
		"little training is there":         {"readings", `^training,2026-0[45].*,d000004-`, gone},
		"all training is missing":          {"readings", `^training.*,d000004-`, gone},
		"nobody serves":                    {"readings", `^(again|wait|praise|returns),.*,d000004`, gone},
		"little of what is served":         {"readings", `^(again|wait),.*,d000004`, gone},
	} {
		t.Run(name, func(t *testing.T) {
			data := made(t, 3700)
			changed := edit(t, filepath.Join(data, "regions", "*", c.file+".csv"), regexp.MustCompile(c.rows), c.change)
			require.Equal(t, name == "as made", changed == 0)
			sameTop(t, data)
		})
	}
}

func sameTop(t *testing.T, data string) {
	t.Helper()
	p, err := readPlan(planJSON, "2026-Q2")
	require.NoError(t, err)
	var heads []*head
	all := load(t, filepath.Join(data, "top", "*.csv"))
	folders, err := filepath.Glob(filepath.Join(data, "regions", "*"))
	require.NoError(t, err)
	for _, folder := range folders {
		in := load(t, filepath.Join(folder, "*.csv"))
		_, up, err := p.region(in)
		require.NoError(t, err)
		carried, err := bsc.Marshal(up, nil)
		require.NoError(t, err)
		h := new(head)
		require.NoError(t, bsc.Unmarshal(carried, h, nil))
		heads = append(heads, h)
	}
	cut, err := p.top(all, heads)
	require.NoError(t, err)

	once, _ := whole(t, data)
	for _, unit := range []string{"company", "c0", "c1", "c2", "c3", "c4"} {
		assert.Equal(t, outcomes(once, unit), outcomes(cut, unit))
	}
}

func outcomes(r *cascade.Result, unit string) (lines []string) {
	for o := range r.Of(unit).All() {
		lines = append(lines, fmt.Sprint(unit, " ", o.Ref, " ", o.Score, " ", o.Rating, " ", o.Coverage, " ", o.Flags))
	}
	return lines
}

func load(t *testing.T, pattern string) *inputs {
	t.Helper()
	names, err := filepath.Glob(pattern)
	require.NoError(t, err)
	in, err := readInputs(t.Context(), names)
	require.NoError(t, err)
	return in
}

// edit changes the rows of files that match, takes away those that become empty, and counts them. Readings get a column
// for the state.
func edit(t *testing.T, pattern string, match *regexp.Regexp, change func(string) string) (changed int) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	require.NoError(t, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var rows []string
		for row := range strings.Lines(string(text)) {
			row = strings.TrimSuffix(row, "\n")
			if strings.HasPrefix(row, "kpi,") {
				row += ",state"
			} else if filepath.Base(name) == "readings.csv" {
				row += ","
			}
			if match.MatchString(row) {
				row = change(row)
				changed++
			}
			if row != "" {
				rows = append(rows, row)
			}
		}
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(rows, "\n")+"\n"), 0o644))
	}
	return changed
}

func TestPlan_refuses(t *testing.T) {
	for from, to := range map[string]string{
		`"from": "objective:serve"`:                  `"from": "kpi:again"`,
		`"mode": "additive"`:                         `"mode": "shared"`,
		`"to": "kpi:cost"}`:                          `"to": "kpi:cost", "unit": "company"}`,
		`"id": "cost",`:                              `"id": "cost", "contributors": "partial",`,
		`"targets": [{"baseline": 80, "value": 20}]`: `"target": "of_contributors"`,
		`"id": "heads",`:                             `"id": "heads", "contributors": "partial",`,
	} {
		require.Contains(t, string(planJSON), from)
		_, err := readPlan([]byte(strings.Replace(string(planJSON), from, to, 1)), "2026-Q2")
		assert.ErrorContains(t, err, "cannot be cut", to)
	}
	_, err := readPlan(planJSON, "2026-Q5")
	assert.ErrorIs(t, err, bsc.ErrPeriod)
}

func TestRegion_refuses(t *testing.T) {
	p, err := readPlan(planJSON, "2026-Q2")
	require.NoError(t, err)
	for rows, says := range map[string]string{
		"a,c0,,\nb,c1,,": "a and b stand at the head of one region",
		"a,b,,\nb,a,,":   "no org unit stands at the head",
		"a,c0,2026-13,":  "org unit a",
		"a,c0":           "wrong number of fields",
	} {
		_, err := regionOf(t, p, "unit,parent,since,until\n"+rows, "kpi,period,value,unit")
		assert.ErrorContains(t, err, says)
	}
	_, err = regionOf(t, p, "id,parent", "kpi,period,value,unit")
	assert.ErrorContains(t, err, "a chart begins with unit,parent,since,until")
	chart := "unit,parent,since,until\na,c0,,"
	_, err = regionOf(t, p, chart, "kpi,period,value,unit,state\nseries:heads,2026-05,,a,not_applicable")
	assert.ErrorContains(t, err, "series:heads of a does not apply in 2026-05")
	_, err = regionOf(t, p, chart, "kpi,period,value,unit\nsails,2026-05,1,a")
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = readInputs(t.Context(), []string{filepath.Join("testdata", "..", "plan.json")})
	assert.ErrorContains(t, err, "begins with units, readings or targets")
}

func regionOf(t *testing.T, p *plan, chart, readings string) (*head, error) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "units.csv"), []byte(chart+"\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "readings.csv"), []byte(readings+"\n"), 0o644))
	in, err := readInputs(t.Context(), []string{filepath.Join(dir, "units.csv"), filepath.Join(dir, "readings.csv")})
	if err != nil {
		return nil, err
	}
	_, h, err := p.region(in)
	return h, err
}

func TestDigest(t *testing.T) {
	one, two := digestOf([]byte("a\nb\n")), digestOf([]byte("b\na\n"))
	assert.Equal(t, one, two, "the order does not matter")
	assert.Equal(t, one, addDigests(digestOf([]byte("a\n")), digestOf([]byte("b\n"))), "nor does the cut")
	assert.NotEqual(t, digestOf([]byte("a\na\n")), digestOf([]byte("b\nb\n")), "two of a line are not none")
	assert.Len(t, one.String(), len("2 scores, ")+64)
}

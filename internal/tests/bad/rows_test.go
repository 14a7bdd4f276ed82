package bad_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// generatedBad are bad documents that are too large to keep.
var generatedBad = []struct {
	number int
	name   string
	doc    func() string
	code   bsc.Code
	want   string
}{
	{13, "8 MiB and a byte", func() string {
		return `{"id":"a"}` + strings.Repeat(" ", 8<<20-9)
	}, bsc.ErrLimit, `line 1, column 1: the document is too large (at most 8388608 bytes)`},
	{14, "200,001 values", func() string {
		return `{"aggregator":{"name":"x","args":[` + strings.Repeat("1,", 199_996) + "1" + `]}}`
	}, bsc.ErrLimit, `line 1, column 400027: /aggregator/args/199996: the document has too many values (at most 200000)`},
	{15, "a text of 64 KiB and a byte", func() string {
		return `{"description":"` + strings.Repeat("x", 64<<10+1) + `"}`
	}, bsc.ErrLimit, `line 1, column 16: /description: a text is too long (at most 65536 bytes)`},
	{15, "a key of 64 KiB and a byte", func() string {
		return `{"attributes":{"` + strings.Repeat("x", 64<<10+1) + `":""}}`
	}, bsc.ErrLimit, `line 1, column 16: /attributes/` + strings.Repeat("x", 37) + `…: a key is too long (at most 65536 bytes)`},
	{21, "a number of 1 MiB", func() string {
		return `{"scale":{"cap":` + strings.Repeat("7", 1<<20) + `}}`
	}, bsc.ErrNumber, `line 1, column 17: /scale/cap: "` + strings.Repeat("7", 57) + `…" is too long for a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	{38, "a chain of 100,000", func() string {
		ids := make([]string, 100_000)
		for i := range ids {
			ids[i] = fmt.Sprintf(`{"id":"o%d"}`, i)
		}
		return `{"perspectives":[{"objectives":[` + strings.Join(ids, ",") + `]}]}`
	}, bsc.ErrLimit, `line 1, column 308907: /perspectives/0/objectives/19999: the document has too many nodes (at most 20000)`},
}

func TestBad_generated(t *testing.T) {
	for _, c := range generatedBad {
		t.Run(fmt.Sprint(c.number, " ", c.name), func(t *testing.T) {
			o := &bsc.Options{}
			if c.number == 38 {
				o.Limits.Values = 1 << 20
			}
			def, err := bsc.ParseDefinition([]byte(c.doc()), o)
			assert.Nil(t, def)
			assert.ErrorIs(t, err, c.code)
			assert.Equal(t, []string{c.want}, oracle.Lines(problems(t, err)))
		})
	}
}

// hostBad are bad inputs that come from a host's own code, each with the text of the error it brings.
var hostBad = []struct {
	number int
	name   string
	give   func() error
	code   bsc.Code
	want   string
}{
	{
		24, "a column of floating point", func() error { return new(bsc.Number).Scan(math.NaN()) }, bsc.ErrNumber,
		`a column holds floating point, which may have lost digits (a column of type TEXT, INTEGER or exact NUMERIC); use TEXT in SQLite, whose NUMERIC is floating point`,
	},
	{24, "an argument", func() error {
		_, err := new(bsc.Registry).NewScorer(bsc.NewPolicy("curve", map[string]any{"anchors": [][]float64{{0, 0}, {math.Inf(1), 100}}}))
		return err
	}, bsc.ErrPolicyArgs, `/args: an object is expected, not text`},
	{27, "an actual", func() error {
		_, err := bsc.MustCompile(oracle.Small(), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": decimal.New(1, 1_000_000_000)}})
		return err
	}, bsc.ErrNumber, `bsc: kpi:sales: its reading for 2026: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	{27, "a fact", func() error {
		return new(bsc.Readings).Add(bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Year(2026), Reading: bsc.Reading{Value: decimal.New(1, -1_000_000_000)}})
	}, bsc.ErrNumber, `bsc: /0 kpi:sales: a number has more than 52 decimal places (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	{27, "an anchor", func() error {
		_, err := curve.New(curve.Anchor{}, curve.Anchor{Value: decimal.New(1, 1_000_000_000)})
		return err
	}, bsc.ErrNumber, `/anchors/1: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	{50, "a key of Actuals", func() error {
		_, err := bsc.MustCompile(oracle.Small(), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sals": dec("1")}})
		return err
	}, bsc.ErrUnknownRef, `bsc: kpi:sals: a reading for "kpi:sals", which the scorecard does not have; did you mean "kpi:sales"?`},
	{50, "a key of Actuals that names two", func() error {
		def := oracle.Small()
		def.Series = []bsc.Series{{ID: "sales"}}
		_, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("1")}})
		return err
	}, bsc.ErrUnknownRef, `bsc: a reading for "sales", which is both a KPI and a series ("kpi:sales" or "series:sales")`},
	{50, "a key of Actuals in other characters", func() error {
		def := oracle.Small()
		def.Perspectives[1].Objectives[0].KPIs[0].ID = "caf\u00e9"
		_, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"cafe\u0301": dec("1")}})
		return err
	}, bsc.ErrUnknownRef, "bsc: kpi:cafe\u0301: a reading for \"kpi:cafe\u0301\", which the scorecard does not have; " + `did you mean "kpi:caf\u00e9"? "kpi:cafe\u0301" looks like it, in other characters`},
	{50, "a fact of what has no readings", func() error {
		return new(bsc.Readings).Add(bsc.Fact{Ref: bsc.ObjectiveRef("grow"), Period: period.Year(2026)})
	}, bsc.ErrUnknownRef, `bsc: /0 objective:grow: "objective:grow" cannot have readings (a KPI or a series)`},
	{56, "a fact without a period", func() error {
		return new(bsc.Readings).Add(bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Year(0)})
	}, bsc.ErrPeriod, `bsc: /0 kpi:sales: a reading has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`},
}

func TestBad_host(t *testing.T) {
	for _, c := range hostBad {
		t.Run(fmt.Sprint(c.number, " ", c.name), func(t *testing.T) {
			err := c.give()
			require.EqualError(t, err, c.want)
			assert.ErrorIs(t, err, c.code)
			assert.NoError(t, oracle.Bounded(err))
		})
	}
}

// badElsewhere are the bad inputs that another test brings, by number: the test's folder in the module, and its name.
var badElsewhere = map[int]string{
	28: "internal/tests/laws.TestLaw_decimalSettings",
	38: "internal/tests/maps.TestStrategyMap_chain",
	39: "internal/tests/maps.TestStrategyMap_diamonds",

	59: "internal/tests/faults.TestFaults_matrix",
	60: "internal/tests/faults.TestFaults_matrix",
	61: "internal/tests/faults.TestFaults_goexit",
	62: "internal/tests/faults.TestFaults_nils",
	63: "internal/tests/faults.TestFaults_matrix",
	64: "internal/tests/faults.TestFaults_reentry",
	65: ".TestBoard_Subscribe_again",
	66: "internal/tests/faults.TestFaults_cancelled",
	67: "internal/tests/laws.TestLaw_definitionIsCopied",
	68: "internal/tests/faults.TestFaults_loops",
	69: "internal/tests/faults.TestFaults_setInLoop",
	70: "internal/tests/faults.TestFaults_matrix",
	71: "render.TestView_failingWriter",
	72: ".TestBoard_misuse",
	73: "render.TestView_bad",
	75: "render.TestView_bad",
	76: "render.TestView_bad",
	77: "render.TestView_bad",
	78: "render.TestView_bad",
	79: "render.TestView_badID",
	81: "render.TestView_most",
}

// TestBad_complete checks that every bad input is a file, a row, or tested elsewhere, by a test that exists.
func TestBad_complete(t *testing.T) {
	covered := map[int]bool{}
	for _, name := range badFiles(t) {
		covered[numberOfBad(t, name)] = true
	}
	for _, c := range generatedBad {
		covered[c.number] = true
	}
	for _, c := range hostBad {
		covered[c.number] = true
	}
	for n, name := range badElsewhere {
		covered[n] = true
		assert.True(t, testExists(t, name), "%d: there is no %s", n, name)
	}
	for n := 1; n <= lastBad; n++ {
		assert.True(t, covered[n], "bad input %d has no test", n)
	}
	assert.Len(t, covered, lastBad)
}

// testExists reports whether the module has a test: its folder, a dot, and its name.
func testExists(t *testing.T, name string) bool {
	t.Helper()
	dir, name, _ := strings.Cut(name, ".")
	files, err := filepath.Glob(filepath.Join("../../..", dir, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if regexp.MustCompile(`(?m)^func ` + name + `\(`).Match(text) {
			return true
		}
	}
	return false
}

// TestParseDefinition_suite reads the public suite of JSON documents, each as it is and as the arguments of a policy,
// where anything may stand. What is not JSON is refused. What is JSON, or may be taken for it, is read, but for what a
// policy of this package refuses: the file lists which, and why. Nothing panics.
func TestParseDefinition_suite(t *testing.T) {
	pattern, ok := oracle.Fixture("jsontestsuite", "*.json")
	if !ok {
		t.Skip("BSC_FIXTURES is not set: it names the folder with the suite")
	}
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.Len(t, files, 318)
	var refused strings.Builder
	for _, file := range files {
		doc, err := os.ReadFile(file)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		def, err := bsc.ParseDefinition(doc, nil)
		assert.Equal(t, err != nil, def == nil, name)
		assert.Equal(t, name == "y_object_empty", err == nil, "%s is no definition", name)
		problems(t, err)
		_, err = bsc.ParseDefinition([]byte(`{"aggregator":{"name":"x","args":`+string(doc)+`}}`), nil)
		switch {
		case name[0] == 'n':
			assert.Error(t, err, name)
		case err != nil:
			fmt.Fprintf(&refused, "%s: %s\n", name, problems(t, err)[0])
		}
		problems(t, err)
	}
	golden.Check(t, "jsontestsuite.txt", refused.String())
}

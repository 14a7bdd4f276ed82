package catalog_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// definition is a scorecard with one template and a target.
func definition(t *testing.T, tpl catalog.Template) *bsc.Definition {
	t.Helper()
	def := &bsc.Definition{ID: "one", Perspectives: []bsc.Perspective{{ID: tpl.Perspective, Objectives: []bsc.Objective{{ID: "o"}}}}}
	require.NoError(t, tpl.AddTo(def, "o"))
	aim(&def.Perspectives[0].Objectives[0].KPIs[0])
	return def
}

// aim gives a KPI a target, and a scorer that can work with it.
func aim(kpi *bsc.KPI) {
	kpi.Targets = []bsc.Target{{Value: "10"}}
	if kpi.Direction == bsc.DirectionCloser {
		kpi.Scorer = bsc.NewPolicy("range", map[string]any{"within": 1, "zero_at": 10})
	}
}

// fixture is the readings that a template is evaluated with: a quarter by month or, depending on the
// frequency of the template and its series, a year.
type fixture struct {
	period period.Period
	first  time.Month
	months int
	file   strings.Builder
}

func newFixture(f period.Frequency) *fixture {
	fx := &fixture{period: period.Quarter(2026, 3), first: time.July, months: 3}
	if f != period.Monthly {
		fx = &fixture{period: period.Year(2026), first: time.January, months: 12}
	}
	fx.file.WriteString("kpi,period,value\n")
	return fx
}

// fill writes readings and returns their roll-up, computed by hand.
func (fx *fixture) fill(ref bsc.Ref, frequency period.Frequency, rollup bsc.Rollup, start int64) *big.Rat {
	step := map[period.Frequency]int{period.Monthly: 1, period.Quarterly: 3, period.Yearly: 12}[frequency]
	sum, days, last := new(big.Rat), int64(0), new(big.Rat)
	for m := 0; m < fx.months; m += step {
		month := int(fx.first) + m
		asked := map[int]period.Period{1: period.Month(2026, month), 3: period.Quarter(2026, (month+2)/3), 12: period.Year(2026)}[step]
		value := start + int64(m*m)
		fmt.Fprintf(&fx.file, "%s,%s,%d\n", ref, asked, value)
		from := time.Date(2026, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		length := int64(from.AddDate(0, step, 0).Sub(from) / (24 * time.Hour))
		last.SetInt64(value)
		if rollup == bsc.RollupMean {
			value *= length
		}
		sum.Add(sum, new(big.Rat).SetInt64(value))
		days += length
	}
	switch rollup {
	case bsc.RollupLast:
		return last
	case bsc.RollupMean:
		return sum.Quo(sum, new(big.Rat).SetInt64(days))
	}
	return sum
}

// calculate computes a template's value from those of its series, by hand.
func calculate(t *testing.T, tpl catalog.Template, values []*big.Rat) *big.Rat {
	t.Helper()
	result := new(big.Rat).Set(values[0])
	switch tpl.Calculator.Name {
	case "ratio":
		times := argumentsOf(t, tpl).Times
		if times == "" {
			times = "1"
		}
		factor, ok := new(big.Rat).SetString(string(times))
		require.True(t, ok)
		return result.Mul(result, factor).Quo(result, values[1])
	case "difference":
		return result.Sub(result, values[1])
	case "sum", "mean":
		for _, v := range values[1:] {
			result.Add(result, v)
		}
		if tpl.Calculator.Name == "mean" {
			result.Quo(result, new(big.Rat).SetInt64(int64(len(values))))
		}
		return result
	}
	t.Fatalf("no arithmetic for %s", tpl.Calculator.Name)
	return nil
}

// TestAll_evaluates puts each template into a scorecard and compares the result with arithmetic of its own.
func TestAll_evaluates(t *testing.T) {
	for _, tpl := range catalog.All() {
		t.Run(tpl.ID, func(t *testing.T) {
			card, err := bsc.Compile(definition(t, tpl), nil)
			require.NoError(t, err)
			assert.Empty(t, card.Warnings())

			fx := newFixture(tpl.Frequency)
			var want *big.Rat
			if tpl.Calculator.IsZero() {
				want = fx.fill(bsc.KPIRef(tpl.ID), tpl.Frequency, tpl.Rollup, 7)
			} else {
				var values []*big.Rat
				for i, s := range tpl.Series {
					values = append(values, fx.fill(bsc.SeriesRef(s.ID), s.Frequency, s.Rollup, int64(7+90*i)))
				}
				want = calculate(t, tpl, values)
			}
			readings, err := csvfile.Dialect{}.Readings(strings.NewReader(fx.file.String()), nil)
			require.NoError(t, err)
			result, err := card.Evaluate(bsc.Input{Period: fx.period, Readings: readings})
			require.NoError(t, err)
			outcome, ok := result.Of(bsc.KPIRef(tpl.ID))
			require.True(t, ok)
			require.True(t, outcome.Actual.Valid, outcome.Reason)
			assert.True(t, outcome.Score.Valid())
			assert.Zero(t, outcome.Flags&^bsc.FlagCapped)
			off := new(big.Rat).Sub(outcome.Actual.Decimal.Rat(), want)
			assert.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1e18)), "%s, by hand %s", outcome.Actual.Decimal, want.FloatString(10))
		})
	}
}

// together is a scorecard with the whole catalogue.
func together(t *testing.T) *bsc.Definition {
	t.Helper()
	def := &bsc.Definition{ID: "all", Perspectives: catalog.SustainabilityPerspectives()}
	at := map[string]*bsc.Objective{}
	for i := range def.Perspectives {
		p := &def.Perspectives[i]
		p.Objectives = []bsc.Objective{{ID: p.ID}}
		at[p.ID] = &p.Objectives[0]
	}
	for _, tpl := range catalog.All() {
		require.NoError(t, tpl.AddTo(def, tpl.Perspective))
		kpis := at[tpl.Perspective].KPIs
		aim(&kpis[len(kpis)-1])
	}
	return def
}

// TestAll_together puts the whole catalogue into one scorecard: no ids clash, and no series is there twice.
func TestAll_together(t *testing.T) {
	series := map[string]bool{}
	for _, tpl := range catalog.All() {
		for _, s := range tpl.Series {
			series[s.ID] = true
		}
	}
	def := together(t)
	assert.Len(t, def.Series, len(series))
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	assert.Empty(t, card.Warnings())
}

package conformance

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A scorecard is a generated definition with the readings of one month. The generators are plain: small
// trees, whole numbers and few policies, so that failures shrink to something readable. The library's own
// tests have random cards of every kind, without shrinking.
type scorecard struct {
	def     *bsc.Definition
	actuals bsc.Actuals
}

// thePeriod is the month of all readings here.
func thePeriod() period.Period { return period.Month(2026, 7) }

// String shows a scorecard that breaks a law.
func (s scorecard) String() string {
	def, err := json.Marshal(s.def)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s %v", def, s.actuals)
}

// GoString shows a scorecard when rapid prints what it drew.
func (s scorecard) GoString() string { return s.String() }

// clone returns a copy that shares nothing.
func (s scorecard) clone(t *rapid.T) scorecard {
	document, err := json.Marshal(s.def)
	noError(t, err)
	def, err := bsc.ParseDefinition(document, nil)
	noError(t, err)
	actuals := bsc.Actuals{}
	for id, v := range s.actuals {
		actuals[id] = v
	}
	return scorecard{def, actuals}
}

func noError(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

// result evaluates a scorecard.
func (s scorecard) result(t *rapid.T) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(s.def, nil)
	noError(t, err)
	result, err := card.Evaluate(bsc.Input{Period: thePeriod(), Readings: s.actuals})
	noError(t, err)
	return result
}

// objectives and kpis return pointers into the definition.
func (s scorecard) objectives() []*bsc.Objective {
	var all []*bsc.Objective
	for i := range s.def.Perspectives {
		for j := range s.def.Perspectives[i].Objectives {
			all = append(all, &s.def.Perspectives[i].Objectives[j])
		}
	}
	return all
}

func (s scorecard) kpis() []*bsc.KPI {
	var all []*bsc.KPI
	for _, o := range s.objectives() {
		for i := range o.KPIs {
			all = append(all, &o.KPIs[i])
		}
	}
	return all
}

// siblings returns the weights of all nodes, grouped by siblings.
func (s scorecard) siblings() [][]*bsc.Number {
	var top []*bsc.Number
	var all [][]*bsc.Number
	for i := range s.def.Perspectives {
		p := &s.def.Perspectives[i]
		top = append(top, &p.Weight)
		var weights []*bsc.Number
		for j := range p.Objectives {
			weights = append(weights, &p.Objectives[j].Weight)
		}
		all = append(all, weights)
	}
	for _, o := range s.objectives() {
		var weights []*bsc.Number
		for i := range o.KPIs {
			weights = append(weights, &o.KPIs[i].Weight)
		}
		all = append(all, weights)
	}
	return append(all, top)
}

// scorecards generates scorecards.
func scorecards() *rapid.Generator[scorecard] {
	return rapid.Custom(func(t *rapid.T) scorecard {
		s := scorecard{&bsc.Definition{ID: "card", Aggregator: aggregators().Draw(t, "aggregator")}, bsc.Actuals{}}
		for i := range rapid.IntRange(1, 3).Draw(t, "perspectives") {
			s.def.Perspectives = append(s.def.Perspectives, s.perspective(t, fmt.Sprint("p", i)))
		}
		s.ensureWeights()
		return s
	})
}

func (s scorecard) perspective(t *rapid.T, id string) bsc.Perspective {
	p := bsc.Perspective{ID: id, Weight: weights().Draw(t, "weight"), Aggregator: aggregators().Draw(t, "aggregator")}
	for i := range rapid.IntRange(1, 2).Draw(t, "objectives") {
		o := bsc.Objective{ID: fmt.Sprint(id, "o", i), Weight: weights().Draw(t, "weight"), Aggregator: aggregators().Draw(t, "aggregator")}
		for j := range rapid.IntRange(1, 3).Draw(t, "KPIs") {
			o.KPIs = append(o.KPIs, s.kpi(t, fmt.Sprint(o.ID, "k", j)))
		}
		p.Objectives = append(p.Objectives, o)
	}
	return p
}

// kpi generates a KPI and, if it has one, its reading.
func (s scorecard) kpi(t *rapid.T, id string) bsc.KPI {
	k := bsc.KPI{ID: id, Weight: weights().Draw(t, "weight")}
	k.Direction = rapid.SampledFrom([]bsc.Direction{bsc.DirectionHigher, bsc.DirectionLower}).Draw(t, "direction")
	baseline := rapid.IntRange(-50, 50).Draw(t, "baseline")
	target := baseline + rapid.IntRange(1, 100).Draw(t, "way")
	if k.Direction == bsc.DirectionLower {
		target = 2*baseline - target
	}
	k.Targets = []bsc.Target{{Baseline: number(baseline), Value: number(target)}}
	k.Missing.Rule = rapid.SampledFrom([]bsc.MissingRule{"", bsc.MissingZero, bsc.MissingRequire}).Draw(t, "missing")
	if rapid.IntRange(0, 4).Draw(t, "has reading") > 0 {
		s.actuals[id] = values().Draw(t, "actual")
	}
	return k
}

// ensureWeights gives the first of siblings a weight if all have the weight 0: otherwise the scorecard does
// not compile.
func (s scorecard) ensureWeights() {
	for _, beside := range s.siblings() {
		if !slices.ContainsFunc(beside, func(w *bsc.Number) bool { return *w != "0" }) {
			*beside[0] = "1"
		}
	}
}

// weights generates weights: mostly small whole numbers, sometimes none at all, sometimes fractions.
func weights() *rapid.Generator[bsc.Number] {
	return rapid.SampledFrom([]bsc.Number{"", "1", "2", "3", "0", "0.5", "0.07", "12.25"})
}

// values generates the values of readings, in hundredths.
func values() *rapid.Generator[decimal.Decimal] {
	return rapid.Map(rapid.Int64Range(-20000, 20000), func(n int64) decimal.Decimal { return decimal.New(n, -2) })
}

// aggregators generates the built-in aggregators whose results lie between their parts.
func aggregators() *rapid.Generator[bsc.Policy] {
	return rapid.SampledFrom([]bsc.Policy{
		{}, {Name: "min"}, {Name: "max"}, {Name: "median"}, {Name: "geometric"}, {Name: "harmonic"}, bsc.NewPolicy("power", map[string]any{"p": 2}),
	})
}

func number(n int) bsc.Number { return bsc.Number(fmt.Sprint(n)) }

// decimalOf returns a number that is known to be one; "" is a weight of 1.
func decimalOf(n bsc.Number) decimal.Decimal {
	if n == "" {
		return decimal.New(1, 0)
	}
	return decimal.RequireFromString(string(n))
}

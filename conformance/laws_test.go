package conformance

import (
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// law checks a law on generated scorecards, 100 of them or as many as -rapid.checks says. Failures are
// shrunk.
func law(t *testing.T, check func(t *rapid.T, s scorecard)) {
	t.Helper()
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { check(t, scorecards().Draw(t, "scorecard")) })
}

// standing is the part of an outcome that most laws do not change.
func standing(o bsc.Outcome) string {
	return fmt.Sprint(scoring(o), " ", o.Flags, " in ", o.Low, "..", o.High, " covered ", bsc.NumberOf(o.Coverage))
}

// scoring is an outcome's score alone.
func scoring(o bsc.Outcome) string { return fmt.Sprint(o.Score, " ", o.Attainment, " ", o.Rating) }

// unchanged compares every node of one result with the same node of another.
func unchanged(t *rapid.T, before, after *bsc.Result, what func(bsc.Outcome) string) {
	t.Helper()
	for o := range before.All() {
		now, ok := after.Of(o.Ref)
		if !ok || what(o) != what(now) {
			t.Fatalf("%s was %s, is %s", o.Ref, what(o), what(now))
		}
	}
}

func TestLaw_weightsAreRelative(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		other := s.clone(t)
		for _, weights := range other.siblings() {
			k := decimal.New(rapid.Int64Range(1, 10000).Draw(t, "k"), -3)
			for _, w := range weights {
				*w = bsc.NumberOf(decimalOf(*w).Mul(k))
			}
		}
		unchanged(t, s.result(t), other.result(t), standing)
	})
}

// permuted returns a slice in another order.
func permuted[T any](t *rapid.T, of []T) []T { return rapid.Permutation(of).Draw(t, "order") }

func TestLaw_anyOrder(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		other := s.clone(t)
		other.def.Perspectives = permuted(t, other.def.Perspectives)
		for i := range other.def.Perspectives {
			other.def.Perspectives[i].Objectives = permuted(t, other.def.Perspectives[i].Objectives)
		}
		for _, o := range other.objectives() {
			o.KPIs = permuted(t, o.KPIs)
		}
		before := s.result(t)
		unchanged(t, before, other.result(t), standing)
		var facts []bsc.Fact
		for _, k := range s.kpis() {
			if v, ok := s.actuals[k.ID]; ok {
				facts = append(facts, bsc.Fact{Ref: bsc.KPIRef(k.ID), Period: thePeriod(), Reading: bsc.Reading{Value: v}})
			}
		}
		readings := new(bsc.Readings)
		if len(facts) > 0 {
			noError(t, readings.Add(permuted(t, facts)...))
		}
		after, err := before.Scorecard().Evaluate(bsc.Input{Period: thePeriod(), Readings: readings})
		noError(t, err)
		unchanged(t, before, after, standing)
	})
}

// TestLaw_betterNeverLowers raises one actual in the good direction. If a node has a score only before or
// only after, its siblings carry other weights, and the law claims nothing.
func TestLaw_betterNeverLowers(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		k := rapid.SampledFrom(s.kpis()).Draw(t, "KPI")
		v, ok := s.actuals[k.ID]
		if !ok {
			return
		}
		step := rapid.Map(rapid.Int64Range(1, 20000), func(n int64) decimal.Decimal { return decimal.New(n, -2) }).Draw(t, "step")
		if k.Direction == bsc.DirectionLower {
			step = step.Neg()
		}
		other := s.clone(t)
		other.actuals[k.ID] = v.Add(step)
		before, after := s.result(t), other.result(t)
		for o := range before.All() {
			if o.Score.Valid() != after.ScoreOf(o.Ref).Valid() {
				return
			}
		}
		for o := range before.All() {
			if now := after.ScoreOf(o.Ref); now.Compare(o.Score) < 0 {
				t.Fatalf("%s fell from %s to %s as %s rose by %s", o.Ref, o.Score, now, k.ID, step)
			}
		}
	})
}

func TestLaw_meanIsWithin(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		result := s.result(t)
		for o := range result.All() {
			if o.Ref.Kind == bsc.KindKPI || !o.Score.Valid() {
				continue
			}
			x, err := result.Explain(o.Ref)
			noError(t, err)
			var parts []decimal.Decimal
			for _, c := range x.Contributions {
				parts = append(parts, c.Score)
			}
			mean, _ := o.Score.Decimal()
			if mean.LessThan(slices.MinFunc(parts, decimal.Decimal.Compare)) || mean.GreaterThan(slices.MaxFunc(parts, decimal.Decimal.Compare)) {
				t.Fatalf("%s is %s, made of %s", o.Ref, mean, parts)
			}
		}
	})
}

// TestLaw_equalParts gives every KPI the same score. Every aggregate then has that score, too.
func TestLaw_equalParts(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		all := decimal.New(rapid.Int64Range(0, 10000).Draw(t, "score"), -2)
		for _, k := range s.kpis() {
			k.Scorer = bsc.Policy{Name: "stated"}
			k.Direction = ""
			k.Targets = nil
			s.actuals[k.ID] = all
		}
		for o := range s.result(t).All() {
			if d, ok := o.Score.Decimal(); !ok || !d.Equal(all) {
				t.Fatalf("%s is %s, made of nothing but %s", o.Ref, o.Score, all)
			}
		}
	})
}

// TestLaw_idleItems adds KPIs that do not count: one of weight 0, and one without data, which shows only in
// the coverage, flags and bounds.
func TestLaw_idleItems(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		before := s.result(t)
		o := rapid.SampledFrom(s.objectives()).Draw(t, "objective")
		kpis := slices.Clone(o.KPIs)
		zero := s.kpi(t, "zero")
		zero.Weight = "0"
		o.KPIs = append(slices.Clone(kpis), zero)
		unchanged(t, before, s.result(t), standing)
		silent := s.kpi(t, "silent")
		silent.Missing = bsc.Missing{}
		delete(s.actuals, silent.ID)
		delete(s.actuals, zero.ID)
		o.KPIs = append(slices.Clone(kpis), silent)
		after := s.result(t)
		unchanged(t, before, after, scoring)
		for o := range before.All() {
			if now, _ := after.Of(o.Ref); now.Coverage.GreaterThan(o.Coverage) {
				t.Fatalf("%s is covered %s, no longer %s, by a KPI without data", o.Ref, now.Coverage, o.Coverage)
			}
		}
	})
}

// TestLaw_splitWeight replaces a KPI by two copies with half its weight each.
func TestLaw_splitWeight(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		other := s.clone(t)
		o := rapid.SampledFrom(other.objectives()).Draw(t, "objective")
		i := rapid.IntRange(0, len(o.KPIs)-1).Draw(t, "KPI")
		o.KPIs[i].Weight = bsc.NumberOf(decimalOf(o.KPIs[i].Weight).Mul(decimal.New(5, -1)))
		twin := o.KPIs[i]
		twin.ID = "twin"
		if v, ok := s.actuals[o.KPIs[i].ID]; ok {
			other.actuals[twin.ID] = v
		}
		o.KPIs = slices.Insert(o.KPIs, i, twin)
		unchanged(t, s.result(t), other.result(t), standing)
	})
}

// TestLaw_unitsOfMeasure measures a KPI from another zero and in another unit: x·k + c for all its numbers.
func TestLaw_unitsOfMeasure(t *testing.T) {
	law(t, func(t *rapid.T, s scorecard) {
		other := s.clone(t)
		for _, kpi := range other.kpis() {
			k := decimal.New(rapid.Int64Range(1, 5000).Draw(t, "k"), -3)
			c := decimal.New(rapid.Int64Range(-5000, 5000).Draw(t, "c"), -1)
			change := func(d decimal.Decimal) decimal.Decimal { return d.Mul(k).Add(c) }
			target := &kpi.Targets[0]
			target.Baseline, target.Value = bsc.NumberOf(change(decimalOf(target.Baseline))), bsc.NumberOf(change(decimalOf(target.Value)))
			if v, ok := other.actuals[kpi.ID]; ok {
				other.actuals[kpi.ID] = change(v)
			}
		}
		unchanged(t, s.result(t), other.result(t), standing)
	})
}

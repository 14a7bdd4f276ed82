package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// benchCard returns a card of n KPIs, five to an objective and five objectives to a
// perspective, with actuals for all.
func benchCard(n int) (*bsc.Definition, bsc.Actuals) {
	def := &bsc.Definition{ID: "bench"}
	actuals := bsc.Actuals{}
	for i := range n {
		if i%25 == 0 {
			def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: fmt.Sprint("p", i), Weight: bsc.Number(fmt.Sprint(1 + i%3))})
		}
		p := &def.Perspectives[len(def.Perspectives)-1]
		if i%5 == 0 {
			p.Objectives = append(p.Objectives, bsc.Objective{ID: fmt.Sprint("o", i), Weight: bsc.Number(fmt.Sprint(1 + i%4))})
		}
		o := &p.Objectives[len(p.Objectives)-1]
		id := fmt.Sprint("k", i)
		o.KPIs = append(o.KPIs, bsc.KPI{
			ID: id, Weight: bsc.Number(fmt.Sprint(1 + i%7)),
			Targets: []bsc.Target{{Baseline: bsc.Number(fmt.Sprintf("%d.25", i%10)), Value: bsc.Number(fmt.Sprintf("%d.5", 20+i%50))}},
		})
		actuals[id] = decimal.New(int64(500+i*37%4000), -2)
	}
	return def, actuals
}

// BenchmarkEvaluate measures one evaluation against the loop over decimals that a host
// would write by hand: weights first, one division a node, nothing checked and nothing explained.
func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{25, 200, 5000} {
		def, actuals := benchCard(n)
		card := bsc.MustCompile(def, nil)
		in := bsc.Input{Period: period.Year(2026), Readings: actuals}
		b.Run(fmt.Sprintf("kpis=%d/engine", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := card.Evaluate(in); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("kpis=%d/loop", n), func(b *testing.B) {
			b.ReportAllocs()
			loop := newNaive(def)
			for b.Loop() {
				loop.score(actuals)
			}
		})
	}
}

// BenchmarkCompile measures compiling a definition.
func BenchmarkCompile(b *testing.B) {
	def, _ := benchCard(200)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bsc.Compile(def, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// naive is the scorecard as a loop over decimals.
type naive struct {
	weight   decimal.Decimal
	children []naive
	id       string
	baseline decimal.Decimal
	target   decimal.Decimal
}

func newNaive(def *bsc.Definition) naive {
	var root naive
	for _, p := range def.Perspectives {
		perspective := naive{weight: dec(string(p.Weight))}
		for _, o := range p.Objectives {
			objective := naive{weight: dec(string(o.Weight))}
			for _, k := range o.KPIs {
				objective.children = append(objective.children, naive{
					weight: dec(string(k.Weight)), id: k.ID, baseline: dec(string(k.Targets[0].Baseline)), target: dec(string(k.Targets[0].Value)),
				})
			}
			perspective.children = append(perspective.children, objective)
		}
		root.children = append(root.children, perspective)
	}
	return root
}

func (n *naive) score(actuals bsc.Actuals) decimal.Decimal {
	hundred := decimal.New(100, 0)
	if n.id != "" {
		score := actuals[n.id].Sub(n.baseline).Mul(hundred).DivRound(n.target.Sub(n.baseline), 10)
		return decimal.Min(decimal.Max(score, decimal.Zero), hundred)
	}
	var sum, weights decimal.Decimal
	for i := range n.children {
		c := &n.children[i]
		sum = sum.Add(c.weight.Mul(c.score(actuals)))
		weights = weights.Add(c.weight)
	}
	return sum.DivRound(weights, 10)
}

// TestNaive checks that the loop is a fair competitor: it gives the engine's digits.
func TestNaive(t *testing.T) {
	def, actuals := benchCard(200)
	result := evaluate(t, def, bsc.Input{Readings: actuals})
	loop := newNaive(def)
	if want := loop.score(actuals); !number(t, result.Score()).Equal(want) {
		t.Errorf("engine %s, loop %s", result.Score(), want)
	}
}

// timedCard is benchCard over time: months of flows and stocks, half of them with the year to
// date against a phased target for the year, and five years of readings.
func timedCard(n int) (*bsc.Definition, *bsc.Readings) {
	def, _ := benchCard(n)
	facts := new(bsc.Readings)
	i := 0
	for p := range def.Perspectives {
		for o := range def.Perspectives[p].Objectives {
			for k := range def.Perspectives[p].Objectives[o].KPIs {
				kpi := &def.Perspectives[p].Objectives[o].KPIs[k]
				kpi.Frequency, kpi.Rollup = period.Monthly, bsc.RollupLast
				if i%2 == 0 {
					kpi.Rollup, kpi.Basis, kpi.Targets = bsc.RollupSum, bsc.BasisYearToDate, nil
					for year := 2022; year <= 2026; year++ {
						kpi.Targets = append(kpi.Targets, bsc.Target{Period: period.Year(year), Value: "360", Phasing: bsc.PhasingLinear})
					}
				}
				for m := range 60 {
					fact := bsc.Fact{Ref: bsc.KPIRef(kpi.ID), Period: period.Month(2022+m/12, m%12+1)}
					fact.Value = decimal.New(int64(500+(i*37+m*11)%4000), -2)
					if err := facts.Add(fact); err != nil {
						panic(err)
					}
				}
				i++
			}
		}
	}
	return def, facts
}

// BenchmarkTrend measures a trend of five years by the month against as many evaluations,
// each of which asks for its readings anew.
func BenchmarkTrend(b *testing.B) {
	def, facts := timedCard(200)
	card := bsc.MustCompile(def, nil)
	first, last := period.Month(2022, 1), period.Month(2026, 12)
	b.Run("trend", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, err := range card.EvaluatePeriods(first, bsc.Input{Period: last, Readings: facts}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("evaluations", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for m := range 60 {
				if _, err := card.Evaluate(bsc.Input{Period: period.Month(2022+m/12, m%12+1), Readings: facts}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkCascade evaluates 1,000 and 10,000 units of 20 KPIs on one template: as a cascade in which every objective
// counts in that of the unit above, against each unit by itself, which is what a host would write first and
// which knows nothing of the others.
func BenchmarkCascade(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		units, readings := oracle.Company(n, 9)
		in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
		org, err := cascade.New(units, nil)
		require.NoError(b, err)
		alone := bsc.MustCompile(oracle.Template(), nil)
		b.Run(fmt.Sprintf("units=%d/cascade", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := org.Evaluate(in); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("units=%d/alone", n), func(b *testing.B) {
			for b.Loop() {
				for i := range units {
					in.OrgUnit = units[i].ID
					if _, err := alone.Evaluate(in); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("units=%d/compile", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := cascade.New(units, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBoard measures what one update of a board costs, alone and among many in one commit, against evaluating
// anew.
func BenchmarkBoard(b *testing.B) {
	for _, n := range []int{200, 100_000} {
		def, actuals := benchCard(n)
		card := bsc.MustCompile(def, nil)
		board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: actuals})
		require.NoError(b, err)
		updates := make([]bsc.Update, n)
		for i := range updates {
			h, _ := card.KPI(fmt.Sprint("k", i*7919%n))
			updates[i] = bsc.Update{Of: h, Reading: bsc.Reading{Value: decimal.New(int64(500+i*53%4000), -2)}}
		}
		b.Run(fmt.Sprintf("kpis=%d/set", n), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				u := &updates[i%n]
				if err := board.Set(u.Of, u.Reading.Value.Add(decimal.New(int64(i/n%2), 0))); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("kpis=%d/apply", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := board.Apply(updates...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/update")
		})
		b.Run(fmt.Sprintf("kpis=%d/evaluate", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

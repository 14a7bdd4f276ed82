package organisation_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// differences are where the library's result for a view is another than the one computed here, in words.
func (v *view) differences(result *cascade.Result) []string {
	var all []string
	for _, unit := range v.rules.units() {
		got := result.Of(unit.ID)
		if got == nil {
			all = append(all, unit.ID+": no result")
			continue
		}
		for ref := range nodesOf(unit.Definition) {
			o, ok := got.Of(ref)
			if !ok {
				all = append(all, fmt.Sprint(unit.ID, " ", ref, ": no outcome"))
				continue
			}
			for _, d := range v.nodeDifferences(place{unit.ID, ref}, o) {
				all = append(all, fmt.Sprint(unit.ID, " ", ref, " ", d))
			}
		}
	}
	return all
}

// nodesOf yields every node of a scorecard.
func nodesOf(d *bsc.Definition) func(func(bsc.Ref) bool) {
	return func(yield func(bsc.Ref) bool) {
		nodes := []bsc.Ref{scorecard(d)}
		for _, p := range d.Perspectives {
			nodes = append(nodes, bsc.PerspectiveRef(p.ID))
			for _, o := range p.Objectives {
				nodes = append(nodes, bsc.ObjectiveRef(o.ID))
				for _, k := range o.KPIs {
					nodes = append(nodes, bsc.KPIRef(k.ID))
				}
			}
		}
		for _, ref := range nodes {
			if !yield(ref) {
				return
			}
		}
	}
}

func scorecard(d *bsc.Definition) bsc.Ref { return bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID} }

func (v *view) nodeDifferences(at place, o bsc.Outcome) []string {
	var all []string
	differ := func(what string, want *big.Rat, got decimal.NullDecimal) {
		if (want != nil) != got.Valid || got.Valid && want.Cmp(got.Decimal.Rat()) != 0 {
			all = append(all, fmt.Sprintf("%s is %s, and should be %s (%s: %s)", what, text(got), textOf(want), o.Flags, o.Reason))
		}
	}
	s := v.score(at)
	differ("score", s.number, nullable(o.Score))
	if s.state == applies || s.state == missing {
		differ("coverage", s.covered, decimal.NewNullDecimal(o.Coverage))
	}
	if at.ref.Kind != bsc.KindKPI {
		return all
	}
	x := v.value(at)
	if x.state != applies {
		differ("actual", nil, o.Actual)
		return all
	}
	differ("actual", x.number, o.Actual)
	if x.target == nil {
		differ("target", nil, o.Target.Value)
		return all
	}
	if got := o.Target.Value; !got.Valid || !v.adds(at) || !nearly(x.target.value, got.Decimal.Rat()) {
		differ("target", x.target.value, got)
	}
	differ("baseline", x.target.baseline, o.Target.Baseline)
	return all
}

// adds says whether a KPI's target is the sum of its contributors'.
func (v *view) adds(at place) bool {
	return kpiOf(v.cards[at.unit].Definition, at.ref).Target == bsc.TargetOfContributors
}

// nearly says whether two sums of targets are the same but for their last digits: where an org unit has contributed twice,
// before it went and after it came back, the library rounds what it should have reached each time.
func nearly(x, y *big.Rat) bool {
	return new(big.Rat).Abs(minus(x, y)).Cmp(over(new(big.Rat).Abs(x), new(big.Rat).SetInt(tenTo(32)))) < 0
}

func nullable(s bsc.Score) decimal.NullDecimal {
	d, ok := s.Decimal()
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return d.Decimal.String()
}

func textOf(x *big.Rat) string {
	if x == nil {
		return "none"
	}
	return x.FloatString(12)
}

// input is what the library evaluates: all that was ever recorded.
func (h *history) input(t *testing.T, p period.Period, asOf time.Time) bsc.Input {
	t.Helper()
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(h.facts...))
	return bsc.Input{Period: p, AsOf: asOf, Readings: readings, Targets: targetSource(h.targets)}
}

// targetSource gives org units their own targets.
type targetSource []ownTarget

func (s targetSource) Target(q bsc.Query) (bsc.Target, bool) {
	var held ownTarget
	found := false
	for _, t := range s {
		same := t.unit == q.OrgUnit && q.Ref == bsc.KPIRef(t.kpi) && q.Period == period.Year(t.year)
		if same && known(t.recorded, q.AsOf) && (!found || t.recorded.After(held.recorded)) {
			held, found = t, true
		}
	}
	return bsc.Target{Period: q.Period, Value: number(held.value), Phasing: bsc.PhasingLinear}, found
}

// refused says whether the period that is evaluated has a reading of what others contribute. Where leaders had figures of
// their own, the company cannot be restated for that time by a structure in which they lead.
func (v *view) refused() bool {
	for r := range v.read {
		n := v.network(r.month)
		_, shared := n.shared[r.place]
		if v.first <= r.month && r.month <= v.month && (shared || len(n.additive[r.place]) > 0) {
			return true
		}
	}
	return false
}

// String shows who was where, version by version.
func (v *view) String() string {
	var lines []string
	for _, u := range v.versions {
		line := fmt.Sprintf("%s from %s under %s, %s to %s, card %s, gone %t, recorded %s, gives:", u.ID, u.from, u.Parent,
			u.Since, u.Until, u.Definition.ID, u.gone, u.recorded.Format("2006-01-02T15:04:05"))
		for _, c := range u.Contributes {
			line += fmt.Sprint(" ", c.Mode, " ", c.From)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

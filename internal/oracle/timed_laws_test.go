package oracle

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// outcomes are those of all KPIs of all units as text.
func outcomes(c *TimedCard) []string {
	var all []string
	t := EvaluateTimed(c)
	for _, unit := range t.Units() {
		for _, kpi := range t.KPIs(unit) {
			all = append(all, unit+" "+shownText(t.Of(unit, kpi)))
		}
	}
	return all
}

func shownText(o TimedOutcome) string {
	if o.Unfit {
		return fmt.Sprint(o.Ref, o.Flags&^bsc.FlagOverdue, ratText(o.Actual))
	}
	if o.Flags == bsc.FlagNotApplicable { // then it does not matter how its parts stand
		o.Parts = nil
	}
	var numbers []string
	for _, n := range []*big.Rat{o.Actual, o.Target, o.Baseline, o.Stretch, o.Floor, o.Attainment, o.Coverage} {
		numbers = append(numbers, ratText(n))
	}
	return fmt.Sprint(o.Ref, o.Flags, o.Label, numbers, o.Rule, o.From, o.OfUnit, gapLines(o.Gaps), o.Parts)
}

// same fails where two cards have other outcomes.
func same(t *testing.T, seed uint64, one, other *TimedCard) {
	t.Helper()
	want, got := outcomes(one), outcomes(other)
	for i := range want {
		if want[i] != got[i] {
			t.Fatalf("card %d: %s, and then %s\n%s\n%s", seed, want[i], got[i], one, other)
		}
	}
}

// TestTimedLaw_past adds what was recorded after the moment: it changes nothing.
func TestTimedLaw_past(t *testing.T) {
	t.Parallel()
	books := Daybooks()
	for seed := range Cards(150) {
		c := RandomTimedCard(seed, books)
		if c.AsOf.IsZero() {
			continue
		}
		later := c.Copy()
		for _, f := range c.Facts {
			f.RecordedAt = c.AsOf.Add(time.Hour)
			f.State = bsc.StateNotApplicable
			later.Facts = append(later.Facts, f)
		}
		kpis := later.Definition().Perspectives[0].Objectives[0].KPIs
		for i := range kpis {
			for _, target := range kpis[i].Targets {
				target.RecordedAt, target.Value = c.AsOf.Add(time.Second), "7"
				kpis[i].Targets = append(kpis[i].Targets, target)
			}
		}
		same(t, seed, c, later)
	}
}

// TestTimedLaw_order shuffles facts and targets.
func TestTimedLaw_order(t *testing.T) {
	t.Parallel()
	books := Daybooks()
	for seed := range Cards(150) {
		c := RandomTimedCard(seed, books)
		other := c.Copy()
		r := rand.New(rand.NewPCG(seed, 9))
		r.Shuffle(len(other.Facts), func(i, j int) { other.Facts[i], other.Facts[j] = other.Facts[j], other.Facts[i] })
		kpis := other.Definition().Perspectives[0].Objectives[0].KPIs
		for i := range kpis {
			slices.Reverse(kpis[i].Targets)
		}
		same(t, seed, c, other)
	}
}

// TestTimedLaw_doesNotApply says in readings what a unit's time says by itself: that what lies outside does not apply.
// It does not matter which of the two says it, but to targets of the unit's own, and to weeks that lie in two joint
// parts, of which one is outside.
func TestTimedLaw_doesNotApply(t *testing.T) {
	t.Parallel()
	books := Daybooks()
	for seed := range Cards(200) {
		c := RandomTimedCard(seed, books)
		u := &c.Units[0]
		if c.Actuals != nil || u.Since.IsZero() && u.Until.IsZero() || len(u.Targets) > 0 || prorates(c.Definition()) {
			continue
		}
		r := c.reckoners()[u.ID]
		said := c.Copy()
		for _, m := range r.measures {
			if m.formula != nil {
				continue
			}
			for _, kind := range kindsOf(m) {
				for _, none := range r.noneOutside(m, kind) {
					said.Facts = slices.DeleteFunc(said.Facts, func(f bsc.Fact) bool {
						return f.Ref == none.Ref && f.Period == none.Period
					})
					none.State = bsc.StateNotApplicable
					said.Facts = append(said.Facts, none)
				}
			}
		}
		said.Units[0].Since, said.Units[0].Until = period.Period{}, period.Period{}
		same(t, seed, c, said)
	}
}

// kindsOf are the frequencies that a measure may be read by.
func kindsOf(m timedMeasure) []period.Frequency {
	if m.frequency != "" {
		return []period.Frequency{m.frequency}
	}
	return []period.Frequency{
		period.Daily, period.Weekly, period.Monthly, period.ByPeriod, period.Quarterly, period.HalfYearly, period.Yearly,
	}
}

// noneOutside are facts of all periods of a frequency outside the unit's time.
func (r *reckoner) noneOutside(m timedMeasure, kind period.Frequency) []bsc.Fact {
	days := span{dayNumber(period.Day(2024, 6, 1)), dayNumber(period.Day(2027, 12, 31))}
	if sizeOf(kind) > sizeOf(period.Weekly) { // a window of many years looks back as far
		days.first = dayNumber(period.Day(2010, 1, 1))
	}
	var none []bsc.Fact
	for _, p := range r.touching(days, kind) {
		if r.outside(r.time, p) {
			none = append(none, bsc.Fact{OrgUnit: r.unit.ID, Ref: m.ref, Period: p})
		}
	}
	return none
}

// prorates says whether something has parts that may lie in two others.
func prorates(d *bsc.Definition) bool {
	return slices.ContainsFunc(d.Series, func(s bsc.Series) bool { return s.Prorate }) ||
		slices.ContainsFunc(d.Perspectives[0].Objectives[0].KPIs, func(k bsc.KPI) bool { return k.Prorate })
}

// TestTimedLaw_oneContributor is a company with one branch that brings all: both have the same outcomes. Where a
// calculation reads what is no flow, and that does not apply, the company leaves the branch out, whose flows may be
// missing or not due, so that only calculations of flows are compared.
func TestTimedLaw_oneContributor(t *testing.T) {
	t.Parallel()
	books := Daybooks()
	for seed := range Cards(200) {
		c := RandomTimedCard(seed, books)
		branch := &c.Units[0]
		if c.Actuals != nil || len(c.Broken) > 0 || strings.Contains(c.String(), "points") || len(branch.Targets) > 0 {
			continue
		}
		shared := map[bsc.Ref]bool{}
		for ref, m := range c.reckoners()[branch.ID].measures {
			shared[ref] = m.formula == nil
		}
		one := c.Copy()
		one.Units[0].Parent, one.Units[0].Contributes = "company", contributionsOf(branch.Definition, shared)
		one.Units = append(one.Units, TimedUnit{
			ID: "company", Definition: one.Units[0].Definition, Since: branch.Since, Until: branch.Until,
		})
		r := EvaluateTimed(one)
		for _, kpi := range r.KPIs(branch.ID) {
			want, got := r.Of(branch.ID, kpi), r.Of("company", kpi)
			here := r.units[branch.ID]
			if here.onlyFlows(here.measures[bsc.KPIRef(kpi)]) && shownText(got) != shownText(want) {
				t.Fatalf("card %d: %s, and of the company %s\n%s", seed, shownText(want), shownText(got), one)
			}
		}
	}
}

// onlyFlows says whether a calculation reads flows alone.
func (r *reckoner) onlyFlows(m timedMeasure) bool {
	if m.formula == nil {
		return true
	}
	return !slices.ContainsFunc(m.formula.inputs, func(in operand) bool {
		x := r.measures[in.ref]
		return in.constant == nil && !(r.flow(x) && r.onlyFlows(x))
	})
}

// TestTimedLaw_carriesNothing lets earlier parts stand in where nothing is missing: it changes nothing.
func TestTimedLaw_carriesNothing(t *testing.T) {
	t.Parallel()
	books := Daybooks()
	for seed := range Cards(200) {
		c := RandomTimedCard(seed, books)
		other := c.Copy()
		kpis := other.Definition().Perspectives[0].Objectives[0].KPIs
		for i := range kpis {
			kpis[i].Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 3}
		}
		one, carries := EvaluateTimed(c), EvaluateTimed(other)
		unit := c.Units[0].ID
		for _, kpi := range one.KPIs(unit) {
			o := one.Of(unit, kpi)
			complete := o.Coverage != nil && o.Coverage.IsInt() && len(o.Gaps) == 0 && o.Age == 0
			if got := carries.Of(unit, kpi); complete && shownText(o) != shownText(got) {
				t.Fatalf("card %d: %s, and with carrying %s\n%s", seed, shownText(o), shownText(got), c)
			}
		}
	}
}

// TestRandomTimedCard makes the same card of the same seed, and many kinds of them.
func TestRandomTimedCard(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	books := Daybooks()
	for seed := range max(200, Cards(200)) {
		c := RandomTimedCard(seed, books)
		if again := RandomTimedCard(seed, books); c.String() != again.String() {
			t.Fatalf("card %d is another one the second time", seed)
		}
		r := EvaluateTimed(c)
		for _, kpi := range r.KPIs(c.Units[0].ID) {
			count(found, r.Of(c.Units[0].ID, kpi))
		}
	}
	for _, what := range []string{
		"there", "carried", "missing", "not_applicable", "not_due", "failed", "no_data", "stale", "partial",
		"provisional", "held", "overdue", "scored", "own", "gaps", "too little of the window",
		"nothing is expected yet", "nothing complete to compare with", "stated", "rolled_up", "phased", "glide",
		"enclosing", "earlier", "standing", "compared",
	} {
		if found[what] < 4 {
			t.Errorf("%s is found %d times in 200 cards", what, found[what])
		}
	}
	if share := found["scored"] * 100 / found["all"]; share < 25 {
		t.Errorf("only %d %% of the KPIs have a score", share)
	}
	if share := found["uneven"] * 100 / found["all"]; share < 20 {
		t.Errorf("only %d %% of the windows have parts in several states", share)
	}
}

// count notes what there is in an outcome.
func count(found map[string]int, o TimedOutcome) {
	notes := append(o.Flags.Names(), "all", o.Why, string(o.Rule))
	states := map[string]bool{}
	for _, p := range o.Parts {
		states[p.State] = true
	}
	for s := range states {
		notes = append(notes, s)
	}
	for what, is := range map[string]bool{
		"scored": o.Attainment != nil, "own": o.OfUnit, "gaps": len(o.Gaps) > 0, "uneven": len(states) > 1,
	} {
		if is {
			notes = append(notes, what)
		}
	}
	for _, n := range notes {
		found[n]++
	}
}

// TestRandomTimedCascade finds contributions that count in part, and sums of targets.
func TestRandomTimedCascade(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	books := Daybooks()
	for seed := range max(60, Cards(60)) {
		c := RandomTimedCascade(seed, books)
		if again := RandomTimedCascade(seed, books); c.String() != again.String() {
			t.Fatalf("organisation %d is another one the second time", seed)
		}
		r := EvaluateTimed(c)
		found["levels"] += len(c.reckoners()["company"].measures[bsc.SeriesRef("s0")].givers)
		for _, kpi := range r.KPIs("company") {
			count(found, r.Of("company", kpi))
		}
	}
	for _, what := range []string{
		"there", "missing", "not_applicable", "not_due", "partial", "summed", "scored", "levels",
	} {
		if found[what] < 4 {
			t.Errorf("%s is found %d times in 60 organisations", what, found[what])
		}
	}
}

package oracle

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/shopspring/decimal"
)

// Differences lists where the library's result for an org unit differs from the reference's, KPI by KPI.
func (t *TimedResult) Differences(unit string, result *bsc.Result) []string {
	var all []string
	for _, kpi := range t.KPIs(unit) {
		got, ok := result.Of(bsc.KPIRef(kpi))
		if !ok {
			all = append(all, fmt.Sprintf("%s kpi:%s is not in the result", unit, kpi))
			continue
		}
		for _, d := range t.Of(unit, kpi).Differences(got) {
			all = append(all, fmt.Sprintf("%s kpi:%s %s", unit, kpi, d))
		}
	}
	return all
}

// CascadeDifferences are those of all org units.
func (t *TimedResult) CascadeDifferences(result *cascade.Result) []string {
	var all []string
	for _, unit := range t.Units() {
		all = append(all, t.Differences(unit, result.Of(unit))...)
	}
	return all
}

// A difference collects deviations.
type difference struct{ texts []string }

func (d *difference) add(what string, want, got any) {
	d.texts = append(d.texts, fmt.Sprintf("%s: want %v, got %v", what, want, got))
}

// number compares the first twenty digits: longer ones are rounded to 34.
func (d *difference) number(what string, want *big.Rat, got decimal.NullDecimal) {
	if (want != nil) != got.Valid || want != nil && !alikeTo20(want, got.Decimal) {
		d.add(what, ratText(want), nullText(got))
	}
}

// Differences lists where an outcome of the library differs.
func (o TimedOutcome) Differences(got bsc.Outcome) []string {
	var d difference
	if o.Unfit && o.Actual == nil {
		d.number("actual", nil, got.Actual)
		return d.texts
	}
	if o.Code == bsc.ErrFrequency && got.Flags.Has(bsc.FlagFailed) {
		return d.texts
	}
	if o.Flags != got.Flags {
		d.add("flags", flagText(o.Flags, o.Why), fmt.Sprint(got.Flags, " ", got.Reason, " ", got.Err))
		return d.texts
	}
	o.window(&d, got.Window)
	if o.Flags.Has(bsc.FlagFailed) && o.Attainment == nil {
		if o.Code != "" && !errors.Is(got.Err, o.Code) {
			d.add("error", o.Code, got.Err)
		}
		return d.texts
	}
	d.number("actual", o.Actual, got.Actual)
	if o.Label != got.Label {
		d.add("label", o.Label, got.Label)
	}
	o.aim(&d, got.Target)
	o.score(&d, got)
	if o.Attainment != nil && o.Age != got.Window.Age {
		d.add("age", o.Age, got.Window.Age)
	}
	if o.Ungapped || o.Unfit {
		return d.texts
	}
	if want, have := o.gapLines(o.Gaps), o.gapLines(got.Window.Gaps); !slices.Equal(want, have) {
		d.add("gaps", want, have)
	}
	return d.texts
}

// window compares the parts that are shown.
func (o TimedOutcome) window(d *difference, got bsc.Window) {
	if shown := windowParts(got); !o.Unfit && !slices.Equal(o.Parts, shown) {
		d.add("parts", o.Parts, shown)
	}
}

// windowParts are the parts of a window of the library.
func windowParts(w bsc.Window) []TimedPart {
	var parts []TimedPart
	for _, p := range w.Parts {
		parts = append(parts, TimedPart{p.Period, string(p.State), p.Of})
	}
	return parts
}

// aim compares the target in force.
func (o TimedOutcome) aim(d *difference, got bsc.ResolvedTarget) {
	if o.Aimless || o.Unfit || o.Actual == nil && o.Rule == bsc.TargetCompared && got.Rule == o.Rule {
		return // without a comparison, the target does not matter
	}
	d.number("baseline", o.Baseline, got.Baseline)
	d.number("target", o.Target, got.Value)
	d.number("stretch", o.Stretch, got.Stretch)
	d.number("floor", o.Floor, got.Floor)
	if o.Rule != got.Rule || o.From != got.From || o.OfUnit != got.OfOrgUnit {
		d.add("rule", fmt.Sprint(o.Rule, " from ", o.From, " own ", o.OfUnit),
			fmt.Sprint(got.Rule, " from ", got.From, " own ", got.OfOrgUnit))
	}
}

// score compares attainment, coverage and freshness. If the target is a quotient that was rounded to 34 digits, a tie
// may fall either way, by one unit of the tenth place.
func (o TimedOutcome) score(d *difference, got bsc.Outcome) {
	attained, there := got.Attainment.Decimal()
	if (o.Attainment != nil) != there || there && !within(o.Attainment, attained, big.NewRat(1, 1e10)) {
		d.add("attainment", ratText(o.Attainment), got.Attainment)
	}
	if o.Coverage != nil && ratOf(got.Coverage).Cmp(o.Coverage) != 0 {
		d.add("coverage", ratText(o.Coverage), got.Coverage)
	}
	if o.HalfLife == 0 {
		return
	}
	want := 0.0
	if o.Attainment != nil {
		want = math.Exp2(-float64(o.Age) / float64(o.HalfLife))
	}
	if have := got.Window.Freshness.InexactFloat64(); o.Attainment != nil && math.Abs(have-want) > 1e-9 {
		d.add("freshness", want, have)
	}
}

func within(want *big.Rat, got decimal.Decimal, apart *big.Rat) bool {
	off := new(big.Rat).Sub(want, ratOf(got))
	return off.Abs(off).Cmp(apart) <= 0
}

// alikeTo20 says whether two numbers agree in their first twenty digits.
func alikeTo20(want *big.Rat, got decimal.Decimal) bool {
	size := new(big.Rat).Abs(want)
	size.Add(size, big.NewRat(1, 1))
	return within(want, got, size.Mul(size, tenTo(-20).rat()))
}

func ratOf(d decimal.Decimal) *big.Rat { return fractionOfDecimal(d).rat() }

func ratText(x *big.Rat) string {
	if x == nil {
		return "none"
	}
	return x.FloatString(12)
}

func nullText(x decimal.NullDecimal) string {
	if !x.Valid {
		return "none"
	}
	return ratText(ratOf(x.Decimal))
}

func flagText(f bsc.Flags, why string) string {
	if why == "" {
		return f.String()
	}
	return f.String() + " (" + why + ")"
}

// gapLines are the gaps of an outcome, sorted, each once. For a calculation, they are only the missing ones: it is left
// open which of its inputs are not due.
func (o TimedOutcome) gapLines(gaps []bsc.Gap) []string {
	if o.HalfLife == 0 {
		gaps = slices.DeleteFunc(slices.Clone(gaps), func(g bsc.Gap) bool { return g.NotDue })
	}
	return gapLines(gaps)
}

func gapLines(gaps []bsc.Gap) []string {
	var lines []string
	for _, g := range gaps {
		line := fmt.Sprint(g.Ref, " ", g.Period)
		if g.NotDue {
			line += " not due"
		}
		if g.Overdue {
			line += " overdue"
		}
		if g.Provisional {
			line += " provisional"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

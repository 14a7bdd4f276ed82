package oracle

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A value is the value of a KPI or a series: a number, a label, or nothing, with the flag that says why (9). A stale
// number is shown and does not count.
type value struct {
	number      *fraction
	label       string
	flag        bsc.Flags
	provisional bsc.Flags // FlagProvisional, or none
}

// read is the reading of a KPI or a series.
func (r *Tree) read(ref bsc.Ref) value {
	reading, ok := r.card.Readings[ref]
	switch {
	case !ok, r.card.FinalOnly && reading.State == bsc.StateProvisional:
		return value{flag: bsc.FlagNoData}
	case reading.State == bsc.StateNotApplicable:
		return value{flag: bsc.FlagNotApplicable}
	case reading.State == bsc.StateNotDue:
		return value{flag: bsc.FlagNotDue}
	case reading.Label == "" && !Admitted(reading.Value):
		return value{flag: bsc.FlagFailed}
	}
	v := value{label: reading.Label}
	if v.label == "" {
		v.number = fractionOfDecimal(reading.Value)
	}
	switch reading.State {
	case bsc.StateStale:
		v.flag = bsc.FlagStale
	case bsc.StateProvisional:
		v.provisional = bsc.FlagProvisional
	}
	return v
}

// valueOf is the value of a KPI or a series, read or calculated. Sum and mean leave out inputs that do not apply; for
// the other calculators, one such input means that the result does not apply either. If an input is missing, there is
// no data. A result that no reading may have is a failure (20).
func (r *Tree) valueOf(ref bsc.Ref) value {
	n := r.kpis[ref.ID]
	if ref.Kind != bsc.KindKPI || n.KPI.Calculator.IsZero() {
		return r.read(ref)
	}
	var inputs []*fraction
	var provisional, lacking bsc.Flags
	for _, name := range Inputs(n.KPI.Calculator) {
		switch v := r.valueOf(r.inputRef(name)); {
		case v.flag == bsc.FlagNotApplicable, v.flag == bsc.FlagNotDue:
			lacking |= v.flag
		case v.number == nil || v.flag != 0:
			lacking |= bsc.FlagNoData
		default:
			inputs = append(inputs, v.number)
			provisional |= v.provisional
		}
	}
	left := lacking&^bsc.FlagNotApplicable != 0 || len(inputs) > 0
	if name := n.KPI.Calculator.Name; left && (name == "sum" || name == "mean") {
		lacking &^= bsc.FlagNotApplicable
	}
	for _, flag := range []bsc.Flags{bsc.FlagNotApplicable, bsc.FlagNoData, bsc.FlagNotDue} {
		if lacking&flag != 0 {
			return value{flag: flag}
		}
	}
	x := calculate(n.KPI.Calculator, inputs)
	if x == nil {
		return value{flag: bsc.FlagNoData}
	}
	x = x.significant()
	if !x.magnitude().below(tenTo(52)) {
		return value{flag: bsc.FlagFailed}
	}
	return value{number: x, provisional: provisional}
}

// inputRef finds what a calculator's argument names: a typed reference, or else the KPI or the
// series of that id.
func (r *Tree) inputRef(name string) bsc.Ref {
	ref := bsc.ParseRef(name)
	if ref.Kind != bsc.KindObjective {
		return ref
	}
	if _, ok := r.kpis[name]; ok {
		return bsc.KPIRef(name)
	}
	return bsc.SeriesRef(name)
}

// target is the target in force (24): the org unit's own before the definition's. Its baseline comes with it.
func (r *Tree) target(k *bsc.KPI) bsc.Target {
	if t, ok := r.card.Targets[k.ID]; ok {
		if own, ok := r.inForce([]bsc.Target{t}); ok {
			return own
		}
	}
	t, _ := r.inForce(k.Targets)
	return t
}

// inForce picks from targets of KPIs that do not add up: the one for the closest period, or for every period.
func (r *Tree) inForce(targets []bsc.Target) (found bsc.Target, ok bool) {
	stated := make([]period.Period, len(targets))
	for i, t := range targets {
		stated[i] = t.Period
	}
	if at := closest(stated, r.card.Period); at >= 0 {
		return targets[at], true
	}
	if at := slices.Index(stated, period.Period{}); at >= 0 {
		return targets[at], true
	}
	return bsc.Target{}, false
}

// closest is the place of the period itself, of the smallest one around it, or of the latest earlier one of its size;
// -1 is none.
func closest(stated []period.Period, asked period.Period) int {
	var calendar period.Calendar
	found, best := -1, 0 // 3: itself, 2: around it, 1: earlier
	for i, p := range stated {
		rank := 0
		around, err := calendar.Contains(p, asked)
		before, _ := calendar.Compare(p, asked)
		switch {
		case p.IsZero():
		case p == asked:
			rank = 3
		case err == nil && around:
			rank = 2
		case err == nil && p.Frequency() == asked.Frequency() && before < 0:
			rank = 1
		}
		closer := rank == best && rank > 0
		if closer {
			later, _ := calendar.Compare(stated[found], p)
			closer = later < 0 // later, or the shorter of two that begin together
		}
		if rank > best || closer {
			found, best = i, rank
		}
	}
	return found
}

// measure settles a KPI.
func (r *Tree) measure(n *Node) {
	n.value = r.valueOf(n.Ref)
	n.flags = n.value.flag
	if n.Scorer.Name == "judged" && (r.card.Timing == "" || n.KPI.Timing == r.card.Timing) {
		r.judge(n)
		return
	}
	if n.Scorer.Name == "none" || r.card.Timing != "" && n.KPI.Timing != r.card.Timing {
		shown := n.Scorer.Name == "none" && (r.card.Timing == "" || n.KPI.Timing == r.card.Timing)
		if n.flags = bsc.FlagUnscored; shown && n.value.flag&notThere == 0 && n.ruled() {
			n.standAlone()
		}
		n.flags |= n.value.flag & bsc.FlagFailed // what is only shown may fail, or be provisional, too
		if n.value.flag == 0 {
			n.flags |= n.value.provisional
		}
		r.rate(n)
		return
	}
	if n.flags&notThere != 0 {
		return
	}
	if r.expectsNothing(n) {
		n.flags = bsc.FlagNotDue | n.value.flag&bsc.FlagFailed
		r.rate(n)
		return
	}
	if n.flags == 0 {
		exact, err := r.scoring(n).score(n.Scorer)
		if err == nil {
			n.flags |= n.value.provisional | n.own()
			r.settle(n, exact)
			n.coverage, n.low, n.high = integer(1), n.score, n.score
			r.rate(n)
			return
		}
		n.flags = bsc.FlagFailed
	}
	n.flags |= n.own()
	n.partial, n.open = true, true
	n.low, n.high = r.scale.min, r.scale.cap
}

// expectsNothing says whether a target of 0 that is stated for a period means that nothing is to be reached yet: where
// higher is better, under a rule that divides by it without a baseline (10 of the page on time).
func (r *Tree) expectsNothing(n *Node) bool {
	t := r.target(n.KPI)
	divides := n.Scorer.Name == "percent_of_target"
	for _, name := range []string{"linear", "achievement", "log"} {
		divides = divides || n.Scorer.Name == name && t.Baseline == ""
	}
	higher := n.KPI.Direction == "" || n.KPI.Direction == bsc.DirectionHigher
	return divides && higher && !t.Period.IsZero() && t.Value != "" && fractionOf(t.Value).sign() == 0
}

// scoring is what the KPI's scorer sees.
func (r *Tree) scoring(n *Node) scoring {
	t := r.target(n.KPI)
	s := scoring{direction: n.KPI.Direction, scale: r.scale, actual: n.value.number, label: n.value.label}
	if t.Baseline != "" {
		s.baseline = fractionOf(t.Baseline)
	}
	if t.Value != "" {
		s.target = fractionOf(t.Value)
	}
	return s
}

// rate gives its rating (16) to a node with a score, or to a KPI that is only shown.
func (r *Tree) rate(n *Node) { n.rating = n.rates.rate(r.rateable(n)) }

// ratingOfMin is the rating of a child that counts with Min: that of its parent's own bands.
func (r *Tree) ratingOfMin(n *Node) bsc.Rating {
	if n.rates.rules != nil {
		return ""
	}
	return n.rates.rate(rateable{score: r.scale.min, period: r.card.Period})
}

// rateable is what the node's threshold rates: its score after rounding (17) and, for KPIs, the actual. Every period of
// a card has the same readings, so that what was there a period before is what is there now.
func (r *Tree) rateable(n *Node) rateable {
	x := rateable{score: n.score, flags: n.flags, period: r.card.Period}
	x.scale = r.scale
	if n.KPI == nil {
		return x
	}
	x.scoring = r.scoring(n)
	t := r.target(n.KPI)
	if t.Floor != "" {
		x.floor = fractionOf(t.Floor)
	}
	if t.Stretch != "" {
		x.stretch = fractionOf(t.Stretch)
	}
	counts := n.value.flag == 0
	if counts && x.actual != nil && n.KPI.Calculator.IsZero() {
		x.movement = integer(0)
	}
	x.series = func(id string) *fraction {
		if s := r.read(bsc.SeriesRef(id)); s.flag == 0 {
			return s.number
		}
		return nil
	}
	return x
}

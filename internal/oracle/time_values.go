package oracle

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
)

// The reference for time is a second, plain implementation of what a period, a roll-up, a basis and
// a target in force mean, to be read beside points 21 to 25 of the design's page on semantics. It
// counts days and asks the public Calendar; nothing of the library's own computing is used.

// A gauge is what a KPI or a series says about the time of its values.
type gauge struct {
	ref        bsc.Ref
	frequency  bsc.Frequency
	rollup     bsc.Rollup
	basis      bsc.Basis
	prorate    bool
	grace      int
	since      bsc.Period
	missing    bsc.Missing
	calculator bsc.Policy
}

// A timeReference is a card as the reference evaluates it.
type timeReference struct {
	DatedCard
	gauges map[bsc.Ref]gauge
	kpis   map[string]*bsc.KPI
	read   map[bsc.Ref]map[bsc.Period]bsc.Fact
}

func newTimeReference(c DatedCard) *timeReference {
	r := &timeReference{DatedCard: c, gauges: map[bsc.Ref]gauge{}, kpis: map[string]*bsc.KPI{}}
	for _, s := range c.Definition.Series {
		ref := bsc.SeriesRef(s.ID)
		r.gauges[ref] = gauge{ref: ref, frequency: s.Frequency, rollup: s.Rollup, prorate: s.Prorate, grace: s.GraceDays}
	}
	for k := range KPIs(c.Definition) {
		ref := bsc.KPIRef(k.ID)
		r.kpis[k.ID] = k
		r.gauges[ref] = gauge{
			ref, k.Frequency, k.Rollup, k.Basis, k.Prorate, k.GraceDays, k.Since, k.Missing, k.Calculator,
		}
	}
	r.recall()
	return r
}

// recall keeps of every reading the latest fact that was recorded by the moment (25).
func (r *timeReference) recall() {
	r.read = map[bsc.Ref]map[bsc.Period]bsc.Fact{}
	for _, f := range r.Facts {
		if !r.AsOf.IsZero() && f.RecordedAt.After(r.AsOf) {
			continue
		}
		if r.read[f.Ref] == nil {
			r.read[f.Ref] = map[bsc.Period]bsc.Fact{}
		}
		if before, ok := r.read[f.Ref][f.Period]; !ok || f.RecordedAt.After(before.RecordedAt) {
			r.read[f.Ref][f.Period] = f
		}
	}
}

// A timeValue is what a KPI or a series has over some days: a number, a label, or nothing and the
// flag that says why (9).
type timeValue struct {
	number  *fraction
	label   string
	lack    bsc.Flags // why there is nothing to count with; 0: there is
	code    bsc.Code  // of a failure; "": any
	marks   bsc.Flags // how it came about
	covered *fraction // the part of the days that has data
	gaps    []bsc.Gap
	age     int  // of the oldest reading that was carried forward
	old     bool // it is stale, and of an earlier period
	life    int  // the half-life of its freshness
}

func failed(code bsc.Code) timeValue { return timeValue{lack: bsc.FlagFailed, code: code} }

// valueOf is the value of a KPI or a series where a period is asked for.
func (r *timeReference) valueOf(g gauge, asked bsc.Period) timeValue {
	w, none := r.frame(g, asked)
	if none.lack != 0 {
		return none
	}
	if r.notBegun(g, w) {
		return timeValue{lack: bsc.FlagNotDue}
	}
	v := r.over(g, w)
	if w.held && v.lack == 0 {
		v.marks |= bsc.FlagHeld
	}
	return v
}

// over is the value over the days of a window.
func (r *timeReference) over(g gauge, w window) timeValue {
	if !g.calculator.IsZero() && g.rollup == "" {
		return r.once(g, w)
	}
	units := r.touching(w.days, cmp.Or(g.frequency, w.kind))
	tiled := r.tile(units, w.days)
	_, begins := r.at(w.first, cmp.Or(g.frequency, w.kind))
	_, ends := r.at(w.last, cmp.Or(g.frequency, w.kind))
	if !begins || !ends || !tiled && !g.prorate || g.rollup == "" && !(len(units) == 1 && tiled) {
		return failed(bsc.ErrFrequency)
	}
	if g.rollup == bsc.RollupLast && len(units) > 1 {
		units = slices.DeleteFunc(units, func(u bsc.Period) bool { return r.days(u).last > w.last })
	}
	return r.rollUp(g, w, r.measured(g, units))
}

// once is the value of what is calculated over a whole window, or an earlier one that stands in for it.
func (r *timeReference) once(g gauge, w window) timeValue {
	if w.last < r.start(g) {
		return timeValue{lack: bsc.FlagNotDue}
	}
	v := r.calculate(g, r.fromStart(g, w))
	if g.missing.Rule != bsc.MissingCarryForward || v.lack != bsc.FlagNoData || w.asked.IsZero() {
		return v
	}
	before := w.asked
	return r.carried(g, v, func() (x timeValue, ok bool) {
		if before, ok = r.at(r.days(before).first-1, before.Frequency()); !ok {
			return x, false
		}
		earlier, none := r.frame(g, before)
		if none.lack != 0 || earlier.last < r.start(g) {
			return x, false
		}
		if earlier.asked != before { // it ends earlier, and has its turn then
			return timeValue{lack: bsc.FlagNoData}, true
		}
		x = r.calculate(g, r.fromStart(g, earlier))
		x.marks &^= bsc.FlagHeld
		x.age, x.life = 0, 0
		return x, true
	})
}

// fromStart leaves out the days before a gauge's first period, where the periods of all that it
// reads can be told apart there.
func (r *timeReference) fromStart(g gauge, w window) window {
	since := days{r.start(g), w.last}
	if w.first >= since.first {
		return w
	}
	for _, name := range Inputs(g.calculator) {
		if !r.tile(r.touching(since, cmp.Or(r.gauges[r.inputRef(name)].frequency, w.kind)), since) {
			return w
		}
	}
	w.days, w.label = since, bsc.Period{}
	if p, ok := r.at(w.last, w.kind); ok && r.days(p) == since {
		w.label = p
	}
	return w
}

// measured leaves out what lies before a gauge's first period.
func (r *timeReference) measured(g gauge, units []bsc.Period) []bsc.Period {
	return slices.DeleteFunc(units, func(u bsc.Period) bool { return r.days(u).last < r.start(g) })
}

// start is the first day that a gauge is measured.
func (r *timeReference) start(g gauge) int {
	if g.since.IsZero() {
		return -1 << 30
	}
	return r.days(g.since).first
}

// unit is the value of one of a gauge's own periods, or an earlier one that stands in for it.
func (r *timeReference) unit(g gauge, u bsc.Period) timeValue {
	if r.days(u).last < r.start(g) {
		return timeValue{lack: bsc.FlagNotDue}
	}
	v := r.single(g, u)
	if own := r.absent(g, u); !g.calculator.IsZero() {
		switch { // nobody reads it; what lacks is due as it is itself
		case v.lack == bsc.FlagNotDue:
			v = timeValue{lack: v.lack, gaps: []bsc.Gap{{Ref: g.ref, Period: u, NotDue: true}}}
		case v.lack == bsc.FlagNoData && (own.lack == bsc.FlagNotDue || len(v.gaps) == 0):
			v = own
		case v.lack == bsc.FlagNoData && !slices.ContainsFunc(v.gaps, func(g bsc.Gap) bool { return !g.NotDue }):
			v.gaps = append(v.gaps, bsc.Gap{Ref: g.ref, Period: u}) // something else is wrong with it
		}
	}
	if g.missing.Rule != bsc.MissingCarryForward || v.lack != bsc.FlagNoData && v.lack != bsc.FlagStale {
		return v
	}
	earlier := u
	return r.carried(g, v, func() (x timeValue, ok bool) {
		earlier, ok = r.at(r.days(earlier).first-1, u.Frequency())
		if !ok || r.days(earlier).last < r.start(g) {
			return x, false
		}
		return r.single(g, earlier), true
	})
}

// carried lets the latest earlier value stand in for one that is missing, or shows it where it is too old.
func (r *timeReference) carried(g gauge, v timeValue, earlier func() (timeValue, bool)) timeValue {
	const beyond = 12 // periods in which an older value is found and shown
	for age := 1; age <= g.missing.MaxAge+beyond; age++ {
		x, ok := earlier()
		if !ok {
			break
		}
		if x.lack != 0 {
			continue
		}
		if age <= g.missing.MaxAge {
			return timeValue{
				number: x.number, label: x.label, covered: integer(0), gaps: v.gaps,
				age: max(age, x.age), life: max(g.missing.HalfLife, x.life),
				marks: x.marks&(bsc.FlagProvisional|bsc.FlagHeld) | v.marks | bsc.FlagCarried | bsc.FlagPartial,
			}
		}
		if v.lack == bsc.FlagNoData {
			v.number, v.label, v.lack, v.old = x.number, x.label, bsc.FlagStale, true
		}
		break
	}
	return v
}

// single is what was read or calculated for one period itself.
func (r *timeReference) single(g gauge, u bsc.Period) timeValue {
	if !g.calculator.IsZero() {
		return r.calculate(g, window{days: r.days(u), asked: u, kind: u.Frequency(), label: u})
	}
	f, ok := r.read[g.ref][u]
	switch {
	case !ok:
		return r.absent(g, u)
	case f.State == bsc.StateNotApplicable:
		return timeValue{lack: bsc.FlagNotApplicable}
	case f.State == bsc.StateNotDue:
		return timeValue{lack: bsc.FlagNotDue, gaps: []bsc.Gap{{Ref: g.ref, Period: u, NotDue: true}}}
	}
	v := timeValue{label: f.Label, covered: integer(1)}
	if f.Label == "" {
		v.number = fractionOfDecimal(f.Value)
	}
	switch f.State {
	case bsc.StateProvisional:
		v.marks = bsc.FlagProvisional
	case bsc.StateStale:
		v.lack, v.gaps = bsc.FlagStale, []bsc.Gap{{Ref: g.ref, Period: u}}
	}
	return v
}

// absent is a reading that nobody recorded: not due, overdue, or, without a moment, neither.
func (r *timeReference) absent(g gauge, u bsc.Period) timeValue {
	gap := bsc.Gap{Ref: g.ref, Period: u}
	v := timeValue{lack: bsc.FlagNoData}
	if !r.AsOf.IsZero() {
		gap.NotDue = r.today() <= r.days(u).last+g.grace
		gap.Overdue = !gap.NotDue
	}
	switch {
	case gap.NotDue:
		v.lack = bsc.FlagNotDue
	case gap.Overdue:
		v.marks = bsc.FlagOverdue
	}
	v.gaps = []bsc.Gap{gap}
	return v
}

// calculate runs a calculator once on its inputs' values over the window (23).
func (r *timeReference) calculate(g gauge, w window) timeValue {
	v := timeValue{covered: integer(1)}
	var inputs []*fraction
	var lacks bsc.Flags
	for _, name := range Inputs(g.calculator) {
		in := r.input(r.gauges[r.inputRef(name)], w)
		v.gaps = append(v.gaps, in.gaps...)
		v.age, v.life = max(v.age, in.age), max(v.life, in.life)
		if in.lack != 0 || in.number == nil {
			lacks |= cmp.Or(in.lack, bsc.FlagNoData)
			v.marks |= in.marks & bsc.FlagOverdue
			continue
		}
		inputs = append(inputs, in.number)
		v.marks |= in.marks
		if in.covered.below(v.covered) {
			v.covered = in.covered
		}
	}
	switch {
	case lacks == bsc.FlagNotDue:
		return timeValue{lack: bsc.FlagNotDue, marks: v.marks & bsc.FlagOverdue, gaps: v.gaps}
	case lacks != 0:
		return timeValue{lack: bsc.FlagNoData, marks: v.marks & bsc.FlagOverdue, gaps: v.gaps}
	}
	if v.number = calculate(g.calculator, inputs); v.number == nil {
		return timeValue{lack: bsc.FlagNoData, marks: v.marks & bsc.FlagOverdue, gaps: v.gaps}
	}
	all := integer(int64(w.count()))
	v.covered = wholeNumber(v.covered.times(all).floor()).over(all)
	return v
}

func (r *timeReference) inputRef(name string) bsc.Ref {
	if ref := bsc.ParseRef(name); ref.Kind == bsc.KindKPI || ref.Kind == bsc.KindSeries {
		return ref
	}
	if _, ok := r.kpis[name]; ok {
		return bsc.KPIRef(name)
	}
	return bsc.SeriesRef(name)
}

// input is an input's value over the window; its own basis has no say. Where its periods do not make
// up the window, what does not add up shows its last completed one.
func (r *timeReference) input(g gauge, w window) timeValue {
	f := cmp.Or(g.frequency, w.kind)
	w.kind, w.asked = f, w.label
	units := r.touching(w.days, f)
	within := !w.label.IsZero() && len(units) == 1 && r.days(units[0]).contains(w.days)
	shown := g.rollup == bsc.RollupLast || g.rollup != bsc.RollupSum && within
	if g.frequency == "" || r.tile(units, w.days) || g.prorate || !shown {
		return r.over(g, w)
	}
	p, none := r.ended(w.last, f)
	if none.lack != 0 {
		return none
	}
	v := r.over(g, window{days: r.days(p), asked: p, kind: f, label: p, held: true})
	ofNow := p == r.Period && r.single(g, p).lack == 0 && (g.calculator.IsZero() || g.rollup != "")
	if v.lack == 0 && !ofNow {
		v.marks |= bsc.FlagHeld
	}
	return v
}

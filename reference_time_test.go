package bsc_test

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
)

// The reference for time is a second, plain implementation of what a period, a roll-up, a basis and
// a target in force mean, to be read beside points 21 to 25 of the design's page on semantics. It
// counts days and asks the public Calendar; nothing of the library's own computing is used.

// A datedCard is a definition with everything that was ever recorded, and what is asked of it.
type datedCard struct {
	def    *bsc.Definition
	book   *dayBook
	facts  []bsc.Fact
	period bsc.Period
	asOf   time.Time
}

// days is a span of civil days, both ends in it, counted from 1970.
type days struct{ first, last int }

func (d days) count() int           { return max(0, d.last-d.first+1) }
func (d days) in(e days) days       { return days{max(d.first, e.first), min(d.last, e.last)} }
func (d days) common(e days) int    { return d.in(e).count() }
func (d days) contains(e days) bool { return d.first <= e.first && e.last <= d.last }

// A dayBook is a calendar with the answers it has given.
type dayBook struct {
	bsc.Calendar
	spans   map[bsc.Period]days
	periods map[dayKey]bsc.Period // zero: the calendar has none
}

type dayKey struct {
	day int
	f   bsc.Frequency
}

func newDayBook(c bsc.Calendar) *dayBook {
	return &dayBook{c, map[bsc.Period]days{}, map[dayKey]bsc.Period{}}
}

// days are the days of a period that the calendar has.
func (b *dayBook) days(p bsc.Period) days {
	if d, ok := b.spans[p]; ok {
		return d
	}
	first, last, err := b.Bounds(p)
	if err != nil {
		panic(err)
	}
	d := days{dayOf(first), dayOf(last)}
	b.spans[p] = d
	return d
}

// at is the period of a frequency that holds a day, if the calendar has one.
func (b *dayBook) at(day int, f bsc.Frequency) (bsc.Period, bool) {
	key := dayKey{day, f}
	p, known := b.periods[key]
	if !known {
		p, _ = b.At(dayAt(day), f)
		b.periods[key] = p
	}
	return p, !p.IsZero()
}

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
	datedCard
	gauges map[bsc.Ref]gauge
	kpis   map[string]*bsc.KPI
	read   map[bsc.Ref]map[bsc.Period]bsc.Fact
}

func newTimeReference(c datedCard) *timeReference {
	r := &timeReference{datedCard: c, gauges: map[bsc.Ref]gauge{}, kpis: map[string]*bsc.KPI{}}
	for _, s := range c.def.Series {
		ref := bsc.SeriesRef(s.ID)
		r.gauges[ref] = gauge{ref: ref, frequency: s.Frequency, rollup: s.Rollup, prorate: s.Prorate, grace: s.GraceDays}
	}
	testCard{def: c.def}.visitKPIs(func(k *bsc.KPI) {
		ref := bsc.KPIRef(k.ID)
		r.kpis[k.ID] = k
		r.gauges[ref] = gauge{
			ref, k.Frequency, k.Rollup, k.Basis, k.Prorate, k.GraceDays, k.Since, k.Missing, k.Calculator,
		}
	})
	r.recall()
	return r
}

// recall keeps of every reading the latest fact that was recorded by the moment (25).
func (r *timeReference) recall() {
	r.read = map[bsc.Ref]map[bsc.Period]bsc.Fact{}
	for _, f := range r.facts {
		if !r.asOf.IsZero() && f.RecordedAt.After(r.asOf) {
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

func dayOf(p bsc.Period) int {
	date, err := time.Parse(time.DateOnly, p.String())
	if err != nil {
		panic(err)
	}
	return int(date.Unix() / 86400)
}

func dayAt(day int) bsc.Period {
	year, month, d := time.Unix(int64(day)*86400, 0).UTC().Date()
	return bsc.Day(year, int(month), d)
}

func (r *timeReference) days(p bsc.Period) days { return r.book.days(p) }

func (r *timeReference) at(day int, f bsc.Frequency) (bsc.Period, bool) { return r.book.at(day, f) }

// touching are the periods of a frequency with a day in the span, in order.
func (r *timeReference) touching(d days, f bsc.Frequency) []bsc.Period {
	var all []bsc.Period
	for day := d.first; day <= d.last; day++ {
		if p, ok := r.at(day, f); ok {
			all = append(all, p)
			day = r.days(p).last
		}
	}
	return all
}

// tile says whether periods in a row have all the days of a span and no others.
func (r *timeReference) tile(units []bsc.Period, d days) bool {
	count := 0
	for _, u := range units {
		if !d.contains(r.days(u)) {
			return false
		}
		count += r.days(u).count()
	}
	return count == d.count()
}

// ended is the period of a frequency that ended last by the end of a day. Before the first there is
// nothing due.
func (r *timeReference) ended(by int, f bsc.Frequency) (bsc.Period, timeValue) {
	const longest = 1000 // days to look back: more than two years
	for day := by; day > by-longest; day-- {
		if p, ok := r.at(day, f); ok && r.days(p).last <= by {
			return p, timeValue{}
		}
	}
	return bsc.Period{}, timeValue{lack: bsc.FlagNotDue}
}

// size orders frequencies: months and numbered periods are of one size.
func size(f bsc.Frequency) int {
	return map[bsc.Frequency]int{
		bsc.Daily: 1, bsc.Weekly: 2, bsc.Monthly: 3, bsc.ByPeriod: 3, bsc.Quarterly: 4, bsc.HalfYearly: 5, bsc.Yearly: 6,
	}[f]
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

// A window is the days that a value is asked for, and what is asked.
type window struct {
	days
	asked bsc.Period    // the period asked for, or the one that is held
	kind  bsc.Frequency // of what has no frequency of its own
	label bsc.Period    // the period that has just these days, if one has
	held  bool
	ahead bool // the period asked for has not begun, and nothing to date, or held, is shown of it
}

// frame is the window of a gauge where a period is asked for, or why there is none. What is held, or
// to date, ends with the last of the gauge's periods that is due.
func (r *timeReference) frame(g gauge, asked bsc.Period) (w window, none timeValue) {
	f := cmp.Or(g.frequency, asked.Frequency())
	w = window{days: r.days(asked), asked: asked, kind: f, label: asked}
	ofPeriod := g.basis == "" || g.basis == bsc.OfPeriod
	ahead := !r.asOf.IsZero() && r.today() < w.first
	defer func() { w.ahead = ahead }()
	if size(asked.Frequency()) < size(f) {
		p, none := r.ended(w.last, f)
		if none.lack != 0 {
			return w, none
		}
		if w = r.hold(g, p); !ofPeriod || ahead {
			w = window{days: r.days(p), asked: p, kind: f, label: p, held: true}
		}
	}
	if kind := sinceStart(g.basis); kind != "" || g.basis == bsc.PeriodToDate {
		p, ok := w.asked, true
		if kind != "" {
			p, ok = r.at(w.last, kind)
		}
		if !ok {
			return w, failed(bsc.ErrPeriod)
		}
		w.first = r.days(p).first
		if !ahead {
			w = r.due(g, w, f)
		}
		w.label = bsc.Period{}
		if unit, ok := r.at(w.last, f); ok && g.basis == bsc.PeriodToDate && r.days(unit) == w.days {
			w.label = unit
		}
		if w.days == r.days(p) {
			w.label = p
		}
		return w, timeValue{}
	}
	if rollingCount(g.basis) > 0 {
		return r.rolling(g, w, f, ahead)
	}
	return w, timeValue{}
}

// notBegun says whether a value of a period that has not begun would only be an old one.
func (r *timeReference) notBegun(g gauge, w window) bool {
	if !w.ahead || w.held {
		return w.ahead
	}
	units := r.touching(w.days, cmp.Or(g.frequency, w.kind))
	toDate := g.basis != "" && g.basis != bsc.OfPeriod
	return toDate && (g.prorate || r.tile(units, w.days)) && r.awaited(g, units[len(units)-1])
}

// hold goes on showing the period before the last completed one, while that is not due.
func (r *timeReference) hold(g gauge, p bsc.Period) window {
	before, ok := r.at(r.days(p).first-1, p.Frequency())
	if ok && r.awaited(g, p) && r.days(before).last >= r.start(g) && r.single(g, before).lack&^bsc.FlagStale == 0 {
		p = before
	}
	return window{days: r.days(p), asked: p, kind: p.Frequency(), label: p, held: true}
}

// awaited says whether a period has no value because, as of the moment, it is not due.
func (r *timeReference) awaited(g gauge, p bsc.Period) bool {
	const longest = 366 // days that a reading may come late
	if r.asOf.IsZero() || r.today() > r.days(p).last+longest || r.days(p).last < r.start(g) {
		return false
	}
	return r.single(g, p).lack == bsc.FlagNotDue
}

// today is the civil day of the moment where that was taken.
func (r *timeReference) today() int {
	year, month, day := r.asOf.Date()
	return dayOf(bsc.Day(year, int(month), day))
}

// due lets a window end with the last unit that is due, if one is.
func (r *timeReference) due(g gauge, w window, f bsc.Frequency) window {
	units := r.touching(w.days, f)
	if !g.prorate && !r.tile(units, w.days) {
		return w
	}
	for i := len(units) - 1; i >= 0; i-- {
		if !r.awaited(g, units[i]) {
			if i < len(units)-1 {
				w.last, w.asked, w.held = r.days(units[i]).last, units[i], true
			}
			break
		}
	}
	return w
}

// rolling is the window of the periods that ended last and are due.
func (r *timeReference) rolling(g gauge, w window, f bsc.Frequency, ahead bool) (window, timeValue) {
	w.label = bsc.Period{}
	for range 2 { // again, from the last that is due
		p, none := r.ended(w.last, f)
		if none.lack != 0 {
			return w, none
		}
		w.days = r.days(p)
		for range rollingCount(g.basis) - 1 {
			p, ok := r.at(w.first-1, f)
			if !ok {
				return w, failed(bsc.ErrPeriod)
			}
			w.first = r.days(p).first
		}
		if !ahead {
			w = r.due(g, w, f)
		}
	}
	return w, timeValue{}
}

// rollingCount is the n of rolling_n; 0 of other bases.
func rollingCount(b bsc.Basis) int {
	_, digits, _ := strings.Cut(string(b), "rolling_")
	n, _ := strconv.Atoi(digits)
	return n
}

// sinceStart is what a to-date basis begins with; "" of other bases.
func sinceStart(b bsc.Basis) bsc.Frequency {
	return map[bsc.Basis]bsc.Frequency{
		bsc.YearToDate: bsc.Yearly, bsc.HalfToDate: bsc.HalfYearly, bsc.QuarterToDate: bsc.Quarterly, bsc.MonthToDate: bsc.Monthly,
	}[b]
}

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
	for _, name := range inputsOf(g.calculator) {
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

// A timePiece is the value of one unit, with its days in the window.
type timePiece struct {
	unit bsc.Period
	timeValue
	inside *fraction // days of it in the window
	part   *fraction // as a part of all its days
	before *fraction // days before it that no longer matter
}

// rollUp makes one value of those of the units (22).
func (r *timeReference) rollUp(g gauge, w window, units []bsc.Period) timeValue {
	var pieces []timePiece
	for _, u := range units {
		p := timePiece{unit: u, timeValue: r.unit(g, u)}
		if p.lack == bsc.FlagFailed {
			return p.timeValue
		}
		inside, all := w.common(r.days(u)), r.days(u).count()
		p.inside, p.part = integer(int64(inside)), (*fraction)(big.NewRat(int64(inside), int64(all)))
		pieces = append(pieces, p)
	}
	if g.rollup == bsc.RollupLast {
		pieces = sinceLast(pieces)
	}
	return joined(g, pieces)
}

// sinceLast leaves out what came before the last value: it no longer matters, and its days are covered.
func sinceLast(pieces []timePiece) []timePiece {
	for i := len(pieces) - 1; i >= 0; i-- {
		if pieces[i].lack == 0 {
			for j := range pieces[:i] {
				pieces[i].before = pieces[j].inside.plus(cmp.Or(pieces[i].before, integer(0)))
			}
			return pieces[i:]
		}
	}
	return pieces
}

// joined rolls up what is there and says what is missing.
func joined(g gauge, pieces []timePiece) timeValue {
	v := timeValue{life: g.missing.HalfLife}
	var there []timePiece
	var lacks bsc.Flags
	due, own := integer(0), integer(0)
	for _, p := range pieces {
		v.gaps = append(v.gaps, p.gaps...)
		v.marks |= p.marks & bsc.FlagOverdue
		lacks |= p.lack
		if p.lack == bsc.FlagNotApplicable || p.lack == bsc.FlagNotDue && len(p.gaps) == 0 {
			continue
		}
		due = due.plus(p.inside)
		if p.before != nil {
			due, own = due.plus(p.before), own.plus(p.before)
		}
		if p.lack != 0 {
			continue
		}
		own = own.plus(wholeNumber(p.inside.times(p.covered).floor()))
		v.marks |= p.marks
		v.age, v.life = max(v.age, p.age), max(v.life, p.life)
		there = append(there, p)
	}
	if len(there) == 0 {
		return nothing(v, pieces, lacks)
	}
	v.covered = own.over(due)
	if v.covered.below(integer(1)) {
		v.marks |= bsc.FlagPartial
	}
	if len(pieces) == 1 && there[0].part.compare(integer(1)) == 0 || g.rollup == bsc.RollupLast {
		v.label = there[len(there)-1].label
	}
	if v.label != "" {
		return v
	}
	if slices.ContainsFunc(there, func(p timePiece) bool { return p.number == nil }) {
		return timeValue{lack: bsc.FlagFailed, code: bsc.ErrNoLabel, gaps: v.gaps, marks: v.marks & bsc.FlagOverdue}
	}
	v.number = combined(g.rollup, there)
	return v
}

// nothing is why no unit has a value.
func nothing(v timeValue, pieces []timePiece, lacks bsc.Flags) timeValue {
	switch {
	case lacks&bsc.FlagStale != 0:
		v.lack, v.old = bsc.FlagStale, true
		for _, p := range pieces { // the latest is shown
			if p.lack == bsc.FlagStale && (!p.old || v.old && v.number == nil && v.label == "") {
				v.number, v.label, v.old = p.number, p.label, p.old
			}
		}
	case lacks&bsc.FlagNoData != 0:
		v.lack = bsc.FlagNoData
	case lacks&bsc.FlagNotDue != 0 || lacks == 0:
		v.lack = bsc.FlagNotDue
	default:
		v.lack = bsc.FlagNotApplicable
	}
	return v
}

// combined applies a roll-up. Sums count parts of periods as parts, means by their days.
func combined(rollup bsc.Rollup, there []timePiece) *fraction {
	sum, weighed, weight := integer(0), integer(0), integer(0)
	least, most := there[0].number, there[0].number
	for _, p := range there {
		sum = sum.plus(p.number.times(p.part))
		weighed, weight = weighed.plus(p.number.times(p.inside)), weight.plus(p.inside)
		if p.number.below(least) {
			least = p.number
		}
		if most.below(p.number) {
			most = p.number
		}
	}
	switch rollup {
	case bsc.RollupSum:
		return sum
	case bsc.RollupMean:
		return weighed.over(weight)
	case bsc.RollupMin:
		return least
	case bsc.RollupMax:
		return most
	}
	return there[len(there)-1].number
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
				number: x.number, label: x.label, covered: integer(0), gaps: v.gaps, age: max(age, x.age), life: max(g.missing.HalfLife, x.life),
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
	if !r.asOf.IsZero() {
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
	for _, name := range inputsOf(g.calculator) {
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
	ofNow := p == r.period && r.single(g, p).lack == 0 && (g.calculator.IsZero() || g.rollup != "")
	if v.lack == 0 && !ofNow {
		v.marks |= bsc.FlagHeld
	}
	return v
}

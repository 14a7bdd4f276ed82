package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/shopspring/decimal"
)

// shared is what one evaluation finds out and later ones of the same card over the same
// readings can use. Without maps nothing is kept: each reading is needed once.
type shared struct {
	facts  map[factAt]value
	units  map[unitsKey][]unit
	phases map[phaseKey]*phase
}

func newShared() *shared {
	return &shared{facts: map[factAt]value{}, units: map[unitsKey][]unit{}, phases: map[phaseKey]*phase{}}
}

// newShared returns what one evaluation by itself remembers: nothing, where it needs no reading more than once.
func (s *Scorecard) newShared(plan *columns.Plan) *shared {
	if s.timed && !plan.AllLeaves() {
		return newShared()
	}
	return new(shared)
}

// forCard returns what holds for another card over the same readings: the readings, but not
// the periods and targets of the card so far.
func (s *shared) forCard() *shared {
	other := newShared()
	other.facts = s.facts
	return other
}

type factAt struct {
	ref    Ref
	period Period
}

// fact returns the source's reading for one period, asking for it once.
func (e *evaluation) fact(ref Ref, p Period) value {
	key := factAt{ref, p}
	if v, known := e.shared.facts[key]; known {
		return v
	}
	v := e.reading(ref, p)
	if e.shared.facts != nil && !e.done {
		e.shared.facts[key] = v
	}
	return v
}

// A making says how a value came about, where it is not simply one reading of the period.
type making struct {
	frame
	units []unit
	used  []use
	gaps  []Gap
	days  int      // that have data of their own
	due   int      // that could have
	age   int      // of the oldest reading carried forward, in periods
	life  int      // the half-life of its freshness
	err   *Problem // why a reading failed that an earlier one stands in for
}

// A use is one value that entered a roll-up.
type use struct {
	unit  int    // in units
	of    Period // the period of the reading: earlier where it was carried forward
	value value
}

// partial reports whether something is missing.
func (m *making) partial() bool { return m != nil && m.days < m.due }

// flags are those of an outcome with the value.
func (v *value) madeFlags() Flags {
	m := v.made
	if m == nil {
		return 0
	}
	var flags Flags
	if usable := v.ok && v.state != StateStale; usable {
		if m.held {
			flags |= FlagHeld
		}
		if m.age > 0 {
			flags |= FlagCarried
		}
		if m.partial() {
			flags |= FlagPartial
		}
	}
	for _, g := range m.gaps {
		if g.Overdue {
			flags |= FlagOverdue
		}
	}
	return flags
}

// coverage is the share of the days that have data of their own, in units of 10^-10.
func (m *making) coverage() int64 {
	if !m.partial() {
		return fullUnits
	}
	return newRatio(decimal.New(int64(m.days), 0), decimal.New(int64(m.due), 0)).units(tenPlaces()).Int64()
}

// A Gap is a period without the reading that its value needs.
type Gap struct {
	Ref     Ref // of the KPI, or of a series it is calculated from
	Period  Period
	NotDue  bool // as of Input.AsOf its reading is not expected yet
	Overdue bool // as of Input.AsOf its reading should be there
}

// measured returns a slot's value over a frame.
func (e *evaluation) measured(slot int, f *frame) value {
	m := &e.card.measures[slot]
	calc := e.card.calculatorOf(slot)
	if calc != nil && m.rollup == "" {
		return e.calculatedOnce(m, f)
	}
	units, ok := e.units(f.window, m.prorate)
	if !ok {
		return value{err: notMadeOf(m, f)}
	}
	if len(units) == 1 && units[0].whole() && units[0].period == e.in.Period {
		if v := e.unitValue(m, &units[0]); v.ok && v.state != StateStale {
			return v
		}
	}
	if m.rollup == "" && (len(units) > 1 || !units[0].whole()) {
		return value{err: noRollup(f)}
	}
	r := roller{e: e, m: m, making: &making{frame: *f, units: units, life: m.halfLife}}
	return r.roll()
}

// noRollup is the error for a KPI of whose readings no larger value can be made.
func noRollup(f *frame) *Problem {
	p := fault(ErrFrequency, "its readings are by %s, and no rollup makes %s of them", f.kind.noun(), f.text())
	p.Allowed = list(rollups())
	return p
}

// unitValue returns the value of one of a measure's own periods.
func (e *evaluation) unitValue(m *measure, u *unit) value {
	if u.span.last < m.since {
		return value{state: StateNotDue}
	}
	if e.card.calculatorOf(m.slot) == nil {
		return e.fact(m.ref, u.period)
	}
	return e.calculation(want{m.slot, window{u.span, u.period.kind}, u.period})
}

// notDue reports whether a reading for a period that ends on a day is not expected yet.
func (e *evaluation) notDue(m *measure, last int) bool {
	return e.today != 0 && e.today <= last+m.grace
}

// A roller makes the value of a window from those of its units.
type roller struct {
	e *evaluation
	m *measure
	*making
	stale         value // one that is too old to count
	notApplicable bool
	failed        *Problem
}

// roll collects the units' values and rolls them up.
func (r *roller) roll() value {
	if r.m.rollup == RollupLast {
		r.collectLast()
	} else {
		for i := range r.units {
			r.collect(i)
		}
	}
	if len(r.used) == 0 {
		return r.nothing()
	}
	v := r.combine()
	v.made = r.making
	for i := range r.used {
		if r.used[i].value.state == StateProvisional {
			v.state = StateProvisional
		}
		v.made.inherit(r.used[i].value.made)
	}
	return v
}

// inherit takes over what a value's own making says is old.
func (m *making) inherit(from *making) {
	if from != nil {
		m.held, m.age, m.life = m.held || from.held, max(m.age, from.age), max(m.life, from.life)
		m.err = cmp.Or(m.err, from.err)
	}
}

// collectLast looks for the last unit with a value; what is missing before it does not matter.
func (r *roller) collectLast() {
	end := len(r.units)
	for end > 1 && r.units[end-1].span.last > r.last {
		end-- // a prorated unit that goes on after the window does not show how it ends
	}
	r.units = r.units[:end]
	for i := end - 1; i >= 0; i-- {
		switch {
		case len(r.used) == 0:
			r.collect(i)
		case r.units[i].span.last >= r.m.since:
			r.days, r.due = r.days+r.units[i].days(), r.due+r.units[i].days()
		}
	}
}

// collect finds the value of a unit, or why it has none.
func (r *roller) collect(i int) {
	u := &r.units[i]
	if u.span.last < r.m.since {
		return
	}
	r.enter(i, r.e.unitValue(r.m, u))
}

// enter lets a unit's value enter, or says why it does not.
func (r *roller) enter(i int, v value) {
	u := &r.units[i]
	if v.state == StateNotApplicable {
		r.notApplicable = true
		return
	}
	r.due += u.days()
	usable := v.ok && v.state != StateStale
	if usable {
		r.take(i, u.period, v, 0)
		return
	}
	if v.ok && !(r.stale.ok && r.m.rollup == RollupLast) {
		r.stale = v // of several the latest
	}
	if v.state == StateNotDue || v.err == nil && !v.ok && r.e.notDue(r.m, u.span.last) {
		r.gaps = append(r.gaps, Gap{Ref: r.m.ref, Period: u.period, NotDue: true})
		return
	}
	r.gaps = append(r.gaps, r.gapsOf(u, &v)...)
	switch carried := r.carry(i); {
	case v.err == nil:
	case carried:
		r.err = v.err
	case r.failed == nil:
		r.failed = v.err
	}
}

// gapsOf lists what is missing for a unit: its own reading, or those it is calculated from;
// where those are only not due, something else is wrong with it.
func (r *roller) gapsOf(u *unit, v *value) []Gap {
	gaps := v.gaps()
	own := Gap{Ref: r.m.ref, Period: u.period, Overdue: r.e.today != 0 && !v.ok && len(gaps) == 0}
	if missing(gaps) {
		return gaps
	}
	return append(slices.Clip(gaps), own)
}

// take lets a unit's value enter.
func (r *roller) take(i int, of Period, v value, age int) {
	r.used = append(r.used, use{i, of, v})
	if age > 0 {
		r.age = max(r.age, age)
		return
	}
	days := r.units[i].days()
	if v.made.partial() {
		r.gaps = append(r.gaps, v.made.gaps...)
		days = days * v.made.days / v.made.due
	}
	r.days += days
}

// lookBack is how many periods beyond the maximum age a reading is looked for, to show it as stale.
const lookBack = 12

// carry takes the latest earlier value that is not too old.
func (r *roller) carry(i int) bool {
	if r.m.maxAge == 0 {
		return false
	}
	p := r.units[i].period
	for age := 1; age <= r.m.maxAge+lookBack; age++ {
		var ok bool
		if p, ok = r.e.card.almanac.previous(p); !ok {
			return false
		}
		s, _ := r.e.card.almanac.span(p)
		if s.last < r.m.since {
			return false
		}
		earlier := wholeUnit(p, s)
		v := r.e.unitValue(r.m, &earlier)
		switch {
		case !v.ok || v.state == StateStale:
			continue
		case age > r.m.maxAge:
			if !r.stale.ok {
				r.stale = v
			}
			return false
		}
		r.take(i, p, v, age)
		return true
	}
	return false
}

// nothing is the value where no unit has one.
func (r *roller) nothing() value {
	v := value{made: r.making, err: r.failed}
	switch {
	case r.failed != nil:
	case r.stale.ok:
		v.amount, v.label, v.ok, v.state = r.stale.amount, r.stale.label, true, StateStale
	case missing(r.gaps):
	case len(r.gaps) > 0 || !r.notApplicable:
		v.state = StateNotDue
	default:
		v.state = StateNotApplicable
	}
	return v
}

// missing reports whether a reading is missing that could be there.
func missing(gaps []Gap) bool {
	for _, g := range gaps {
		if !g.NotDue {
			return true
		}
	}
	return false
}

// combine rolls the values up.
func (r *roller) combine() value {
	if r.failed != nil {
		return value{err: r.failed}
	}
	if r.m.rollup == RollupLast || len(r.units) == 1 && r.units[0].whole() {
		return value{amount: r.used[0].value.amount, label: r.used[0].value.label, state: StateFinal, ok: true}
	}
	for i := range r.used {
		if r.used[i].value.label != "" {
			p := fault(ErrNoLabel, "the label %s cannot be rolled up by %s", quote(r.used[i].value.label), r.m.rollup)
			p.Allowed = string(RollupLast)
			return value{err: p}
		}
	}
	amount, p := calculated(r.amount())
	if p != nil {
		p.Detail = "the " + string(r.m.rollup) + " over " + r.text() + " is out of range"
		return value{err: p}
	}
	return value{amount: amount, state: StateFinal, ok: true}
}

// amount is the number that the values roll up to: exact, but for one division, or 34 significant digits.
func (r *roller) amount() decimal.Decimal {
	best := r.used[0].value.amount
	total := whole(decimal.Decimal{})
	var days int64
	for i := range r.used {
		u, amount := &r.units[r.used[i].unit], r.used[i].value.amount
		switch r.m.rollup {
		case RollupSum:
			total = total.plus(u.share(amount))
		case RollupMean:
			total.num = total.num.Add(amount.Mul(decimal.New(int64(u.days()), 0)))
			days += int64(u.days())
		case RollupMin:
			best = decimal.Min(best, amount)
		case RollupMax:
			best = decimal.Max(best, amount)
		}
	}
	switch r.m.rollup {
	case RollupSum:
		if total.den.Equal(one()) {
			return significant(total.num)
		}
		return quotient(total.num, total.den)
	case RollupMean:
		return quotient(total.num, decimal.New(days, 0))
	}
	return best
}

// A Window says which periods a KPI's value is made of.
type Window struct {
	First, Last Period          // of the KPI's own periods; the zero Period where there is no value and no gap
	Readings    int             // how many values entered: of a KPI that is calculated once, 1
	Gaps        []Gap           // what is missing
	Age         int             // by how many periods the oldest value that entered was carried forward
	Freshness   decimal.Decimal // 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value
}

// window says what a KPI's value is made of.
func (e *evaluation) window(v *value) Window {
	if v.made == nil {
		if !v.ok || v.state == StateStale {
			return Window{}
		}
		return Window{First: e.in.Period, Last: e.in.Period, Readings: 1, Freshness: one()}
	}
	w := Window{Gaps: append([]Gap(nil), v.made.gaps...), Age: v.made.age, Readings: len(v.made.used)}
	if n := len(v.made.units); n > 0 {
		w.First, w.Last = v.made.units[0].period, v.made.units[n-1].period
	} else {
		w.First, w.Last = v.made.ends(&e.card.almanac)
		w.Readings = 1
	}
	if v.ok && v.state != StateStale {
		w.Freshness = halfLife(v.made.age, max(v.made.life, 1))
	} else {
		w.Readings = 0
	}
	return w
}

// ends returns the first and last of the periods that a calculation's window is made of.
func (m *making) ends(a *almanac) (first, last Period) {
	first, last, ok := a.tiles(m.span, m.kind)
	if !ok {
		return m.label, m.label
	}
	return first, last
}

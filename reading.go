package bsc

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Readings: what a Source gives, and Readings, the Source in memory.

// A Reading is one observation of a KPI or a series: a value, or the label of an ordinal
// or yes/no KPI. The zero Reading is a final value of zero.
type Reading struct {
	Value      decimal.Decimal
	Label      string    // instead of a value, for scorers that read labels
	State      State     // "" is final
	RecordedAt time.Time // when it became known; zero: always, whatever Input.AsOf says
	Note       string    // who and why
}

// A State says how firm a reading is.
type State string

// The states. "" is StateFinal.
const (
	StateFinal         State = "final"
	StateProvisional   State = "provisional"
	StateNotApplicable State = "not_applicable" // neither the KPI nor its target applies: not the same as no data
	StateNotDue        State = "not_due"        // the period's reading is not expected yet
	StateStale         State = "stale"          // the value is too old to count; it is shown
)

func states() []State {
	return []State{StateFinal, StateProvisional, StateNotApplicable, StateNotDue, StateStale}
}

// A Fact is a reading with what it is a reading of: one line of a data file.
type Fact struct {
	Unit   string // "" where there is only one
	Ref    Ref    // a KPI or a series
	Period period.Period
	Reading
}

// A Query asks a Source for one reading, or a TargetSource for one target.
type Query struct {
	Unit   string // Input.Unit
	Ref    Ref    // a KPI or a series
	Period period.Period
	AsOf   time.Time // zero: everything known; else nothing recorded later may be returned
	_      struct{}
}

// A Source gives the readings to evaluate. It is asked for the periods of a KPI's or series' own frequency that a value
// may be made of, each once. It returns false where it has none, which is not zero. It must not do I/O: load first,
// evaluate after. One that has many periods of a KPI together may be a RangeSource. Scorecard.Evaluate calls it from
// its own goroutine; many evaluations at once, EvaluateUnits and a cascade call it from many. A panic in it is caught
// and marks the KPI Failed.
type Source interface {
	Reading(Query) (Reading, bool)
}

// A RangeSource is a Source that gives the readings of a KPI or series for several periods at once, as one that keeps
// them by unit and KPI can: it is asked once where a Source is asked for each period. It says the same as its Reading.
// A Source that is none is asked reading by reading; implementing it only saves time.
type RangeSource interface {
	Source
	// ReadRange calls each with the reading of every period from that of the query to the last one, both among them and
	// of one frequency, in order and once, but for those that it has none of.
	ReadRange(q Query, last period.Period, each func(period.Period, Reading))
}

// Actuals is the shortest Source: values by KPI or series id, all for the period that is
// evaluated. Where a KPI and a series have the same id, write "kpi:17" and "series:17".
// Evaluate refuses keys that name nothing on the scorecard. It looks at neither unit nor
// moment, and has no labels: see Readings. The zero value has no readings.
type Actuals map[string]decimal.Decimal

// Reading returns the value of the queried KPI or series.
func (a Actuals) Reading(q Query) (Reading, bool) {
	v, ok := a[q.Ref.String()]
	if !ok {
		v, ok = a[q.Ref.ID]
	}
	return Reading{Value: v}, ok
}

// Readings is a Source in memory that keeps every fact it is given: corrections are new
// facts, nothing is overwritten. As of a moment, the latest fact recorded at or before
// it holds. The zero value is empty and ready. Fill it first: it may be read by many
// goroutines, but not while one adds.
type Readings struct {
	years map[yearKey]*factYear
}

// Add records facts. A fact that is already there changes nothing. It returns an
// *InputError that lists every fact it refused: two different readings recorded at one
// moment (ErrConflict), a zero Period, an unknown state, or a number out of range; the others are added.
func (r *Readings) Add(facts ...Fact) error {
	var problems Problems
	a := adder{to: r}
	for _, f := range facts {
		if p := a.add(f); p != nil {
			p.Ref = f.Ref
			problems = append(problems, p)
		}
	}
	a.finish()
	if len(problems) > 0 {
		return &InputError{Problems: problems}
	}
	return nil
}

// Reading returns the fact in force for the query.
func (r *Readings) Reading(q Query) (Reading, bool) {
	if r == nil {
		return Reading{}, false
	}
	l := q.Period.Label()
	year := r.years[yearOf(q.Unit, q.Ref, l)]
	if year == nil {
		return Reading{}, false
	}
	at, found := year.at(l.Index)
	if !found {
		return Reading{}, false
	}
	if known := knownBy(year.known[at], q.AsOf); known != nil {
		return *known, true
	}
	return Reading{}, false
}

// ReadRange gives the facts in force for the periods from that of the query to the last one; see RangeSource.
func (r *Readings) ReadRange(q Query, last period.Period, each func(period.Period, Reading)) {
	r.readYears(q, last, func(l almanac.Label, known []Reading, _ *plainFact) {
		if fact := knownBy(known, q.AsOf); fact != nil {
			each(period.Of(l), *fact)
		}
	})
}

// Facts returns every fact, sorted by unit, reference, period and moment.
func (r *Readings) Facts() []Fact {
	if r == nil {
		return nil
	}
	var facts []Fact
	for key, year := range r.years {
		for i, index := range year.index {
			p := period.Of(almanac.Label{Kind: key.kind, Year: key.year, Index: index})
			for _, reading := range year.known[i] {
				facts = append(facts, Fact{key.unit, key.ref, p, reading})
			}
		}
	}
	slices.SortFunc(facts, func(a, b Fact) int {
		return cmp.Or(
			cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Ref.Kind, b.Ref.Kind), cmp.Compare(a.Ref.ID, b.Ref.ID),
			a.Period.Compare(b.Period), a.RecordedAt.Compare(b.RecordedAt))
	})
	return facts
}

// checkFact refuses what no reading may be, and brings the value into its shortest form.
func checkFact(f *Fact) *Problem {
	if f.Ref.Kind != KindKPI && f.Ref.Kind != KindSeries || f.Ref.ID == "" {
		p := fault(ErrUnknownRef, "%s cannot have readings", quote(f.Ref.String()))
		p.Allowed = "a KPI or a series"
		return p
	}
	if f.Period.IsZero() {
		p := fault(ErrPeriod, "a reading has no period")
		p.Allowed = period.Allowed
		return p
	}
	if p := checkReading(&f.Reading); p != nil {
		return p
	}
	return nil
}

// checkReading is the door for readings: bounds on the value, and a known state.
func checkReading(r *Reading) *Problem {
	v, p := checkDecimal(r.Value)
	if p != nil {
		return p
	}
	r.Value = v
	r.State = cmp.Or(r.State, StateFinal)
	if !slices.Contains(states(), r.State) {
		return notOneOf("", "state", r.State, states())
	}
	return nil
}

// plain reports whether a reading is a number that counts.
func (r *Reading) plain() bool {
	return r.Label == "" && (r.State == "" || r.State == StateFinal || r.State == StateProvisional)
}

// hasNoValue reports whether a zero Value is no value.
func (r *Reading) hasNoValue() bool {
	return r.Label != "" || r.State == StateNotApplicable || r.State == StateNotDue
}

func sameReading(known Reading, f Fact) *Problem {
	if known.Value.Equal(f.Value) && known.Label == f.Label && known.State == f.State {
		return nil
	}
	return fault(ErrConflict, "two different readings for %s, recorded at the same moment: %s and %s",
		f.Period, known.text(), f.text())
}

// text shows a reading in a message.
func (r Reading) text() string {
	switch {
	case r.State == StateNotApplicable:
		return string(StateNotApplicable)
	case r.Label != "":
		return quote(r.Label)
	}
	return canonical(r.Value)
}

// A yearKey names the readings of a unit's KPI or series for the periods of a kind in one year: a year takes one
// look-up.
type yearKey struct {
	unit string
	ref  Ref
	kind almanac.Kind
	year uint16
}

// A factYear is the facts of a year by period, those of a period ascending by RecordedAt.
type factYear struct {
	index []uint16 // of the periods within the year, ascending
	known [][]Reading
	plain []plainFact // the last of each, as rows take it
}

// A plainFact is a fact that rows take as it is. It stands beside the facts themselves, since a number of a decimal
// lies elsewhere in memory.
type plainFact struct {
	number int64 // in units of 10^exp
	exp    int32
	state  rows.State // Odd: the facts have to be looked at
	dated  bool       // it is known from a moment on
}

// at returns where the facts of a period are, or belong.
func (y *factYear) at(index uint16) (at int, found bool) {
	if n := len(y.index); n > 0 && y.index[n-1] < index {
		return n, false
	}
	return slices.BinarySearch(y.index, index)
}

// of returns the facts of a period; where there are none, it makes a place for them.
func (y *factYear) of(index uint16) []Reading {
	at, found := y.at(index)
	if !found {
		y.index, y.known = slices.Insert(y.index, at, index), slices.Insert(y.known, at, nil)
		y.plain = slices.Insert(y.plain, at, plainFact{state: rows.Odd})
	}
	return y.known[at]
}

// set enters the facts of a period that has a place.
func (y *factYear) set(index uint16, known []Reading) {
	at, _ := y.at(index)
	y.known[at] = known
	last := &known[len(known)-1]
	fact := plainFact{state: rows.Odd, dated: !last.RecordedAt.IsZero()}
	switch {
	case last.State == StateNotApplicable:
		fact.state = rows.NotApplicable
	case last.plain() && last.Value.NumDigits() <= 18:
		fact.number, fact.exp, fact.state = last.Value.CoefficientInt64(), last.Value.Exponent(), rows.There
		if last.State == StateProvisional {
			fact.state = rows.Provisional
		}
	}
	y.plain[at] = fact
}

// yearOf returns the key of a period's year.
func yearOf(unit string, ref Ref, l almanac.Label) yearKey { return yearKey{unit, ref, l.Kind, l.Year} }

type factKey struct {
	unit   string
	ref    Ref
	period period.Period
}

// of returns the year that has a place for the facts of a period, and those that are there.
func (r *Readings) of(key factKey) (*factYear, []Reading) {
	l := key.period.Label()
	if r.years == nil {
		r.years = map[yearKey]*factYear{}
	}
	of := yearOf(key.unit, key.ref, l)
	year := r.years[of]
	if year == nil {
		year = new(factYear)
		r.years[of] = year
	}
	return year, year.of(l.Index)
}

// An adder adds facts to readings, in any order of their moments: of one key they ascend once it is finished.
type adder struct {
	to   *Readings
	late map[factKey]map[moment]Reading // facts whose place is before others, where these are many
}

// fewFacts is how many facts of one key are moved to make room for one before them.
const fewFacts = 100

func (a *adder) add(f Fact) *Problem {
	if p := checkFact(&f); p != nil {
		return p
	}
	key := factKey{f.Unit, f.Ref, f.Period}
	year, known := a.to.of(key)
	at, found := slices.BinarySearchFunc(known, f.RecordedAt, func(k Reading, t time.Time) int {
		return k.RecordedAt.Compare(t)
	})
	switch {
	case found:
		return sameReading(known[at], f)
	case at == len(known) || len(known) <= fewFacts:
		year.set(f.Period.Label().Index, slices.Insert(known, at, f.Reading))
		return nil
	}
	return a.addLate(key, f)
}

// addLate keeps a fact for finish.
func (a *adder) addLate(key factKey, f Fact) *Problem {
	if other, found := a.late[key][momentOf(f.RecordedAt)]; found {
		return sameReading(other, f)
	}
	if a.late == nil {
		a.late = map[factKey]map[moment]Reading{}
	}
	if a.late[key] == nil {
		a.late[key] = map[moment]Reading{}
	}
	a.late[key][momentOf(f.RecordedAt)] = f.Reading
	return nil
}

// finish brings the late facts to their places.
func (a *adder) finish() {
	for key, late := range a.late {
		year, known := a.to.of(key)
		sorted := slices.SortedFunc(maps.Values(late), func(a, b Reading) int {
			return a.RecordedAt.Compare(b.RecordedAt)
		})
		all := append(known, sorted...)
		for at, left := len(all)-1, len(known); len(sorted) > 0; at-- { // from the end, what is known moves up
			last := sorted[len(sorted)-1]
			if left > 0 && all[left-1].RecordedAt.After(last.RecordedAt) {
				left--
				all[at] = all[left]
				continue
			}
			all[at], sorted = last, sorted[:len(sorted)-1]
		}
		year.set(key.period.Label().Index, all)
	}
	a.late = nil
}

// A moment is a time that can be compared, whatever its location.
type moment struct {
	second     int64
	nanosecond int
}

func momentOf(t time.Time) moment { return moment{t.Unix(), t.Nanosecond()} }

// clone returns a copy that facts can be added to without changing r.
func (r *Readings) clone() *Readings {
	copied := new(Readings)
	if r == nil {
		return copied
	}
	copied.years = make(map[yearKey]*factYear, len(r.years))
	for key, year := range r.years {
		own := &factYear{slices.Clone(year.index), slices.Clone(year.known), slices.Clone(year.plain)}
		for i := range own.known {
			own.known[i] = slices.Clip(own.known[i])
		}
		copied.years[key] = own
	}
	return copied
}

// knownBy returns the latest of some facts as of a moment; nil where none is known then.
func knownBy(known []Reading, asOf time.Time) *Reading {
	n := len(known)
	if !asOf.IsZero() {
		for n > 0 && known[n-1].RecordedAt.After(asOf) {
			n--
		}
	}
	if n == 0 {
		return nil
	}
	return &known[n-1]
}

// readYears calls each with the facts of the periods from that of a query to the last one, in order.
func (r *Readings) readYears(q Query, last period.Period, each func(almanac.Label, []Reading, *plainFact)) {
	from, to := q.Period.Label(), last.Label()
	if r == nil || from.Kind != to.Kind || to.Compare(from) < 0 {
		return
	}
	for l := from; l.Year <= to.Year; l.Year, l.Index = l.Year+1, 0 {
		year := r.years[yearOf(q.Unit, q.Ref, l)]
		if year == nil {
			continue
		}
		at, _ := year.at(l.Index)
		for ; at < len(year.index); at++ {
			l.Index = year.index[at]
			if l.Year == to.Year && l.Index > to.Index {
				break
			}
			each(l, year.known[at], &year.plain[at])
		}
	}
}

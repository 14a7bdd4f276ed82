package bsc

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
)

// Readings, the source in memory.

// Readings is a Source in memory that keeps every fact: a correction is a new fact, and nothing is overwritten. As of a
// moment, the latest fact recorded at or before it holds. The zero value is empty and ready. Fill it first: many
// goroutines may read it, but not while one adds.
type Readings struct {
	_     wire.As[readingsJSON]
	years map[yearKey]*factYear
}

// Add records facts. A fact that is already there changes nothing, but for its note and author: they come to it if it
// has neither. If it has one, that holds; to say more of a reading, record it again with a later moment. The error is
// an *InputError that lists every refused fact: two different readings recorded at one moment (ErrConflict), a zero
// Period, an unknown state, a number out of range, or a text that no document may hold (see Limits). The other facts
// are added.
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
	year := r.years[yearOf(q.OrgUnit, q.Ref, l)]
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

// ReadRange calls each with the facts in force from the period of the query to the last one; see RangeSource.
func (r *Readings) ReadRange(q Query, last period.Period, each func(period.Period, Reading)) {
	r.readYears(q, last, func(l almanac.Label, known []Reading, _ *plainFact) {
		if fact := knownBy(known, q.AsOf); fact != nil {
			each(period.Of(l), *fact)
		}
	})
}

// Facts returns every fact, sorted by org unit, reference, period and moment.
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
			cmp.Compare(a.OrgUnit, b.OrgUnit), cmp.Compare(a.Ref.Kind, b.Ref.Kind), cmp.Compare(a.Ref.ID, b.Ref.ID),
			a.Period.Compare(b.Period), a.RecordedAt.Compare(b.RecordedAt))
	})
	return facts
}

// A yearKey names the readings of an org unit's KPI or series for the periods of one kind in one year, so that a year
// takes one look-up.
type yearKey struct {
	unit string
	ref  Ref
	kind almanac.Kind
	year uint16
}

// A factYear holds the facts of a year by period. Those of a period ascend by RecordedAt.
type factYear struct {
	index []uint16 // of the periods within the year, ascending
	known [][]Reading
	plain []plainFact // the last of each period, as rows take it
}

// A plainFact is a fact that rows take as it is. It is kept beside the facts, because the digits of a decimal lie
// elsewhere in memory.
type plainFact struct {
	number int64 // in units of 10^exp
	exp    int32
	state  rows.State // Odd: look at the facts
	dated  bool       // it has a RecordedAt
	noted  bool       // somebody said something with it
}

// at returns where the facts of a period are, or belong.
func (y *factYear) at(index uint16) (at int, found bool) {
	if n := len(y.index); n > 0 && y.index[n-1] < index {
		return n, false
	}
	return slices.BinarySearch(y.index, index)
}

// of returns the facts of a period, and makes a place for them if there are none.
func (y *factYear) of(index uint16) []Reading {
	at, found := y.at(index)
	if !found {
		y.index, y.known = slices.Insert(y.index, at, index), slices.Insert(y.known, at, nil)
		y.plain = slices.Insert(y.plain, at, plainFact{state: rows.Odd})
	}
	return y.known[at]
}

// set stores the facts of a period that has a place.
func (y *factYear) set(index uint16, known []Reading) {
	at, _ := y.at(index)
	y.known[at] = known
	last := &known[len(known)-1]
	fact := plainFact{state: rows.Odd, dated: !last.RecordedAt.IsZero(), noted: last.noted()}
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

// of returns the year with a place for the facts of the key, and the facts already there.
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

// An adder adds facts in any order of their moments. After finish, the facts of each key ascend.
type adder struct {
	to   *Readings
	late map[factKey]map[moment]Reading // facts that belong before many others
}

// fewFacts is the most facts of one key that are moved to insert one before them.
const fewFacts = 100

func (a *adder) add(f Fact) *Problem {
	if p := checkFact(&f); p != nil {
		return p
	}
	key := factKey{f.OrgUnit, f.Ref, f.Period}
	year, known := a.to.of(key)
	at, found := slices.BinarySearchFunc(known, f.RecordedAt, func(k Reading, t time.Time) int {
		return k.RecordedAt.Compare(t)
	})
	switch {
	case found:
		if p := sameReading(known[at], f); p != nil || !known[at].lacksNote(&f.Reading) {
			return p
		}
		known = slices.Clone(known)
		known[at].Note, known[at].Author = f.Note, f.Author
		year.set(f.Period.Label().Index, known)
		return nil
	case at == len(known) || len(known) <= fewFacts:
		year.set(f.Period.Label().Index, slices.Insert(known, at, f.Reading))
		return nil
	}
	return a.addLate(key, f)
}

// addLate keeps a fact for finish.
func (a *adder) addLate(key factKey, f Fact) *Problem {
	if other, found := a.late[key][momentOf(f.RecordedAt)]; found {
		if p := sameReading(other, f); p != nil || !other.lacksNote(&f.Reading) {
			return p
		}
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

// finish moves the late facts to their places.
func (a *adder) finish() {
	for key, late := range a.late {
		year, known := a.to.of(key)
		sorted := slices.SortedFunc(maps.Values(late), func(a, b Reading) int {
			return a.RecordedAt.Compare(b.RecordedAt)
		})
		all := append(known, sorted...)
		for at, left := len(all)-1, len(known); len(sorted) > 0; at-- { // from the end, known facts move up
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

// A moment is a time as a map key, whatever its location.
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

// knownBy returns the latest of the facts as of a moment; nil if none is known then.
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

// readYears calls each with the facts from the period of the query to the last one, in order.
func (r *Readings) readYears(q Query, last period.Period, each func(almanac.Label, []Reading, *plainFact)) {
	from, to := q.Period.Label(), last.Label()
	if r == nil || from.Kind != to.Kind || to.Compare(from) < 0 {
		return
	}
	for l := from; l.Year <= to.Year; l.Year, l.Index = l.Year+1, 0 {
		year := r.years[yearOf(q.OrgUnit, q.Ref, l)]
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

package bsc

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
)

// A Fact is a reading with what it is a reading of: one line of a data file.
type Fact struct {
	Unit   string // "" where there is only one
	Ref    Ref    // a KPI or a series
	Period period.Period
	Reading
}

// Readings is a Source in memory that keeps every fact it is given: corrections are new
// facts, nothing is overwritten. As of a moment, the latest fact recorded at or before
// it holds. The zero value is empty and ready. Fill it first: it may be read by many
// goroutines, but not while one adds.
type Readings struct {
	years map[yearKey]*factYear
}

// A yearKey names the readings of a unit's KPI or series for the periods of a kind in one year: a year takes one look-up.
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
}

// at returns where the facts of a period are, or belong.
func (y *factYear) at(index uint16) (at int, found bool) {
	if n := len(y.index); n > 0 && y.index[n-1] < index {
		return n, false
	}
	return slices.BinarySearch(y.index, index)
}

// of returns the facts of a period; where there are none, a place for them.
func (y *factYear) of(index uint16) *[]Reading {
	at, found := y.at(index)
	if !found {
		y.index, y.known = slices.Insert(y.index, at, index), slices.Insert(y.known, at, nil)
	}
	return &y.known[at]
}

// yearOf returns the key of a period's year.
func yearOf(unit string, ref Ref, l almanac.Label) yearKey { return yearKey{unit, ref, l.Kind, l.Year} }

type factKey struct {
	unit   string
	ref    Ref
	period period.Period
}

// of returns where the facts of a period are.
func (r *Readings) of(key factKey) *[]Reading {
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
	return year.of(l.Index)
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
	to := a.to.of(key)
	known := *to
	at, found := slices.BinarySearchFunc(known, f.RecordedAt, func(k Reading, t time.Time) int {
		return k.RecordedAt.Compare(t)
	})
	switch {
	case found:
		return sameReading(known[at], f)
	case at == len(known) || len(known) <= fewFacts:
		*to = slices.Insert(known, at, f.Reading)
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
		to := a.to.of(key)
		known := *to
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
		*to = all
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
		own := &factYear{slices.Clone(year.index), slices.Clone(year.known)}
		for i := range own.known {
			own.known[i] = slices.Clip(own.known[i])
		}
		copied.years[key] = own
	}
	return copied
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

// ReadRange gives the facts in force for the periods from that of the query to the last one; see RangeSource.
func (r *Readings) ReadRange(q Query, last period.Period, each func(period.Period, Reading)) {
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
			if known := knownBy(year.known[at], q.AsOf); known != nil {
				each(period.Of(l), *known)
			}
		}
	}
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

package bsc

import (
	"cmp"
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
)

// Readings, the source in memory.

// Readings is a Source in memory that keeps every fact: a correction is a new fact, and nothing is overwritten. As of a
// moment, the latest fact recorded at or before it holds. The zero value is empty and ready; do not copy it.
//
// Many goroutines may use Readings at once, also while facts are added: whoever reads sees all facts of an Add or a
// Batch, or none. An evaluation reads what was there when it began, and so do all periods of a trend and all org units
// of an EvaluateOrgUnits that share the Readings. To read several times from what is there now, take a Snapshot.
type Readings struct {
	_    wire.As[readingsJSON]
	lock sync.RWMutex
	now  ledger
}

// Add records facts, all or none. A fact that is already there changes nothing, but for its note and author: they come
// to it if it has neither. If it has one, that holds; to say more of a reading, record it again with a later moment.
//
// The error is an *InputError that lists every refused fact, each with its place among the facts as Path, as in /3: two
// different readings recorded at one moment (ErrConflict), a zero Period, an unknown state, a number out of range, or a
// text that no document may hold (see Limits). Then nothing is added.
//
// The time grows with the facts that are added, and not with those that are there. Only a fact that was recorded before
// a hundred others of its period takes longer the more they are.
func (r *Readings) Add(facts ...Fact) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	if problems := r.now.add(facts); len(problems) > 0 {
		return &InputError{Problems: problems}
	}
	return nil
}

// Snapshot returns Readings of the facts that are there now. What is added later, to either, is not in the other. It
// takes the same short time however many facts there are: both share them.
func (r *Readings) Snapshot() *Readings {
	if r == nil {
		return new(Readings)
	}
	return &Readings{now: *r.still()}
}

// still returns what is there now, as a Source that never changes.
func (r *Readings) still() *ledger {
	r.lock.Lock()
	defer r.lock.Unlock()
	return r.now.share()
}

// addShared adds facts, all or none, and returns what is there then.
func (r *Readings) addShared(facts []Fact) (*ledger, Problems) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if problems := r.now.add(facts); len(problems) > 0 {
		return nil, problems
	}
	return r.now.share(), nil
}

// stillOf returns a source as it is now: Readings may have facts added to them meanwhile.
func stillOf(s Source) Source {
	if r, is := s.(*Readings); is && r != nil {
		return r.still()
	}
	return s
}

// Reading returns the fact in force for the query.
func (r *Readings) Reading(q Query) (Reading, bool) {
	if r == nil {
		return Reading{}, false
	}
	r.lock.RLock()
	defer r.lock.RUnlock()
	return r.now.Reading(q)
}

// ReadRange calls each with the facts in force from the period of the query to the last one; see RangeSource.
func (r *Readings) ReadRange(q Query, last period.Period, each func(period.Period, Reading)) {
	if r != nil {
		r.still().ReadRange(q, last, each)
	}
}

// Facts returns every fact, sorted by org unit, reference, period and moment.
func (r *Readings) Facts() []Fact {
	if r == nil {
		return nil
	}
	var facts []Fact
	for of, account := range r.still().accounts.All() {
		for _, year := range account.years {
			for i, index := range year.index {
				for _, reading := range year.known[i] {
					facts = append(facts, Fact{of.unit, of.ref, year.period(index), reading})
				}
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

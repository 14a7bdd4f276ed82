package bsc

import (
	"sync"
	"time"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/trie"
	"github.com/go-bsc/bsc/period"
)

// What Sums keep between evaluations, so that each total is made once.

// Kept returns the same sums, which keep what they add up for the readings, the moment and the day of an input. Many
// evaluations that count the same readings then make each total once, and ask a source once for each reading below it:
// those of the org units of a company, or of one on many goroutines. Other inputs may use these sums, too, and simply
// add up themselves. No number depends on it.
//
//	in.Sums = sums.Kept(in)
//	for _, unit := range units {
//		in.OrgUnit = unit.ID
//		result, err := unit.Scorecard.Evaluate(in)
//	}
//
// If s keeps something, and the input differs from its input in nothing but its readings, the sums that are returned
// begin with all of that, except for what is made of the readings that changed names; see Reached. The period and the
// org unit of the input do not matter. Results made with s stay as they are.
//
// A source is recognised if it is Readings, a pointer or a map; Readings are those that are there when Kept is called.
func (s *Sums) Kept(in Input, changed ...Query) *Sums {
	if s == nil {
		return nil
	}
	own := *s
	own.kept = &totals{source: stillOf(in.Readings), asOf: in.AsOf, today: in.today(), finalOnly: in.FinalOnly, owner: new(trie.Owner)}
	if s.kept != nil && s.kept.sameMoment(&in) {
		own.kept.made = s.kept.share()
		for _, q := range s.Reached(changed...) {
			own.kept.drop(totalAt{member{s.at[q.OrgUnit], q.Ref}, q.Period})
		}
	}
	return &own
}

// Reached returns the readings that are made of some readings, those of the same period of other org units: what adds
// them up or shares them, what they convert as rates, and so on up. The readings themselves come first, those above in
// the order of the ways up, each once. A host that keeps results evaluates their org units again when these readings
// have changed. It leaves out org units that the sums do not have.
func (s *Sums) Reached(changed ...Query) []Query {
	if s == nil {
		return nil
	}
	met := make(map[totalAt]bool, len(changed))
	var list []Query
	add := func(at totalAt) {
		if !met[at] {
			met[at] = true
			list = append(list, Query{OrgUnit: s.units[at.unit].id, Ref: at.ref, Period: at.period})
		}
	}
	for _, q := range changed {
		if unit, known := s.at[q.OrgUnit]; known {
			add(totalAt{member{unit, q.Ref}, q.Period})
		}
	}
	for i := 0; i < len(list); i++ {
		for _, above := range s.feeds()[member{s.at[list[i].OrgUnit], list[i].Ref}] {
			add(totalAt{above, list[i].Period})
		}
	}
	return list
}

// feed finds for every KPI and series those that are directly made of its readings.
func (s *Sums) feed() map[member][]member {
	feeds := map[member][]member{}
	for i := range s.units {
		for _, ref := range sortedRefs(s.units[i].of) {
			to := member{i, ref}
			for _, from := range s.units[i].of[ref].of {
				feeds[from.member] = append(feeds[from.member], to)
				if from.by != nil && from.by.rates != nil {
					feeds[*from.by.rates] = append(feeds[*from.by.rates], to)
				}
			}
		}
	}
	return feeds
}

// count finds the readings at the bottom that more than one sum asks for, directly or as rates.
func (s *Sums) count() {
	asked, shared := map[member]bool{}, map[member]bool{}
	ask := func(m member) {
		if s.sumOf(m) == nil && asked[m] {
			shared[m] = true
		}
		asked[m] = true
	}
	for i := range s.units {
		for _, made := range s.units[i].of {
			for _, from := range made.of {
				ask(from.member)
				if from.by != nil && from.by.rates != nil {
					ask(*from.by.rates)
				}
			}
		}
	}
	s.shared = shared
}

// A totalAt names what adds up for a period, or a reading that several sums ask for.
type totalAt struct {
	member
	period period.Period
}

// totals are what sums have added up of one source, as of one moment.
type totals struct {
	source    Source
	asOf      time.Time
	today     int
	finalOnly bool

	lock  sync.Mutex
	made  trie.Map[totalAt, *total] // the totals of another moment of the source may be among them
	owner *trie.Owner
}

// A total is made by the first that asks for it; others wait.
type total struct {
	lock    sync.Mutex
	made    bool
	reading measure.Reading
}

// serves returns what is kept, if it is for an input; else nil.
func (t *totals) serves(of *inputs) *totals {
	if t == nil || !t.sameMoment(&of.in) || !sameReadings(t.source, of.in.Readings) {
		return nil
	}
	return t
}

// sameMoment reports whether the same readings say the same in an input.
func (t *totals) sameMoment(in *Input) bool {
	return t.asOf.Equal(in.AsOf) && t.today == in.today() && t.finalOnly == in.FinalOnly
}

// sameReadings reports whether two sources are certain to be the same, and to say the same.
func sameReadings(a, b Source) bool {
	one, is := a.(*ledger)
	other, are := b.(*ledger)
	if is && are {
		return one.accounts == other.accounts // neither changes
	}
	return a != nil && sameHost(a, b)
}

// share returns the totals for another moment of the source. From then on each has its own.
func (t *totals) share() trie.Map[totalAt, *total] {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.owner = new(trie.Owner)
	return t.made
}

// drop forgets a total, before anybody asks for it.
func (t *totals) drop(of totalAt) {
	if known, _ := t.made.Get(of); known != nil {
		t.made.Set(t.owner, of, nil)
	}
}

// of returns a total, which may not be made yet.
func (t *totals) of(at totalAt) *total {
	t.lock.Lock()
	defer t.lock.Unlock()
	own, _ := t.made.Get(at)
	if own == nil {
		own = new(total)
		t.made.Set(t.owner, at, own)
	}
	return own
}

// once returns what is kept for a period, and makes it if it is not. Who makes it may need other totals, but never the
// same one.
func (k *knowledge) once(of member, p period.Period, make func() measure.Reading) measure.Reading {
	if k.totals == nil {
		return make()
	}
	t := k.totals.of(totalAt{of, p})
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.made {
		return t.reading
	}
	r := make()
	t.reading, t.made = r, !k.stopped()
	return r
}

// stopped reports whether the sources are not asked any more, because nobody wants the result.
func (k *knowledge) stopped() bool {
	return k.calls.call(func() error { return nil }) != nil
}

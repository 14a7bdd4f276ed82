package bsc

import (
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/trie"
	"github.com/go-bsc/bsc/period"
)

// How facts are added.

// add adds facts, all or none. It returns the problem of each fact that is refused, with its place in the list.
func (l *ledger) add(facts []Fact) (problems Problems) {
	after := l
	if len(facts) > 1 { // a single fact is added or not
		after = &ledger{l.accounts, new(trie.Owner), l.line, l.changes}
	}
	a := adder{to: after}
	for i, f := range facts {
		if p := a.add(f); p != nil {
			p.Path, p.Ref = row(i), f.Ref
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	a.finish()
	after.changes++
	*l = *after
	return nil
}

type factKey struct {
	measured
	period period.Period
}

// An adder adds facts in any order of their moments. After finish, the facts of each key ascend.
type adder struct {
	to   *ledger
	late map[factKey]map[moment]Reading // facts that belong before many others
}

// fewFacts is the most facts of one key that are moved to insert one before them.
const fewFacts = 100

func (a *adder) add(f Fact) *Problem {
	if p := checkFact(&f); p != nil {
		return p
	}
	key := factKey{measured{f.OrgUnit, f.Ref}, f.Period}
	own := a.to.of(key.measured)
	year := a.to.year(own, f.Period.Label())
	index := f.Period.Label().Index
	known := year.of(index)
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
		year.set(index, known)
		return nil
	case at == len(known):
		year.set(index, append(known, f.Reading))
	case len(known) <= fewFacts:
		year.set(index, slices.Concat(known[:at], []Reading{f.Reading}, known[at:])) // copies have what was there
	default:
		return a.addLate(key, f)
	}
	own.count++
	return nil
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
		own, label := a.to.of(key.measured), key.period.Label()
		year := a.to.year(own, label)
		known := year.of(label.Index)
		all := make([]Reading, 0, len(known)+len(late))
		for _, r := range slices.SortedFunc(maps.Values(late), func(a, b Reading) int { return a.RecordedAt.Compare(b.RecordedAt) }) {
			before, _ := slices.BinarySearchFunc(known, r.RecordedAt, func(k Reading, t time.Time) int { return k.RecordedAt.Compare(t) })
			all, known = append(append(all, known[:before]...), r), known[before:]
		}
		year.set(label.Index, append(all, known...))
		own.count += len(late)
	}
	a.late = nil
}

// A moment is a time as a map key, whatever its location.
type moment struct {
	second     int64
	nanosecond int
}

func momentOf(t time.Time) moment { return moment{t.Unix(), t.Nanosecond()} }

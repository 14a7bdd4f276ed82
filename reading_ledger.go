package bsc

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/trie"
	"github.com/go-bsc/bsc/period"
)

// How facts are kept: so that what is read does not change, and adding copies only what it touches.

// A ledger holds facts. A copy made by share never changes, and shares everything with the ledger until something is
// added to that.
type ledger struct {
	accounts trie.Map[measured, *account]
	owner    *trie.Owner // of what no copy shares; nil: a copy shares everything
	line     *trie.Owner // the same for the ledger and what has become of it; nil: of a copy
	changes  uint64      // how often facts were added
}

// A measured is a KPI or series of an org unit.
type measured struct {
	unit string
	ref  Ref
}

// An account holds the facts of a KPI or series of an org unit.
type account struct {
	owner *trie.Owner
	years []*factYear // ascending by kind of period, then by year
	count int         // of facts
}

// A factYear holds the facts of the periods of one kind in one year. Those of a period ascend by RecordedAt.
type factYear struct {
	owner *trie.Owner
	line  *trie.Owner // of the ledger that may append to the lists of known: copies do not see what is behind their ends
	kind  almanac.Kind
	year  uint16
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

// share returns a copy that never changes. From then on, the ledger copies what it changes.
func (l *ledger) share() *ledger {
	l.owner = nil
	return &ledger{accounts: l.accounts, changes: l.changes}
}

// own makes the ledger ready to be changed.
func (l *ledger) own() {
	if l.owner == nil {
		l.owner = new(trie.Owner)
	}
	if l.line == nil {
		l.line = new(trie.Owner)
	}
}

// Reading returns the fact in force for the query.
func (l *ledger) Reading(q Query) (Reading, bool) {
	of := q.Period.Label()
	a, ok := l.accounts.Get(measured{q.OrgUnit, q.Ref})
	if !ok {
		return Reading{}, false
	}
	n, there := a.place(of)
	if !there {
		return Reading{}, false
	}
	at, found := a.years[n].at(of.Index)
	if !found {
		return Reading{}, false
	}
	if known := knownBy(a.years[n].known[at], q.AsOf); known != nil {
		return *known, true
	}
	return Reading{}, false
}

// ReadRange calls each with the facts in force from the period of the query to the last one; see RangeSource.
func (l *ledger) ReadRange(q Query, last period.Period, each func(period.Period, Reading)) {
	l.readYears(q, last, func(of almanac.Label, known []Reading, _ *plainFact) {
		if fact := knownBy(known, q.AsOf); fact != nil {
			each(period.Of(of), *fact)
		}
	})
}

// readYears calls each with the facts from the period of the query to the last one, in order.
func (l *ledger) readYears(q Query, last period.Period, each func(almanac.Label, []Reading, *plainFact)) {
	from, to := q.Period.Label(), last.Label()
	if from.Kind != to.Kind || to.Compare(from) < 0 {
		return
	}
	a, ok := l.accounts.Get(measured{q.OrgUnit, q.Ref})
	if !ok {
		return
	}
	n, _ := a.place(from)
	for _, year := range a.years[n:] {
		if year.kind != to.Kind || year.year > to.Year {
			return
		}
		at := 0
		if year.year == from.Year {
			at, _ = year.at(from.Index)
		}
		for ; at < len(year.index); at++ {
			if year.year == to.Year && year.index[at] > to.Index {
				return
			}
			each(year.label(year.index[at]), year.known[at], &year.plain[at])
		}
	}
}

// count returns how many facts there are of a KPI or series.
func (l *ledger) count(of measured) int {
	a, ok := l.accounts.Get(of)
	if !ok {
		return 0
	}
	return a.count
}

// place returns where the year of a period is, or belongs.
func (a *account) place(l almanac.Label) (at int, found bool) {
	return slices.BinarySearchFunc(a.years, l, func(y *factYear, l almanac.Label) int {
		return cmp.Or(cmp.Compare(y.kind, l.Kind), cmp.Compare(y.year, l.Year))
	})
}

// at returns where the facts of a period are, or belong.
func (y *factYear) at(index uint16) (at int, found bool) {
	if n := len(y.index); n > 0 && y.index[n-1] < index {
		return n, false
	}
	return slices.BinarySearch(y.index, index)
}

func (y *factYear) label(index uint16) almanac.Label {
	return almanac.Label{Kind: y.kind, Year: y.year, Index: index}
}

func (y *factYear) period(index uint16) period.Period { return period.Of(y.label(index)) }

// of returns the account of a KPI or series, to be changed.
func (l *ledger) of(key measured) *account {
	l.own()
	a, ok := l.accounts.Get(key)
	switch {
	case !ok:
		a = &account{owner: l.owner}
	case a.owner != l.owner:
		a = &account{l.owner, slices.Clone(a.years), a.count}
	default:
		return a
	}
	l.accounts.Set(l.owner, key, a)
	return a
}

// year returns the year of a period in an account that may be changed, to be changed.
func (l *ledger) year(a *account, of almanac.Label) *factYear {
	at, found := a.place(of)
	switch {
	case !found:
		a.years = slices.Insert(a.years, at, &factYear{owner: l.owner, line: l.line, kind: of.Kind, year: of.Year})
	case a.years[at].owner != l.owner:
		a.years[at] = a.years[at].copied(l.owner, l.line)
	}
	return a.years[at]
}

// copied returns a copy of the year for another owner.
func (y *factYear) copied(owner, line *trie.Owner) *factYear {
	c := &factYear{owner, line, y.kind, y.year, slices.Clone(y.index), slices.Clone(y.known), slices.Clone(y.plain)}
	if y.line != line {
		for i := range c.known {
			c.known[i] = slices.Clip(c.known[i])
		}
	}
	return c
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

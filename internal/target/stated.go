// Package target finds the target in force for a window: from which stated targets it is made, and by which rule.
//
//	stated.go  targets as they are stated, checked, by period and moment
//	plan.go    where a part's target comes from: itself, a period around it, or every period
//	find.go    the org unit's own target, or else the definition's
//	spread.go  how what is stated for a period is spread over its parts
//	sum.go     targets that add up: how a year-to-date target comes about
//	total.go   the sum of what several stated targets contribute, less what is taken off
//	single.go  targets that do not add up
//	compare.go targets taken from another time, or from a series
//	pace.go    how far a value has come towards the target of a larger period
//
// Like package measure, which it asks for windows, parts and states, it knows nothing of scorecards. What is stated,
// and for which periods, does not depend on readings; the states of the parts choose among it.
package target

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Numbers are what a target says: its value, baseline, stretch and floor.
type Numbers [4]decimal.NullDecimal

// The places of a target's numbers.
const (
	Value = iota
	Baseline
	Stretch
	Floor
)

// A Phasing says how a target is spread over the parts of its period.
type Phasing uint8

// The phasings. The zero Phasing says nothing: the target stands whole.
const (
	Whole Phasing = iota
	Linear
	Seasonal
	Step
	Glide
)

// A Comparison says what a target is taken from. The zero Comparison is none.
type Comparison struct {
	With   With
	Series int // its slot
	Change Change
	By     decimal.Decimal
}

// A With is what a target is compared with.
type With uint8

// What targets are compared with.
const (
	Nothing With = iota
	Previous
	LastYear
	Series
)

// A Change is what is done to the value compared with.
type Change uint8

// The changes. The zero Change is none.
const (
	None    Change = iota
	Times          // multiplies it
	Percent        // adds so many percent of its absolute value
	Plus           // adds to it
)

// A Stated is one target as it is stated.
type Stated struct {
	Numbers
	From       almanac.Label // the period it is stated for; zero: every period
	Origin     string
	Author     string
	RecordedAt time.Time
	Phasing    Phasing
	Profile    []decimal.Decimal // of Seasonal: a weight for each part of a kind
	Parts      almanac.Kind      // the kind of those parts
	Comparison
}

// A Set is the targets stated for one measure. The zero Set has none.
type Set struct {
	byPeriod map[almanac.Label][]Stated // each ascending by moment
	kinds    [almanac.Kinds + 1]bool    // the kinds of period that targets are stated for
	compares bool                       // one of them is a comparison
}

// Add adds a target; false if there is one with its period and moment.
func (s *Set) Add(t Stated) bool {
	if s.byPeriod == nil {
		s.byPeriod = map[almanac.Label][]Stated{}
	}
	known := s.byPeriod[t.From]
	at, twice := slices.BinarySearchFunc(known, t.RecordedAt, func(k Stated, moment time.Time) int {
		return k.RecordedAt.Compare(moment)
	})
	if !twice {
		s.byPeriod[t.From] = slices.Insert(known, at, t)
		s.kinds[t.From.Kind] = true
		s.compares = s.compares || t.With != Nothing
	}
	return !twice
}

// At returns the target for a period that holds as of a moment, zero for everything known; nil if there is none.
func (s *Set) At(l almanac.Label, asOf time.Time) *Stated {
	known := s.byPeriod[l]
	for i := len(known) - 1; i >= 0; i-- {
		if asOf.IsZero() || !known[i].RecordedAt.After(asOf) {
			return &known[i]
		}
	}
	return nil
}

// Moments returns the moments at which targets were recorded, in no order, without the zero moment.
func (s *Set) Moments() []time.Time {
	var all []time.Time
	for _, known := range s.byPeriod {
		for i := range known {
			if !known[i].RecordedAt.IsZero() {
				all = append(all, known[i].RecordedAt)
			}
		}
	}
	return all
}

// Empty reports whether nothing is stated at any moment.
func (s *Set) Empty() bool { return len(s.byPeriod) == 0 }

// EmptyAt reports whether nothing is stated as of a moment.
func (s *Set) EmptyAt(asOf time.Time) bool {
	for l := range s.byPeriod {
		if s.At(l, asOf) != nil {
			return false
		}
	}
	return true
}

// Standing returns the target if the set has only one, for every period, at every moment and without a comparison;
// false otherwise.
func (s *Set) Standing() (*Stated, bool) {
	known := s.byPeriod[almanac.Label{}]
	if len(s.byPeriod) != 1 || len(known) != 1 || known[0].With != Nothing || !known[0].RecordedAt.IsZero() {
		return nil, false
	}
	return &known[0], true
}

// All returns what is stated, the lowest value first, and what has no value last. Of the same value comes first what
// stands for every period, then the rest by the periods' labels and the moments.
func (s *Set) All() []*Stated {
	var all []*Stated
	for _, l := range slices.SortedFunc(maps.Keys(s.byPeriod), almanac.Label.Compare) {
		known := s.byPeriod[l]
		for i := range known {
			all = append(all, &known[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *Stated) int {
		if x, y := a.Numbers[Value], b.Numbers[Value]; x.Valid && y.Valid {
			return x.Decimal.Cmp(y.Decimal)
		} else if x.Valid {
			return -1
		} else if y.Valid {
			return 1
		}
		return 0
	})
	return all
}

// Compares reports whether any of the targets is a comparison.
func (s *Set) Compares() bool { return s.compares }

// Series returns the slots of the series that targets are compared with.
func (s *Set) Series() []int {
	var slots []int
	for _, known := range s.byPeriod {
		for i := range known {
			if known[i].With == Series {
				slots = append(slots, known[i].Series)
			}
		}
	}
	slices.Sort(slots)
	return slices.Compact(slots)
}

// A Shape is what decides which targets suit a measure.
type Shape struct {
	Card   *measure.Card
	Kind   almanac.Kind // of its periods; 0: of the period asked for
	Adds   bool         // its targets add up
	Splits bool         // its periods may be cut
	ToDate bool         // its basis is to date
}

// Check returns what is wrong with a target of a measure; its path is relative to the target. It also finds the kind of
// part that the profile weighs.
func (t *Stated) Check(m Shape) *fault.Fault {
	for _, check := range []func(*Stated, Shape) *fault.Fault{(*Stated).checkPeriod, (*Stated).checkComparison, (*Stated).checkPhasing, (*Stated).checkProfile} {
		if f := check(t, m); f != nil {
			return f
		}
	}
	return nil
}

// checkPeriod refuses a target for a period for which the measure never has a value.
func (t *Stated) checkPeriod(m Shape) *fault.Fault {
	if t.From.IsZero() {
		return nil
	}
	a := m.Card.Almanac
	own, ok := a.Span(t.From)
	if !ok {
		return a.Absent(t.From).At("/period")
	}
	if m.Kind == 0 || m.Splits {
		return nil
	}
	if _, _, ok := a.Tiles(own, m.Kind); !ok {
		f := fault.New(fault.Frequency, "target_not_made_up_of", "period", t.From, "nouns", m.Kind.Nouns())
		f.Path, f.Allowed, f.Hint = "/period", words.New("periods_made_up_of_own"), words.New("set_prorate")
		return f
	}
	return nil
}

func (t *Stated) checkComparison(m Shape) *fault.Fault {
	if t.With == Previous && m.ToDate {
		f := fault.New(fault.Target, "previous_of_value_to_date")
		f.Path, f.Allowed = "/against", words.New("last_year_or_another_basis")
		return f
	}
	return nil
}

func (t *Stated) checkPhasing(m Shape) *fault.Fault {
	refuse := func(allowed, says string, args ...any) *fault.Fault {
		f := fault.New(fault.Phasing, says, args...)
		f.Path, f.Allowed = "/phasing", words.New(allowed)
		return f
	}
	switch {
	case t.Phasing == Whole:
		return nil
	case t.From.IsZero():
		return refuse("period_such_as_year", "phasing_of_every_period")
	case t.Phasing == Glide && m.Adds:
		return refuse("phasings_that_add_up", "glide_adds_up")
	case t.Phasing == Glide && !(t.Numbers[Baseline].Valid && t.Numbers[Value].Valid):
		return refuse("both_ends", "glide_without_end")
	case t.Phasing != Glide && !m.Adds:
		return refuse("glide_or_rollup_sum", "phasing_does_not_add_up", "phasing", words.Name("phasing", t.Phasing.String()))
	}
	return nil
}

// String returns the name of a phasing in a definition.
func (p Phasing) String() string {
	return [...]string{"", "linear", "seasonal", "step", "glide"}[p]
}

// checkProfile finds the kind of part that a profile weighs.
func (t *Stated) checkProfile(m Shape) *fault.Fault {
	if t.Phasing != Seasonal {
		if len(t.Profile) == 0 {
			return nil
		}
		f := fault.New(fault.Phasing, "profile_not_seasonal")
		f.Path, f.Allowed = "/profile", words.New("phasing_seasonal")
		return f
	}
	var total decimal.Decimal
	for i, w := range t.Profile {
		if w.Sign() < 0 {
			f := fault.New(fault.Phasing, "profile_weight_negative", "weight", w)
			f.Path, f.Allowed = "/profile/"+strconv.Itoa(i), words.New("or_more")
			return f
		}
		total = total.Add(w)
	}
	own, _ := m.Card.Almanac.Span(t.From) // checkPeriod has found it
	var counts []words.Phrase
	var f *fault.Fault
	if t.Parts, counts = kindOfParts(m.Card, own, len(t.Profile), m.Kind); t.Parts == 0 {
		f = fault.New(fault.Phasing, "profile_of_weights", "n", len(t.Profile), "period", t.From)
		f.Path, f.Allowed = "/profile", words.New("weight_for_each", "counts", counts)
	} else if total.IsZero() {
		f = fault.New(fault.Phasing, "profile_all_zero")
		f.Path, f.Allowed = "/profile", words.New("at_least_one_weight_above")
	}
	return f
}

// kindOfParts returns the kind of period of which exactly n make up some days: at least the given kind, or any kind if
// none is given. It also returns how many there are of each kind.
func kindOfParts(c *measure.Card, days almanac.Span, n int, smallest almanac.Kind) (found almanac.Kind, counts []words.Phrase) {
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if smallest != 0 && kind.Size() < smallest.Size() {
			continue
		}
		parts, _ := c.Parts(days, kind, false)
		if len(parts) > 1 {
			counts = append(counts, words.New("number_of_periods", "n", len(parts), "nouns", kind.Nouns()))
		}
		if found == 0 && n > 0 && len(parts) == n {
			found = kind
		}
	}
	return found, counts
}

package bsc

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

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
	StateNotApplicable State = "not_applicable" // the KPI does not apply in this period, nor does its target: not the same as no data
	StateNotDue        State = "not_due"        // the period's reading is not expected yet
	StateStale         State = "stale"          // the value is too old to count; it is shown
)

// A Query asks a Source for one reading, or a TargetSource for one target.
type Query struct {
	Unit   string // Input.Unit
	Ref    Ref    // a KPI or a series
	Period period.Period
	AsOf   time.Time // zero: everything known; else nothing recorded later may be returned
	_      struct{}
}

// A Source gives the readings to evaluate. It is asked for the periods of a KPI's or series' own frequency that a
// value may be made of, each once. It returns false where it has none, which is not zero. It must not do I/O: load
// first, evaluate after. Scorecard.Evaluate calls it from its own goroutine; many evaluations at once, EvaluateUnits,
// and a Cascade call it from many. A panic in it is caught and marks the KPI Failed.
type Source interface {
	Reading(Query) (Reading, bool)
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
	facts map[factKey][]Reading // ascending by RecordedAt
}

type factKey struct {
	unit   string
	ref    Ref
	period period.Period
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
	if a.to.facts == nil {
		a.to.facts = map[factKey][]Reading{}
	}
	key := factKey{f.Unit, f.Ref, f.Period}
	known := a.to.facts[key]
	at, found := slices.BinarySearchFunc(known, f.RecordedAt, func(k Reading, t time.Time) int {
		return k.RecordedAt.Compare(t)
	})
	switch {
	case found:
		return sameReading(known[at], f)
	case at == len(known) || len(known) <= fewFacts:
		a.to.facts[key] = slices.Insert(known, at, f.Reading)
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
		known := a.to.facts[key]
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
		a.to.facts[key] = all
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
	copied.facts = make(map[factKey][]Reading, len(r.facts))
	for key, known := range r.facts {
		copied.facts[key] = slices.Clip(known)
	}
	return copied
}

// checkFact refuses what no reading may be, and brings the value into its shortest form.
func checkFact(f *Fact) *Problem {
	if f.Ref.Kind != KindKPI && f.Ref.Kind != KindSeries || f.Ref.ID == "" {
		p := fault(ErrUnknownKPI, "%s cannot have readings", quote(f.Ref.String()))
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

// Reading returns the fact in force for the query.
func (r *Readings) Reading(q Query) (Reading, bool) {
	if r == nil {
		return Reading{}, false
	}
	known := r.facts[factKey{q.Unit, q.Ref, q.Period}]
	n := len(known)
	if !q.AsOf.IsZero() {
		for n > 0 && known[n-1].RecordedAt.After(q.AsOf) {
			n--
		}
	}
	if n == 0 {
		return Reading{}, false
	}
	return known[n-1], true
}

// Facts returns every fact, sorted by unit, reference, period and moment.
func (r *Readings) Facts() []Fact {
	if r == nil {
		return nil
	}
	var facts []Fact
	for key, known := range r.facts {
		for _, reading := range known {
			facts = append(facts, Fact{key.unit, key.ref, key.period, reading})
		}
	}
	slices.SortFunc(facts, func(a, b Fact) int {
		return cmp.Or(
			cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Ref.Kind, b.Ref.Kind), cmp.Compare(a.Ref.ID, b.Ref.ID),
			a.Period.Compare(b.Period), a.RecordedAt.Compare(b.RecordedAt))
	})
	return facts
}

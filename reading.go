package bsc

import (
	"cmp"
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

// A Source gives the readings to evaluate. It is asked for the periods of a KPI's or series' own frequency that a value
// may be made of, each once. It returns false where it has none, which is not zero. It must not do I/O: load first,
// evaluate after. One that has many periods of a KPI together may be a RangeSource. Scorecard.Evaluate calls it from
// its own goroutine; many evaluations at once, EvaluateUnits, and a Cascade call it from many. A panic in it is caught
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

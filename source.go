package bsc

import (
	"cmp"
	"slices"
	"time"

	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A single reading, and the sources of readings.

// A Reading is one observation of a KPI or a series: a value, or the label of an ordinal
// or yes/no KPI. The zero Reading is a final value of zero. Outcome.ReadingNotes has the
// notes and authors of what a value is made of.
type Reading struct {
	Value      decimal.Decimal `json:"value"`
	Label      string          `json:"label,omitempty"`      // instead of a value, for scorers that read labels
	State      State           `json:"state,omitempty"`      // "" is final
	RecordedAt time.Time       `json:"recorded_at,omitzero"` // when it became known; zero: known at any Input.AsOf
	Note       string          `json:"note,omitempty"`       // what is to be said of it, and why it is as it is
	Author     string          `json:"author,omitempty"`     // who recorded it
}

// A State says how firm a reading is.
type State string

// The states. "" is StateFinal.
const (
	StateFinal         State = "final"
	StateProvisional   State = "provisional"
	StateNotApplicable State = "not_applicable" // neither the KPI nor its target applies; not the same as no data
	StateNotDue        State = "not_due"        // the period's reading is not expected yet
	StateStale         State = "stale"          // the value is too old to count; it is shown
)

func states() []State {
	return []State{StateFinal, StateProvisional, StateNotApplicable, StateNotDue, StateStale}
}

// A Fact is a reading with its org unit, KPI and period: one line of a data file.
type Fact struct {
	OrgUnit string // the org unit; "" if there is only one
	Ref     Ref    // a KPI or a series
	Period  period.Period
	Reading
}

// A Query asks a Source for one reading, or a TargetSource for one target.
type Query struct {
	OrgUnit string        `json:"unit,omitempty"` // the org unit, Input.OrgUnit
	Ref     Ref           `json:"ref"`            // a KPI or a series
	Period  period.Period `json:"period,omitzero"`
	AsOf    time.Time     `json:"as_of,omitzero"` // zero: everything known; else nothing recorded later may be returned
	_       struct{}
}

// A Source gives the readings to evaluate. It must not do I/O: load first, evaluate after. It is asked once for each
// period a value may need, in the frequency of the KPI or series. It returns false if it has no reading, which is not
// zero. A Source that stores many periods of a KPI together may be a RangeSource. Scorecard.Evaluate calls it from its
// own goroutine. Many evaluations at once, EvaluateOrgUnits and a cascade call it from many. A panic in it is caught
// and marks the KPI Failed.
type Source interface {
	Reading(Query) (Reading, bool)
}

// A RangeSource is a Source that gives the readings of a KPI or series for several periods at once. This saves time and
// changes nothing else: it is asked once where a Source is asked for each period. It must return the same readings as
// its method Reading.
type RangeSource interface {
	Source
	// ReadRange calls each with the reading of every period from that of the query to the last one, both included and
	// of one frequency, in order and once. It leaves out periods without a reading.
	ReadRange(q Query, last period.Period, each func(period.Period, Reading))
}

// Actuals is the shortest Source: values by KPI or series id, all for the period evaluated. If a KPI and a series have
// the same id, write "kpi:17" and "series:17". Evaluate refuses keys that name nothing on the scorecard. Actuals
// ignores the org unit and the moment, and has no labels: see Readings. The zero value has no readings.
type Actuals map[string]decimal.Decimal

// Reading returns the value of the queried KPI or series.
func (a Actuals) Reading(q Query) (Reading, bool) {
	v, ok := a[q.Ref.String()]
	if !ok {
		v, ok = a[q.Ref.ID]
	}
	return Reading{Value: v}, ok
}

// noted reports whether somebody said something with a reading.
func (r *Reading) noted() bool { return r.Note != "" || r.Author != "" }

// checkFact refuses an invalid fact, and brings the value into its shortest form.
func checkFact(f *Fact) *Problem {
	if f.Ref.Kind != KindKPI && f.Ref.Kind != KindSeries || f.Ref.ID == "" {
		p := fault(ErrUnknownRef, "cannot_readings", "what", f.Ref)
		p.Allowed = words.New("kpi_or_series")
		return p
	}
	if f.Period.IsZero() {
		p := fault(ErrPeriod, "reading_no_period")
		p.Allowed = words.New("h_q_w_or_p")
		return p
	}
	for _, text := range []string{f.OrgUnit, f.Ref.ID} {
		if p := problemOf(faults.CheckText(text, false)); p != nil {
			return p
		}
	}
	return checkReading(&f.Reading)
}

// checkReading checks a reading: the bounds of its value, a known state, and texts that a document may hold.
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
	if p := problemOf(faults.CheckText(r.Label, false)); p != nil {
		return p
	}
	if p := problemOf(faults.CheckText(r.Author, false)); p != nil {
		return p
	}
	return problemOf(faults.CheckText(r.Note, true))
}

// plain reports whether a reading is a number that counts.
func (r *Reading) plain() bool {
	return r.Label == "" && (r.State == "" || r.State == StateFinal || r.State == StateProvisional)
}

// hasNoValue reports whether a zero Value is no value.
func (r *Reading) hasNoValue() bool {
	return r.Label != "" || r.State == StateNotApplicable || r.State == StateNotDue
}

// sameReading refuses a reading that differs from one of the same moment.
func sameReading(known Reading, f Fact) *Problem {
	if known.Value.Equal(f.Value) && known.Label == f.Label && known.State == f.State {
		return nil
	}
	return fault(ErrConflict, "readings_at_once", "period", f.Period, "reading", known.told(), "other_reading", f.told())
}

// lacksNote reports whether an equal reading says something and r does not.
func (r *Reading) lacksNote(other *Reading) bool { return !r.noted() && other.noted() }

// text shows a reading in a message.
func (r Reading) told() any {
	switch {
	case r.State == StateNotApplicable:
		return StateNotApplicable
	case r.Label != "":
		return words.New("label", "label", r.Label)
	}
	return r.Value
}

package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// The window of an outcome's value.

// A Window says which periods a KPI's value is made of, and which are missing from it: why 180 stands against a target
// of 200. The zero Window is that of a KPI with nothing to show.
type Window struct {
	First     period.Period   `json:"first"` // of Parts; the zero Period where there are none
	Last      period.Period   `json:"last"`
	Parts     []WindowPart    `json:"parts,omitempty"` // the periods that the value may use, in order
	Readings  int             `json:"readings"`        // how many of them it uses
	Gaps      []Gap           `json:"gaps,omitempty"`  // what is missing
	Age       int             `json:"age,omitempty"`   // the periods by which the oldest value used was carried forward
	Freshness decimal.Decimal `json:"freshness"`       // 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value
}

// A WindowPart is one period of a Window: of the KPI's own frequency or, if it is calculated, of the periods that its
// inputs have in common.
type WindowPart struct {
	Period period.Period `json:"period"`
	State  PartState     `json:"state"`
	Of     period.Period `json:"of,omitzero"` // carried: the earlier period whose value stands in; else zero
}

// A PartState says how a period of a Window stands.
type PartState string

// The states. Value and target cover the parts that are there or carried; see Basis for those not due.
const (
	PartThere         PartState = "there"
	PartMissing       PartState = "missing"
	PartNotApplicable PartState = "not_applicable"
	PartNotDue        PartState = "not_due"
	PartFailed        PartState = "failed"
	PartCarried       PartState = "carried" // an earlier value stands in for one that is missing
	PartPassed        PartState = "passed"  // under the roll-up last: before the one shown, and not looked at
)

// A Gap is a period without the reading that a value needs.
type Gap struct {
	OrgUnit string        `json:"unit,omitempty"` // whose reading, of what adds up; "": the org unit evaluated
	Ref     Ref           `json:"ref"`            // of the KPI, or of a series it is calculated from
	Period  period.Period `json:"period"`
	NotDue  bool          `json:"not_due,omitempty"` // as of Input.AsOf its reading is not expected yet
	Overdue bool          `json:"overdue,omitempty"` // as of Input.AsOf its reading should be there
	// Provisional: there is one, and it is not final; see Input.FinalOnly.
	Provisional bool `json:"provisional,omitempty"`
}

// window says what a value is made of; nil if that is one reading of the period evaluated, or if there is no value.
func (s *Scorecard) window(v *measure.Value, asked period.Period) *Window {
	if v.Window == nil || v.NotBegun {
		return nil
	}
	w := &Window{Age: v.Age, Parts: make([]WindowPart, len(v.Window.Parts))}
	for i := range w.Parts {
		w.Parts[i] = windowPart(v, i)
	}
	if n := len(w.Parts); n > 0 {
		w.First, w.Last = w.Parts[0].Period, w.Parts[n-1].Period
	}
	for _, g := range v.Gaps {
		w.Gaps = append(w.Gaps, Gap{Ref: s.refOf(g.Slot), Period: period.Of(g.Label), NotDue: g.NotDue, Overdue: g.Overdue})
	}
	if v.State != measure.There {
		return w
	}
	w.Readings = max(len(v.Selection.Entries), 1)
	w.Freshness = freshness(v.Age, max(v.Life, 1))
	if w.isPlain(asked) && !v.Held {
		return nil
	}
	return w
}

// isPlain reports whether a window is just the period evaluated, and that is there. Such a KPI keeps no window.
func (w *Window) isPlain(asked period.Period) bool {
	alone := w.First == asked && w.Last == w.First && w.Age == 0 && len(w.Gaps) == 0
	return alone && w.Parts[0].State == PartThere
}

// windowPart says how a part of a value's window stands.
func windowPart(v *measure.Value, i int) WindowPart {
	part := WindowPart{Period: period.Of(v.Window.Parts[i].Label)}
	if i < v.Selection.Passed {
		part.State = PartPassed
		return part
	}
	if of := v.Carried(i); of != (almanac.Label{}) {
		part.State, part.Of = PartCarried, period.Of(of)
		return part
	}
	part.State = partState(v.Selection.States[i])
	return part
}

func partState(s measure.State) PartState {
	return [...]PartState{
		measure.Missing: PartMissing, measure.There: PartThere, measure.NotApplicable: PartNotApplicable,
		measure.NotDue: PartNotDue, measure.Failed: PartFailed, measure.Stale: PartMissing,
	}[s]
}

// freshness returns 2^(-age/life), to ten places.
func freshness(age, life int) decimal.Decimal {
	if age == 0 {
		return one()
	}
	return decimal.NewFromBigInt(exact.Halved(age, life), -exact.Places).Normalize()
}

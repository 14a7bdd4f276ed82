package bsc

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Parts of an outcome: its flags, and the window of its value.

// Flags mark what is special about an outcome. They are a set; the zero value is empty.
type Flags uint16

// The flags.
const (
	FlagNoData        Flags = 1 << iota // there is no reading, or too little below it; see Reason
	FlagNotApplicable                   // it does not apply in this period
	FlagNotDue                          // its reading is not expected yet, or nothing is to be reached yet
	FlagStale                           // its reading is too old to count
	FlagFailed                          // a policy or a source failed; see Err
	FlagUnscored                        // shown, not counted
	FlagPartial                         // scored, though data is missing below it
	FlagCapped                          // its attainment lies outside Min..Cap
	FlagProvisional                     // its reading is not final
	FlagHeld                            // its value is of the last completed period that is due, not the one evaluated
	FlagCarried                         // an earlier reading stands in for one that is missing; see Window
	FlagOverdue                         // as of Input.AsOf a reading is missing that should be there
)

// flagNames returns the names of the flags in String and JSON, in their order.
func flagNames() []string {
	return []string{"no_data", "not_applicable", "not_due", "stale", "failed", "unscored", "partial", "capped", "provisional", "held", "carried", "overdue"}
}

// Has reports whether all of the given flags are set.
func (f Flags) Has(flags Flags) bool { return f&flags == flags }

// Names returns the names of the flags that are set, such as "no_data".
func (f Flags) Names() []string {
	var names []string
	for i, name := range flagNames() {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String returns the names, separated by commas.
func (f Flags) String() string { return strings.Join(f.Names(), ",") }

// MarshalJSON writes the names as a list.
func (f Flags) MarshalJSON() ([]byte, error) { return json.Marshal(append([]string{}, f.Names()...)) }

// UnmarshalJSON reads a list of names. The error is a *Problem.
func (f *Flags) UnmarshalJSON(data []byte) error {
	var names []string
	if p := parseInner(data, &names); p != nil {
		return p
	}
	*f = 0
	for i, name := range names {
		flag := slices.Index(flagNames(), name)
		if flag < 0 {
			return notOneOf(Pointer("/"+strconv.Itoa(i)), "flag", name, flagNames())
		}
		*f |= 1 << flag
	}
	return nil
}

// A Window says which periods a KPI's value is made of, and which are missing from it: why 180 stands against a target
// of 200. The zero Window is that of a KPI with nothing to show.
type Window struct {
	First, Last period.Period   // of Parts; the zero Period where there are none
	Parts       []WindowPart    // the periods that the value may use, in order
	Readings    int             // how many of them it uses
	Gaps        []Gap           // what is missing
	Age         int             // the periods by which the oldest value used was carried forward
	Freshness   decimal.Decimal // 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value
}

// A WindowPart is one period of a Window: of the KPI's own frequency or, if it is calculated, of the periods that its
// inputs have in common.
type WindowPart struct {
	Period period.Period
	State  PartState
	Of     period.Period // carried: the earlier period whose value stands in; else zero
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
	OrgUnit string // whose reading, of what adds up; "": the org unit evaluated
	Ref     Ref    // of the KPI, or of a series it is calculated from
	Period  period.Period
	NotDue  bool // as of Input.AsOf its reading is not expected yet
	Overdue bool // as of Input.AsOf its reading should be there
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

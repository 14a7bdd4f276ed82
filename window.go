package bsc

import (
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Window says which periods a KPI's value is made of, and which are missing from it: why 180 stands against a
// target of 200. The zero Window is that of a KPI with nothing to show.
type Window struct {
	First, Last period.Period   // of Parts; the zero Period where there are none
	Parts       []WindowPart    // the periods that could enter, in order
	Readings    int             // how many of them entered
	Gaps        []Gap           // what is missing
	Age         int             // by how many periods the oldest value that entered was carried forward
	Freshness   decimal.Decimal // 2^(-age/half-life): 1 for values of the periods themselves; 0 where there is no value
}

// A WindowPart is one period of a Window: of the KPI's own frequency or, where it is calculated, of those that its
// inputs have in common.
type WindowPart struct {
	Period period.Period
	State  PartState
	Of     period.Period // carried: the earlier period whose value stands in; else zero
}

// A PartState says how a period of a Window stands.
type PartState string

// The states. Value and target are those of the periods that are there or carried; see Basis for what is not due.
const (
	PartThere         PartState = "there"
	PartMissing       PartState = "missing"
	PartNotApplicable PartState = "not_applicable"
	PartNotDue        PartState = "not_due"
	PartFailed        PartState = "failed"
	PartCarried       PartState = "carried" // an earlier value stands in for one that is missing
	PartPassed        PartState = "passed"  // under the roll-up last: it is before the one shown, and nobody has looked at it
)

// A Gap is a period without the reading that a value needs.
type Gap struct {
	Ref     Ref // of the KPI, or of a series it is calculated from
	Period  period.Period
	NotDue  bool // as of Input.AsOf its reading is not expected yet
	Overdue bool // as of Input.AsOf its reading should be there
}

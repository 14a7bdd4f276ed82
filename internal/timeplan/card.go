package timeplan

import (
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
)

// A Card is what a plan needs to know of a scorecard. It does not change once plans of it are made.
type Card struct {
	Measures *measure.Card // of KPIs, then of series
	KPIs     []KPI         // by slot
	Scale    rows.Scale
	// Leaf returns how a KPI is scored against the target in force; the kind Other if columns cannot do it. It returns
	// false if there is no such target: it is not valid or late, or nothing is expected yet.
	Leaf func(slot int, t *target.Target) (columns.Leaf, bool)
}

// A KPI is what a plan needs to know of a KPI.
type KPI struct {
	Eligible bool // rows may score it; otherwise the rest does not matter
	Targets  *target.Set
	Rollup   measure.Rollup // of targets
	Lower    bool           // lower is better
	OnLine   bool           // its score is that of a Line, whatever its target
	Standing bool           // it has the same target in all periods, or none
	Form     *Form          // how it is calculated; nil: not calculated, or in a way that rows cannot do
}

// A Form is a calculation from sums in integers.
type Form struct {
	Method    rows.Method
	Times     rows.Quotient // of a Ratio
	Subtracts bool          // of a Combined: all inputs but the first
	Leaves    bool          // of a Combined: it leaves out an input that does not apply, not the part
}

// series returns the number of series on a card.
func (c *Card) series() int { return len(c.Measures.Measures) - len(c.KPIs) }

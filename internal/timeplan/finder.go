package timeplan

import (
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A finder finds the targets that are in force if everything is there, period by period. It asks no source.
type finder struct {
	card  *Card
	asOf  time.Time
	asked almanac.Span // the days of the period
	label almanac.Label
	book  measure.Book
	plans map[int]*target.Plan // by KPI: of the definition's targets
}

// finder returns a finder of targets for a plan.
func (p *Plan) finder() *finder {
	f := &finder{card: p.card, asOf: p.asOf, plans: map[int]*target.Plan{}}
	f.book.Open(p.card.Measures, silent{}, 0, almanac.Stay{})
	return f
}

// goTo moves a finder to another period; false if the calendar lacks it.
func (f *finder) goTo(of period.Period) (ok bool) {
	f.label = of.Label()
	f.asked, ok = f.card.Measures.Almanac.Span(f.label)
	return ok
}

// view returns a KPI's value together with the states of its window's parts.
func (f *finder) view(slot int, v *measure.Value) *target.View {
	return target.NewView(f.card.Measures, &f.book, slot, f.card.KPIs[slot].Rollup == measure.Sum, f.label, v)
}

// targets returns the plan that finds a KPI's targets; nil if it has none.
func (f *finder) targets(slot int) *target.Plan {
	k := &f.card.KPIs[slot]
	if k.Targets.EmptyAt(f.asOf) {
		return nil
	}
	plan, known := f.plans[slot]
	if !known {
		plan = target.NewPlan(f.card.Measures, slot, k.Rollup, k.Targets, func(l almanac.Label) (*target.Stated, error) {
			return k.Targets.At(l, f.asOf), nil
		})
		f.plans[slot] = plan
	}
	return plan
}

// A silent host has no readings.
type silent struct{}

// Read has nothing.
func (silent) Read(int, almanac.Label, []int) measure.Reading { return measure.Reading{} }

// Givers has nothing.
func (silent) Givers(int) []int { return nil }

// Calculate has nothing to calculate from.
func (silent) Calculate(int, almanac.Label, []decimal.Decimal, bool) (decimal.Decimal, error) {
	return decimal.Decimal{}, nil
}

// NoData never fails.
func (silent) NoData(error) (words.Phrase, bool) { return words.Phrase{}, false }

func (silent) Failure(error) words.Phrase { return words.Phrase{} }

// Name returns no name, because no message of a silent book is shown.
func (silent) Name(int) string { return "" }

// A Whole is what a KPI has in a period if every part of its window is there.
type Whole struct {
	Target target.Target // in force
	Pace   *target.Pace  // nil: none
	Value  measure.Value // without its amount, and with its window
}

// Whole returns what a KPI has in a period if everything is there; nil if the wide path has to decide.
func (p *Plan) Whole(at, slot int) *Whole {
	e := &p.Entries[at][slot]
	if e.Method == rows.Mean || e.Method == rows.MeanOfPeriods || e.Past != nil {
		return nil
	}
	f := p.finder()
	w := p.window(slot, p.Order[at])
	if !f.goTo(p.Order[at]) || w == nil || w.days().Last < w.window.Last {
		return nil // the moment may lie between the end of its parts and that of the window
	}
	return f.whole(w)
}

// whole returns what a KPI has over a window.
func (f *finder) whole(w *windowPlan) *Whole {
	all := &Whole{Value: w.window.Whole(decimal.Decimal{})}
	v := &all.Value
	view := f.view(w.slot, v)
	found, plan := target.Find(nil, f.targets(w.slot), view)
	if all.Target = found; plan != nil {
		all.Pace = plan.Pace(view, &found, 0)
	}
	if w.method == rows.Single {
		v.Selection.Passed = len(w.window.Parts) - 1
	}
	for i := v.Selection.Passed; i < len(w.window.Parts); i++ {
		v.Selection.Entries = append(v.Selection.Entries, measure.Entry{Part: i})
	}
	return all
}

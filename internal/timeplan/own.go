package timeplan

import (
	"fmt"
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
)

// An ownShape is what org units' own targets for a KPI may have in common: all but the numbers. Targets of one shape
// are in force in the same proportion in every window.
type ownShape struct {
	slot    int
	from    almanac.Label
	phasing target.Phasing
	profile string
}

// ownShapes are the entries of a Plan for org units' own targets, by shape.
type ownShapes struct {
	lock sync.Mutex
	made map[ownShape][]ownEntry
}

// An ownEntry says how a KPI is scored in a period against an org unit's own target.
type ownEntry struct {
	rows.Entry
	definition bool // the definition's target is in force nevertheless
}

// maxShapes is the number of shapes that a Plan keeps.
const maxShapes = 10_000

// An OwnAim is an org unit's own target, with the entries of its shape. The zero OwnAim leaves everything to the wide
// path.
type OwnAim struct {
	own     rows.Own
	entries []ownEntry // by period; nil: the wide path handles it
}

// entry returns the entry of a KPI and the org unit's own target in the period at a place of the plan. If the own
// target is not in force there, it returns the entry for the definition's target, and nil. It returns false if the wide
// path handles the KPI.
func (a *OwnAim) entry(at int, definition *rows.Entry, u *rows.Unit) (*rows.Entry, *rows.Own, bool) {
	if a.entries == nil {
		return nil, nil, false
	}
	e := &a.entries[at]
	// An own target that is not in force for the whole window may be in force if parts are missing. That is for the
	// wide path.
	if e.definition {
		return definition, nil, definition.AllThere(u)
	}
	return &e.Entry, &a.own, true
}

// AimAt returns how a KPI is scored against an org unit's own target. The org unit must have no first and no last day.
func (p *Plan) AimAt(slot int, stated *target.Stated) *OwnAim {
	aim := new(OwnAim)
	value, base := stated.Numbers[target.Value], stated.Numbers[target.Baseline]
	v, ok1 := rows.QuotientOf(value.Decimal)
	b, ok2 := rows.QuotientOf(base.Decimal)
	exp := min(v.Exp, b.Exp)
	v, ok3 := v.In(exp)
	b, ok4 := b.In(exp)
	if !value.Valid || !ok1 || !ok2 || !ok3 || !ok4 {
		return aim
	}
	aim.own = rows.Own{Value: v.Num, Base: b.Num, Exp: exp, Based: base.Valid, Lower: p.card.KPIs[slot].Lower}
	aim.entries = p.shaped(ownShape{slot, stated.From, stated.Phasing, fmt.Sprint(stated.Profile)}, stated)
	return aim
}

// shaped returns the entries for all targets of a shape, and makes them once.
func (p *Plan) shaped(shape ownShape, like *target.Stated) []ownEntry {
	p.own.lock.Lock()
	defer p.own.lock.Unlock()
	if entries, known := p.own.made[shape]; known {
		return entries
	}
	entries := p.shape(shape.slot, like)
	if p.own.made == nil || len(p.own.made) >= maxShapes {
		p.own.made = map[ownShape][]ownEntry{}
	}
	p.own.made[shape] = entries
	return entries
}

// shape makes the entries for targets stated like one, with a target of 1.
func (p *Plan) shape(slot int, like *target.Stated) []ownEntry {
	one := *like
	one.Numbers = target.Numbers{}
	one.Numbers[target.Value] = decimal.NewNullDecimal(decimal.New(1, 0))
	plan := target.NewPlan(p.card.Measures, slot, p.card.KPIs[slot].Rollup, nil, func(l almanac.Label) (*target.Stated, error) {
		if l == one.From {
			return &one, nil
		}
		return nil, nil
	}).OfUnit(almanac.Stay{})
	of := p.card.newPlan(p.Order, p.asOf)
	of.grids, of.kinds = p.grids, slices.Clone(p.kinds)
	for _, asked := range p.Order {
		if w := of.window(slot, asked); w != nil {
			of.extend(w)
		}
	}
	f := of.finder()
	entries := make([]ownEntry, len(p.Order))
	for i, asked := range p.Order {
		w := of.window(slot, asked)
		if w == nil || p.grids[w.kind] == nil || !f.goTo(asked) {
			continue
		}
		e := &entries[i]
		of.entry(f, w, &e.Entry, func(f *finder, w *windowPlan, to *rows.Entry) bool {
			w.found, w.plan = target.Find(plan, nil, w.view)
			e.definition = !w.found.Found() && w.found.None.IsZero() && w.found.Err == nil
			return of.part(f, w, to)
		})
	}
	for slot, need := range of.Needs {
		if p.Needs[slot].From > need.From && need.To > need.From || need.To > p.Needs[slot].To {
			return nil // the plan's rows lack something that these targets look at
		}
	}
	return entries
}

// part sets what part of a target of 1 is in force; false if the wide path has to decide.
func (p *Plan) part(f *finder, w *windowPlan, e *rows.Entry) bool {
	if !p.card.KPIs[w.slot].OnLine || !w.found.Found() || w.found.Late || !p.clearance(w, e) {
		return false
	}
	value := w.found.Numbers[target.Value]
	if !value.Valid {
		return false
	}
	e.Parts = true
	if w.plan.Adds() {
		e.Shares = p.shares(f, w)
	} else {
		e.Level = w.found.From.IsZero()
	}
	if part, fits := rows.QuotientOf(value.Decimal); fits {
		e.Line = rows.Line{Rise: part.Num, Den: 1, Exp: part.Exp}
		return true
	}
	if e.Shares == nil {
		return false
	}
	e.Line = e.Shares.Part(e.From, e.To)
	return p.same(w, e)
}

package measure

import (
	"encoding/binary"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
)

// Several inputs of one calculation may be made of contributions of the same org units. If one of them does not apply
// to an org unit, the org unit is left out of all. So a calculation that needs its inputs together works as if each org
// unit made it alone. Each joint part leaves out the org units for which a flow does not apply there, and the whole
// window leaves out those to which the calculation does not apply in it.
//
// A book that leaves org units out is a separate one, beside the first.

// without returns the book that leaves out these org units as well as those that this one leaves out.
func (b *Book) without(left []int) *Book {
	left = union(b.left, left)
	if len(left) == len(b.left) {
		return b
	}
	var key []byte
	for _, unit := range left {
		key = binary.AppendUvarint(key, uint64(unit))
	}
	all := b.first()
	if known := all.apart[string(key)]; known != nil {
		return known
	}
	own := &Book{Card: b.Card, Host: b.Host, Contributed: true, today: b.today, unit: b.unit, work: b.work, left: left, whole: all}
	note(&all.apart, string(key), own)
	return own
}

// first returns the book that leaves no org unit out.
func (b *Book) first() *Book {
	if b.whole != nil {
		return b.whole
	}
	return b
}

// leaving returns the book for a calculation over a window.
func (b *Book) leaving(slot int, w *Window) *Book {
	if calc := b.Card.Measures[slot].Calc; calc.Joining != Joint || !b.shared(calc) {
		return b
	}
	return b.without(b.none(slot, w))
}

// leavingPart returns the book for reading the flows of a calculation on some days of a joint part.
func (b *Book) leavingPart(slot int, days almanac.Span, outer almanac.Kind) *Book {
	if calc := b.Card.Measures[slot].Calc; calc.Joining != Joint || len(calc.flows) < 2 || !b.shared(calc) {
		return b
	}
	return b.without(b.nonePart(slot, days, outer))
}

// shared reports whether an org unit contributes to two inputs of a calculation.
func (b *Book) shared(calc *Calculation) bool {
	if !b.Contributed {
		return false
	}
	seen := map[int]bool{}
	for _, in := range calc.Inputs {
		for _, unit := range b.givers(in) {
			if seen[unit] {
				return true
			}
		}
		for _, unit := range b.givers(in) {
			seen[unit] = true
		}
	}
	return false
}

// givers returns the org units whose readings a measure is made of, in order.
func (b *Book) givers(slot int) []int {
	all := b.first()
	if known, ok := all.gives[slot]; ok {
		return known
	}
	var units []int
	if calc := b.Card.Measures[slot].Calc; calc == nil {
		units = b.Host.Givers(slot)
	} else {
		for _, in := range calc.Inputs {
			units = union(units, b.givers(in))
		}
	}
	note(&all.gives, slot, units)
	return units
}

// none returns the org units that contribute to a measure that does not apply to them in a window.
func (b *Book) none(slot int, w *Window) []int {
	key := keyOf(slot, w)
	if known, ok := b.nones[key]; ok {
		return known
	}
	var units []int
	switch m := &b.Card.Measures[slot]; {
	// A change is of the sums of all org units.
	case len(b.givers(slot)) == 0, m.Calc != nil && m.Calc.Joining == Changing:
	case m.Calc == nil || m.Rollup != NoRollup:
		units = b.noneOfParts(slot, w)
	default:
		units = b.noneOf(slot, w)
	}
	note(&b.nones, key, units)
	return units
}

// noneOfParts is none for a measure with parts of its own: the org units to which it applies in none of them.
func (b *Book) noneOfParts(slot int, w *Window) []int {
	m := &b.Card.Measures[slot]
	parts, _ := b.Card.Parts(w.Span, b.Card.PartKind(slot, w.Kind), true)
	units := b.givers(slot)
	for i := len(parts) - 1; i >= 0 && len(units) > 0; i-- {
		switch p := &parts[i]; {
		case !m.Covers(p.Span):
		case m.Calc == nil:
			units = common(units, b.cell(slot, p).absent)
		default:
			units = common(units, b.noneOf(slot, ofPeriod(p.Label, p.Span)))
		}
	}
	return units
}

// noneOf is none for a calculation over a window: from its flows together, and from each of its other inputs.
func (b *Book) noneOf(slot int, w *Window) []int {
	calc := b.Card.Measures[slot].Calc
	var inputs []absence
	if len(calc.flows) > 0 {
		var flows absence
		for _, place := range calc.flows {
			flows.gives = union(flows.gives, b.givers(calc.Inputs[place]))
		}
		flows.none = flows.gives
		parts, _ := b.Card.Parts(w.Span, calc.jointKind(w.Kind), true)
		for i := len(parts) - 1; i >= 0 && len(flows.none) > 0; i-- {
			flows.none = common(flows.none, b.nonePart(slot, parts[i].Inside, w.Kind))
		}
		inputs = append(inputs, flows)
	}
	for _, place := range calc.others {
		in := calc.Inputs[place]
		inputs = append(inputs, absence{b.givers(in), b.none(in, b.shownOver(in, w))})
	}
	return absent(inputs, !calc.leavesOut())
}

// nonePart is none for the flows of a calculation on some days of a joint part.
func (b *Book) nonePart(slot int, days almanac.Span, outer almanac.Kind) []int {
	calc := b.Card.Measures[slot].Calc
	var inputs []absence
	for _, place := range calc.flows {
		in := calc.Inputs[place]
		inputs = append(inputs, absence{b.givers(in), b.none(in, &Window{Span: days, Kind: outer})})
	}
	return absent(inputs, !calc.leavesOut())
}

// shownOver returns the window over which an input that does not add up is read.
func (b *Book) shownOver(in int, w *Window) *Window {
	if l, s, ok := b.Card.Almanac.Completed(b.Card.Measures[in].Kind, w.Last); ok && b.shownHeld(in, w) {
		return ofPeriod(l, s)
	}
	return w
}

// An absence has the org units that contribute to an input, and those of them to which it does not apply.
type absence struct{ gives, none []int }

// absent returns the org units to which a calculation does not apply. If it needs its inputs together, these are the
// org units to which one input does not apply, otherwise those to which no input applies.
func absent(inputs []absence, together bool) []int {
	var units []int
	for _, in := range inputs {
		units = union(units, in.none)
	}
	if together {
		return units
	}
	return slices.DeleteFunc(slices.Clone(units), func(unit int) bool {
		return slices.ContainsFunc(inputs, func(in absence) bool { return holds(in.gives, unit) && !holds(in.none, unit) })
	})
}

func holds(units []int, unit int) bool {
	_, ok := slices.BinarySearch(units, unit)
	return ok
}

// union returns the org units of two lists, in order.
func union(a, b []int) []int {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// common returns the org units that are in both of two lists, in order.
func common(a, b []int) []int {
	var both []int
	for _, unit := range a {
		if holds(b, unit) {
			both = append(both, unit)
		}
	}
	return both
}

package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// contribution checks one contribution.
func (b *builder) contribution(i, j int) {
	u, c := &b.units[i], b.units[i].Contributes[j]
	path := at(unitPath(i), "contributes", j)
	to := b.cascade.units[i].parent
	switch {
	case c.OrgUnit != "":
		var ok bool
		if to, ok = b.unit(path+"/unit", u.ID, c.OrgUnit); !ok {
			return
		}
	case to < 0:
		b.report(path+"/unit", u.ID, fault(bsc.ErrInput, "contribution_without_unit"))
		return
	}
	if to == i {
		b.report(path+"/unit", u.ID, fault(bsc.ErrCycle, "contributes_to_itself"))
		return
	}
	fromOK := b.end(path+"/from", i, to, c.From, c.Mode != Contributory)
	toOK := b.end(path+"/to", to, i, c.To, c.Mode != Contributory)
	if !fromOK || !toOK {
		return
	}
	switch c.Mode {
	case Contributory:
		b.contributory(path, i, to, c)
	case Additive, SharedMeasure:
		b.measured(path, i, to, j)
	default:
		b.report(path+"/mode", u.ID, problemOf(faults.NotOneOf("", "mode", c.Mode, modes())))
	}
}

// end checks that a node is on an org unit's card, and, if reads is set, that it has readings. The contribution's other
// end is on the card of another.
func (b *builder) end(path bsc.Pointer, unit, other int, ref bsc.Ref, reads bool) bool {
	card, id := b.cascade.units[unit].card, b.units[unit].ID
	if !card.has(ref) {
		p := fault(bsc.ErrUnknownRef, "no_such_node_on_card", "node", ref, "unit", id)
		if p.Hint = b.didYouMean(ref, card); p.Hint.IsZero() && b.cascade.units[other].card.has(ref) {
			p.Hint = words.New("on_other_card", "unit", b.units[other].ID)
		}
		b.report(path, id, p)
		return false
	}
	if reads && !card.reads(ref) {
		p := fault(bsc.ErrValue, "no_readings_of_its_own", "node", ref, "unit", id)
		p.Allowed, p.Hint = words.New("kpi_or_series_not_calculated"), words.New("contribute_inputs")
		if card.judged[card.index[ref]] {
			p.Allowed, p.Hint = words.New("kpi_or_series_with_readings"), words.New("contribute_score_of_judged")
		}
		b.report(path, id, p)
		return false
	}
	return true
}

// didYouMean returns the hint for an unknown node, from those of its kind.
func (b *builder) didYouMean(ref bsc.Ref, card *card) words.Phrase {
	if b.hints.Spent() {
		return words.Phrase{}
	}
	var ids []string
	for _, known := range card.nodes {
		if known.Kind == ref.Kind {
			ids = append(ids, known.ID)
		}
	}
	slices.Sort(ids)
	return b.hints.DidYouMean(ref.ID, ids)
}

// contributory adds the KPI that stands for the score to the other org unit's card.
func (b *builder) contributory(path bsc.Pointer, from, to int, c Contribution) {
	id := b.units[from].ID
	if c.To.Kind != bsc.KindObjective {
		p := fault(bsc.ErrValue, "score_to_no_objective", "node", c.From, "to", c.To)
		p.Allowed = words.New("an_objective")
		b.report(path+"/to", id, p)
		return
	}
	if c.Factor != (bsc.Factor{}) {
		p := fault(bsc.ErrValue, "factor_of_score")
		p.Allowed, p.Hint = words.New("factor_of_additive"), words.New("weight_of_score")
		b.report(path+"/factor", id, p)
		return
	}
	giver := b.cascade.units[from].card
	if a, z := giver.Scale(), b.cascade.units[to].card.Scale(); !a.Min.Equal(z.Min) || !a.Met.Equal(z.Met) || !a.Cap.Equal(z.Cap) {
		b.report(path, id, fault(bsc.ErrValue, "scales_differ", "unit", id, "other", b.units[to].ID))
		return
	}
	b.calendars(from, to)
	name := b.units[from].Name
	if name == "" {
		name = id
	}
	if of := giver.NameOf(c.From); of != "" {
		name += ": " + of
	}
	kpi := bsc.KPI{ID: id + "/" + c.From.String(), Name: name, Weight: c.Weight, Scorer: bsc.Policy{Name: "stated"}}
	rules, _ := giver.Rules(c.From)
	kpi.Timing = rules.Timing
	give := gift{Contributory, c.From, member{to, bsc.KPIRef(kpi.ID)}, lasting{}}
	if first, twice := b.given[give.to]; twice {
		p := fault(bsc.ErrDuplicate, "contributed_twice", "node", c.From, "unit", id, "to", b.units[to].ID)
		p.Hint = words.New("first_is", "place", first)
		b.report(path, id, p)
		return
	}
	b.given[give.to] = path
	if b.added[to] == nil {
		b.added[to] = map[string][]addedKPI{}
	}
	b.added[to][c.To.ID] = append(b.added[to][c.To.ID], addedKPI{kpi, member{from, c.From}})
	b.cascade.units[from].give(give)
}

// calendars notes of which kinds the periods of two org units have different days.
func (b *builder) calendars(from, to int) {
	a, z := b.cascade.units[from].card.almanac, b.cascade.units[to].card.almanac
	pair := [2]*almanac.Almanac{a, z}
	if a == z || b.calendar[pair] {
		return
	}
	b.calendar[pair] = true
	for kind := almanac.Year; kind <= almanac.Numbered; kind++ {
		if _, known := b.cascade.apart[kind]; !known && !z.Within(a, kind) {
			b.cascade.apart[kind] = apart{from, to}
		}
	}
}

// measured records readings that add up or are shared. What may not add up is found by bsc.NewSums.
func (b *builder) measured(path bsc.Pointer, from, to, place int) {
	id, c := b.units[from].ID, &b.units[from].Contributes[place]
	if c.Weight != "" {
		p := fault(bsc.ErrWeight, "weight_of_mode", "mode", words.Name("mode", string(c.Mode)))
		p.Allowed = words.New("weight_of_contributory")
		b.report(path+"/weight", id, p)
		return
	}
	source, target := member{from, c.From}, member{to, c.To}
	if c.Mode == SharedMeasure {
		source, target = target, source // the readings come from the other org unit
	}
	t := &b.cascade.units[target.unit]
	known := t.sums[target.ref]
	if t.shares[target.ref] || c.Mode == SharedMeasure && len(known) > 0 || b.sums[[2]member{source, target}] {
		p := fault(bsc.ErrDuplicate, "readings_from_elsewhere", "node", target.ref, "unit", b.units[target.unit].ID)
		b.report(path, id, p)
		return
	}
	sum := addend{source, c.Factor, c.Mode == SharedMeasure, from, path, lasting{since: b.past.sinceOf(from, place)}}
	t.sums[target.ref], b.sums[[2]member{source, target}] = append(known, sum), true
	if c.Mode == SharedMeasure {
		t.shares[target.ref] = true
	}
	b.cascade.timed = b.cascade.timed || sum.time != lasting{}
	b.cascade.units[from].give(gift{c.Mode, c.From, member{to, c.To}, sum.time})
}

func (u *unit) give(g gift) {
	if g.mode != SharedMeasure {
		u.given[g.from] = append(u.given[g.from], len(u.gives))
	}
	u.gives = append(u.gives, g)
}

package cascade

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Missing returns the readings for want of which a KPI of an org unit's card has no value, or only part of one: it shows
// who has not reported what. Where the card counts what others contribute, those are the readings at the bottom: of the
// org units whose values add up, and of all that the contributed scores are made of in turn. For "", it returns those of
// the whole cascade. Each reading is named once, with its OrgUnit, in the order of the org units, their cards and time;
// series follow the KPIs. What is not due yet is among them, and says so.
//
// It returns none if nothing is missing, or there is no such org unit. For one KPI, ask [bsc.Result.Missing].
func (r *Result) Missing(unit string) []bsc.Gap {
	if r == nil || r.cascade == nil {
		return nil
	}
	m := missing{Result: r, asked: map[climbed]bool{}, gaps: map[gapAt]*bsc.Gap{}}
	if unit == "" {
		for at := range r.inNow() {
			m.below(climbed{at, 0})
		}
	} else if at, ok := r.here(unit); ok {
		m.below(climbed{at, 0})
	}
	return m.sorted()
}

// missing collects missing readings.
type missing struct {
	*Result
	asked map[climbed]bool
	gaps  map[gapAt]*bsc.Gap
}

// A gapAt is a place of a reading.
type gapAt struct {
	member
	period period.Period
}

// below adds what is missing for a node and what is below it, also on other cards: at most MaxLevels of them in a row,
// each four levels deep.
func (m *missing) below(c climbed) {
	if m.asked[c] {
		return
	}
	m.asked[c] = true
	u := &m.cascade.units[c.unit]
	if from, isScore := u.gets[c.node]; isScore {
		m.below(climbed{from.unit, m.nodeOf(from)})
		return
	}
	for _, child := range u.card.Children(u.card.nodes[c.node]) {
		m.below(climbed{c.unit, u.card.index[child.Ref]})
	}
	if u.card.isKPI(c.node) {
		for _, gap := range m.results[c.unit].Missing(u.card.nodes[c.node]) {
			m.add(c.unit, gap)
		}
	}
}

// add adds a gap of an org unit. A reading that several KPIs lack may be due for one of them only. A calculated KPI lacks
// itself where its calculation gives no number of what is there; nobody can report that.
func (m *missing) add(unit int, gap bsc.Gap) {
	if gap.OrgUnit == "" {
		gap.OrgUnit = m.cascade.units[unit].id
	}
	at := gapAt{member{m.cascade.at[gap.OrgUnit], gap.Ref}, gap.Period}
	if !m.cascade.units[at.unit].card.reads(gap.Ref) {
		return
	}
	known, ok := m.gaps[at]
	if !ok {
		m.gaps[at] = &gap
		return
	}
	known.NotDue = known.NotDue && gap.NotDue
	known.Overdue = known.Overdue || gap.Overdue
	known.Provisional = known.Provisional || gap.Provisional
}

// sorted returns the gaps in the order of org units, cards and time.
func (m *missing) sorted() []bsc.Gap {
	places := make([]gapAt, 0, len(m.gaps))
	for at := range m.gaps {
		places = append(places, at)
	}
	slices.SortFunc(places, func(a, b gapAt) int {
		if a.unit != b.unit {
			return cmp.Compare(a.unit, b.unit)
		}
		card := m.cascade.units[a.unit].card
		return cmp.Or(cmp.Compare(card.place(a.ref), card.place(b.ref)), a.period.Compare(b.period))
	})
	var list []bsc.Gap
	for _, at := range places {
		list = append(list, *m.gaps[at])
	}
	return list
}

package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// A Contributor is what one org unit brings to a node of another.
type Contributor struct {
	OrgUnit string              `json:"unit"`
	From    bsc.Ref             `json:"from"`
	To      bsc.Ref             `json:"to"` // the KPI or series that it feeds, or the KPI that stands for its score
	Mode    Mode                `json:"mode"`
	Outcome bsc.Outcome         `json:"outcome" wire:"name,score,rating"` // the outcome of From; zero for a series
	Value   decimal.NullDecimal `json:"value"`                            // of a KPI or series: what it measured
	Weight  decimal.NullDecimal `json:"weight"`                           // of a contributory one
	Factor  bsc.Factor          `json:"factor,omitzero"`                  // of an additive one; zero: none
	// Brought is what an additive one adds up, over the periods that entered the value of the node. It is set where that
	// may differ from Value: a factor of one of the contributors converts, the calendars have other days for the period,
	// periods are missing, one is brought for a part of the time, or a calculated KPI reads To.
	Brought decimal.NullDecimal `json:"brought"`
}

// Contributors returns what other org units bring to a node of an org unit, directly. To a KPI or a series, they bring
// the values that add up to it or to what it is calculated from, or the score it stands for. To an objective or a
// perspective, they bring all that for what is below it. To see what is behind those contributors, ask for theirs in
// turn.
func (r *Result) Contributors(unit string, of bsc.Ref) []Contributor {
	at, ok := r.here(unit)
	if !ok {
		return nil
	}
	u := &r.cascade.units[at]
	node, isNode := u.card.index[of]
	if !isNode {
		return r.adding(u, of, of)
	}
	if _, isScore := u.gets[node]; isScore {
		for _, child := range u.card.Children(u.card.nodes[u.card.parent[node]]) {
			if child.Ref == of {
				return r.bring(u, child)
			}
		}
	}
	return r.below(u, node)
}

// below returns what other org units bring to a node, four levels deep.
func (r *Result) below(u *unit, node int) []Contributor {
	var list []Contributor
	for _, child := range u.card.Children(u.card.nodes[node]) {
		list = append(list, r.bring(u, child)...)
	}
	if u.card.isKPI(node) {
		for _, input := range u.card.inputsOf(node) {
			list = append(list, r.adding(u, u.card.nodes[node], input)...)
		}
	}
	return list
}

// bring returns what other org units bring to a child, including a score that one of them contributes.
func (r *Result) bring(u *unit, child bsc.Child) []Contributor {
	node := u.card.index[child.Ref]
	m, isScore := u.gets[node]
	if !isScore {
		return r.below(u, node)
	}
	c := r.contributor(m, child.Ref, Contributory)
	c.Weight = decimal.NewNullDecimal(child.Weight)
	return []Contributor{c}
}

// adding returns what adds up to a KPI or series, or what it is shared with. It is read by of, or is of itself.
func (r *Result) adding(u *unit, of, ref bsc.Ref) []Contributor {
	var list []Contributor
	brought := r.brought(u, of, ref)
	for i, a := range u.sums[ref] {
		mode := Additive
		if a.shared {
			mode = SharedMeasure
		}
		c := r.contributor(a.member, ref, mode)
		if c.Factor = a.factor; len(brought) > 0 {
			c.Brought = brought[i].Value
		}
		list = append(list, c)
	}
	return list
}

// brought returns what adds up to a KPI or series over the periods that entered the value of a KPI that reads it, where
// that may differ from the values of the contributors: a factor converts it, their calendars have other days for the
// period, periods are missing, or the KPI has another basis. It is nil elsewhere.
func (r *Result) brought(u *unit, of, ref bsc.Ref) []bsc.Addend {
	own := r.Of(u.id)
	kind := own.Period().Label().Kind
	o, _ := own.Of(of)
	if of == ref && len(o.Window.Gaps) == 0 && !slices.ContainsFunc(u.sums[ref], func(a addend) bool {
		return a.factor != (bsc.Factor{}) || a.time != lasting{} || !u.card.almanac.Within(r.cascade.units[a.unit].card.almanac, kind)
	}) {
		return nil
	}
	return slices.DeleteFunc(own.Addends(of), func(a bsc.Addend) bool { return a.To != ref })
}

func (r *Result) contributor(m member, to bsc.Ref, mode Mode) Contributor {
	c := Contributor{OrgUnit: r.cascade.units[m.unit].id, From: m.ref, To: to, Mode: mode}
	c.Outcome, _ = r.results[m.unit].Of(m.ref)
	if v, ok := r.results[m.unit].Value(m.ref); ok {
		c.Value = decimal.NewNullDecimal(v)
	}
	return c
}

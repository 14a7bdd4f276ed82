package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
)

// What a changed reading reaches.

// A reach says which org units are made of which readings.
type reach struct {
	cascade *Cascade
	// compared has the KPIs that contribute, by the series that their targets are compared with: what they contribute
	// to may add up their targets.
	compared map[member][]bsc.Ref
}

func (c *Cascade) reachOf(targets bsc.TargetSource) reach {
	r := reach{c, map[member][]bsc.Ref{}}
	for i := range c.units {
		u := &c.units[i]
		for _, ref := range u.added() {
			for _, series := range u.comparedBy(ref, targets) {
				at := member{i, series}
				r.compared[at] = append(r.compared[at], ref)
			}
		}
	}
	return r
}

// added returns the KPIs and series of the org unit that add up to those of others, now or in earlier periods.
func (u *unit) added() (refs []bsc.Ref) {
	for _, ref := range sortedRefs(u.given) {
		if len(u.addedTo(ref)) > 0 {
			refs = append(refs, ref)
		}
	}
	for _, ref := range sortedRefs(u.gave) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// addedTo returns what a KPI or series adds up to, now or in earlier periods.
func (u *unit) addedTo(ref bsc.Ref) (to []member) {
	for _, place := range u.given[ref] {
		if g := u.gives[place]; g.mode == Additive {
			to = append(to, g.to)
		}
	}
	for _, g := range u.gave[ref] {
		to = append(to, g.to)
	}
	return to
}

// comparedBy returns the series that the targets of a KPI may be compared with: those of its definition, and of the org
// unit's own. What an unknown source states may be compared with any.
func (u *unit) comparedBy(kpi bsc.Ref, targets bsc.TargetSource) []bsc.Ref {
	list := u.card.compared[kpi]
	switch own := targets.(type) {
	case nil, bsc.Plan:
	case bsc.TargetsByOrgUnit:
		if with := bsc.ParseRef(string(own[u.id][kpi.ID].Against)); with.Kind == bsc.KindSeries {
			return append(list[:len(list):len(list)], with)
		}
	default:
		list = nil
		for ref := range u.card.frequency {
			if ref.Kind == bsc.KindSeries {
				list = append(list, ref)
			}
		}
	}
	return list
}

// units returns the org units to be evaluated again when readings have changed: those whose readings they are, those to
// which they add up, those whose targets are made of them, and those that take scores of any of these.
func (r *reach) units(changed []bsc.Query) []int {
	met := map[int]bool{}
	var list []int
	touch := func(unit int) {
		if !met[unit] && unit < r.cascade.now {
			met[unit] = true
			list = append(list, unit)
		}
	}
	var aims []member
	for _, q := range r.cascade.sums.Reached(changed...) {
		unit := r.cascade.at[q.OrgUnit]
		touch(unit)
		for _, kpi := range r.compared[member{unit, q.Ref}] {
			aims = append(aims, member{unit, kpi})
		}
	}
	r.aimed(aims, touch)
	for i := 0; i < len(list); i++ {
		for _, g := range r.cascade.units[list[i]].gives {
			if g.mode == Contributory {
				touch(g.to.unit)
			}
		}
	}
	return list
}

// aimed touches the org units to which the targets of some KPIs add up, and so on up.
func (r *reach) aimed(aims []member, touch func(unit int)) {
	met := map[member]bool{}
	for i := 0; i < len(aims); i++ {
		for _, to := range r.cascade.units[aims[i].unit].addedTo(aims[i].ref) {
			if !met[to] {
				met[to] = true
				touch(to.unit)
				aims = append(aims, to)
			}
		}
	}
}

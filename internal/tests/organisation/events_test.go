package organisation_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// What happens in a history: each event puts new versions of some org units into it.

// some draws one of the org units of a month of a kind; nil: there is none.
func (w *writer) some(e *event, kind string, unless ...string) *version {
	var ids []string
	for id := range e.before {
		if strings.HasPrefix(id, kind) && id != topUnit && !slices.Contains(unless, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	return e.before[pick(w.Rand, ids...)]
}

// put changes an org unit.
func (e *event) put(v version) { e.after = append(e.after, v) }

// end takes an org unit out of the company.
func (e *event) end(v *version) {
	gone := *v
	gone.gone = true
	e.put(gone)
}

// close ends a team or a region. It is gone, or still shown with a last period.
func (w *writer) close(e *event, v *version) {
	began := !v.Since.IsZero() && !firstDay(v.Since).Before(e.month.first())
	if w.IntN(2) == 0 || !v.Until.IsZero() || began {
		e.end(v)
		return
	}
	closed := *v
	closed.Until = (e.month - 1).period()
	e.put(closed)
}

// under puts an org unit below another.
func (e *event) under(v *version, parent string) {
	moved := *v
	moved.Parent = parent
	e.put(moved)
}

// anew is an org unit that begins with the event, below another. Mostly it says since when it is there.
func (w *writer) anew(e *event, kind, parent string, cards []*bsc.Definition) *version {
	w.named++
	u := cascade.OrgUnit{ID: fmt.Sprint(kind, "n", w.named), Parent: parent}
	u.Definition, u.Contributes = pick(w.Rand, cards...), pick(w.Rand, w.gives...)
	if w.IntN(3) > 0 {
		u.Since = e.month.period()
	}
	return &version{OrgUnit: u}
}

// below are the org units directly below one.
func (e *event) below(id string) []*version {
	var all []*version
	for _, v := range e.before {
		if v.Parent == id {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b *version) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// join brings a new person into a team.
func (w *writer) join(e *event) {
	if team := w.some(e, "t"); team != nil {
		e.put(*w.anew(e, "p", team.ID, w.people))
	}
}

// comeBack brings a person back who has left, with a time of their own that begins again.
func (w *writer) comeBack(e *event) {
	team := w.some(e, "t")
	for i := len(w.versions) - 1; i >= 0 && team != nil; i-- {
		v := w.versions[i]
		rules := e.before[v.ID]
		if !isPerson(v.ID) || rules != nil && !outside(rules, e.month) {
			continue
		}
		v.gone, v.Parent, v.Until, v.Since = false, team.ID, period.Period{}, e.month.period()
		e.put(v)
		return
	}
}

// leave lets a person go. Some stay on the list with a last period.
func (w *writer) leave(e *event) {
	if v := w.some(e, "p"); v != nil {
		w.close(e, v)
	}
}

// lead ends a team, and one of its people leads the others in its place.
func (w *writer) lead(e *event) {
	first := w.some(e, "p")
	if first == nil || !strings.HasPrefix(first.Parent, "t") || len(e.below(first.ID)) > 0 {
		return
	}
	others := e.below(first.Parent)
	if len(others) < 2 {
		return
	}
	w.close(e, e.before[first.Parent])
	for _, u := range others {
		if u.ID != first.ID {
			e.under(u, first.ID)
		}
	}
	e.under(first, e.before[first.Parent].Parent)
}

// move puts a person into another team, or a team below another region.
func (w *writer) move(e *event) {
	kind, to := "p", "t"
	if w.IntN(4) == 0 {
		kind, to = "t", "r"
	}
	v := w.some(e, kind)
	if v == nil {
		return
	}
	if there := w.some(e, to, v.Parent); there != nil {
		e.under(v, there.ID)
	}
}

// promote gives an org unit another scorecard, other weights, and other contributions.
func (w *writer) promote(e *event) {
	v := w.some(e, "")
	if v == nil {
		return
	}
	changed := *v
	changed.Definition = pick(w.Rand, w.teams...)
	if isPerson(v.ID) {
		changed.Definition = pick(w.Rand, w.people...)
	}
	changed.Contributes = pick(w.Rand, w.gives...)
	changed.Weights = map[bsc.Ref]bsc.Number{bsc.ObjectiveRef("learn"): pick[bsc.Number](w.Rand, "0", "5")}
	e.put(changed)
}

// raise puts a person directly below the company.
func (w *writer) raise(e *event) {
	if v := w.some(e, "p"); v != nil {
		e.under(v, topUnit)
	}
}

// revise records again, for the same period, where a person who joined or moved went: to another team.
func (w *writer) revise(e *event) {
	v := pick(w.Rand, w.versions...)
	if v.from.IsZero() || v.gone || !isPerson(v.ID) {
		return
	}
	e.before, _ = w.ruling(monthOf(v.opens.Year(), int(v.opens.Month())), time.Time{})
	if there := w.some(e, "t", v.Parent); there != nil {
		e.from = v.from
		e.under(&v, there.ID)
	}
}

// split ends a team or region. Two others begin in its place, and what was below it goes to one or the other.
func (w *writer) split(e *event) {
	v := w.some(e, pick(w.Rand, "t", "r"))
	if v == nil {
		return
	}
	below := e.below(v.ID)
	if len(below) < 2 {
		return
	}
	w.close(e, v)
	halves := []*version{w.anew(e, v.ID[:1], v.Parent, w.teams), w.anew(e, v.ID[:1], v.Parent, w.teams)}
	for i, u := range below {
		e.under(u, halves[i%2].ID)
	}
	e.put(*halves[0])
	e.put(*halves[1])
}

// merge ends two teams and begins one in their place, with all that was below them.
func (w *writer) merge(e *event) {
	a := w.some(e, "t")
	if a == nil {
		return
	}
	b := w.some(e, "t", a.ID)
	if b == nil || a.Parent == b.ID || b.Parent == a.ID {
		return
	}
	both := w.anew(e, "t", a.Parent, w.teams)
	for _, old := range []*version{a, b} {
		w.close(e, old)
		for _, u := range e.below(old.ID) {
			e.under(u, both.ID)
		}
	}
	e.put(*both)
}

// putUnder puts a team below another.
func (w *writer) putUnder(e *event) {
	a := w.some(e, "t")
	if a == nil {
		return
	}
	if b := w.some(e, "t", a.ID); b != nil && b.Parent != a.ID {
		e.under(a, b.ID)
	}
}

// reverse puts a team that is below another above it.
func (w *writer) reverse(e *event) {
	var inner []*version
	for _, v := range e.before {
		if strings.HasPrefix(v.ID, "t") && strings.HasPrefix(v.Parent, "t") {
			inner = append(inner, v)
		}
	}
	if len(inner) == 0 {
		return
	}
	slices.SortFunc(inner, func(a, b *version) int { return strings.Compare(a.ID, b.ID) })
	a := pick(w.Rand, inner...)
	outer := e.before[a.Parent]
	e.under(a, outer.Parent)
	e.under(outer, a.ID)
}

package cascade

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// CheckReadings returns a problem for every fact that no org unit would use: a fact of an unknown org unit, of a KPI or
// series that its card does not have or that is calculated, of a period that does not fit, or of what has its readings
// from other org units.
func (c *Cascade) CheckReadings(r *bsc.Readings) bsc.Problems {
	if c == nil || len(c.units) == 0 {
		return nil
	}
	return checkReadings(r, c.most, c.factProblem)
}

// checkReadings collects the problems of facts. Of those of one unknown KPI or series in a row it has the first.
func checkReadings(r *bsc.Readings, most int, check func(f bsc.Fact, h *faults.Hints, counted bool) *bsc.Problem) bsc.Problems {
	var problems bsc.Problems
	var h faults.Hints
	var unknown bsc.Fact
	for _, f := range r.Facts() {
		if f.Ref == unknown.Ref && f.OrgUnit == unknown.OrgUnit {
			continue
		}
		p := check(f, &h, len(problems) >= most)
		if p == nil {
			continue
		}
		if p.Code == bsc.ErrUnknownRef && p.Ref.Kind != bsc.KindOrgUnit {
			unknown = f
		}
		p.Ref = f.Ref
		p.Detail = words.New("fact_of", "unit", f.OrgUnit, "period", f.Period, "says", p.Detail)
		problems = append(problems, p)
	}
	return problems.Limit(&bsc.Options{Limits: bsc.Limits{Problems: most}})
}

// factProblem returns why no org unit would use a fact. A problem that is only counted needs no hint.
func (c *Cascade) factProblem(f bsc.Fact, h *faults.Hints, counted bool) *bsc.Problem {
	at, ok := c.at[f.OrgUnit]
	if !ok {
		p := fault(bsc.ErrUnknownRef, "no_such_unit", "unit", f.OrgUnit)
		p.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: f.OrgUnit}
		if !counted && !h.Spent() {
			p.Hint = h.DidYouMean(f.OrgUnit, c.OrgUnits())
		}
		return p
	}
	u := &c.units[at]
	if from, is := u.bringer(f.Ref, f.Period); is {
		p := fault(bsc.ErrConflict, "reading_from_elsewhere", "node", f.Ref)
		if !counted {
			p.Hint = words.New("record_at_source", "node", from.ref, "unit", c.units[from.unit].id)
		}
		return p
	}
	if counted && !u.card.reads(f.Ref) {
		return fault(bsc.ErrUnknownRef, "reading_nothing_reads", "node", f.Ref)
	}
	return u.card.CheckFact(f)
}

// bringer returns what brings the readings of a KPI or series in a period; false if they are the org unit's own.
func (u *unit) bringer(ref bsc.Ref, p period.Period) (addend, bool) {
	days, ok := u.card.almanac.Span(p.Label())
	for _, a := range u.sums[ref] {
		if ok && a.time.holds(u.card.almanac, days) {
			return a, true
		}
	}
	return addend{}, false
}

// CheckTargets returns a problem for every target that no org unit would use: of an unknown org unit, of a KPI that its
// card does not have, or with a number that is none. Evaluate refuses such targets. In a cascade of a Timeline, targets
// may also be of an org unit or a KPI of another time. The problems name the org unit in Ref, and the KPI in Detail.
func (c *Cascade) CheckTargets(targets bsc.TargetsByOrgUnit) bsc.Problems {
	if c == nil || len(c.units) == 0 {
		return nil
	}
	var problems bsc.Problems
	var h faults.Hints
	units := c.OrgUnits()
	for _, unit := range slices.Sorted(maps.Keys(targets)) {
		cards := c.cardsOf(unit)
		if len(cards) == 0 {
			p := fault(bsc.ErrUnknownRef, "targets_of_unknown_unit", "unit", unit)
			p.Hint = h.DidYouMean(unit, units)
			problems = append(problems, p)
			continue
		}
		for _, p := range useless(targets[unit], cards) {
			if p.Ref != (bsc.Ref{}) {
				p.Detail = words.New("about", "what", p.Ref, "says", p.Detail)
			}
			p.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: unit}
			problems = append(problems, p)
		}
	}
	return problems
}

// cardsOf returns the cards of an org unit: that of the cascade, and those of other times; none if there is no such org
// unit.
func (c *Cascade) cardsOf(unit string) []*card {
	var cards []*card
	if at, ok := c.at[unit]; ok {
		cards = append(cards, c.units[at].card)
	}
	return append(cards, c.others[unit]...)
}

// useless returns the problems of targets that no card could use, as the first card has them.
func useless(targets bsc.OrgUnitTargets, cards []*card) bsc.Problems {
	problems := cards[0].CheckTargets(targets)
	for _, other := range cards[1:] {
		wrong := map[string]bool{}
		for _, p := range other.CheckTargets(targets) {
			wrong[p.Detail.String()] = true
		}
		problems = slices.DeleteFunc(problems, func(p *bsc.Problem) bool { return !wrong[p.Detail.String()] })
	}
	return problems
}

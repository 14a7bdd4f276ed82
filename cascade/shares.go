package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// Shares returns the share of every KPI of every org unit in the scores at the top. Each org unit that contributes to
// no other has the whole of its own score; the shares of its KPIs, and of all KPIs that contribute to them, add up to
// one exactly. A KPI that stands for what others contribute has no share; they have it. The shares are in the order of
// the org units and their cards; KPIs without a share are left out. Where a person's judgement decides the score of a
// node, what was computed below it has its shares as if nobody had; a node for which nothing is computed has none.
func (r *Result) Shares() []Share {
	if r == nil || r.cascade == nil {
		return nil
	}
	budgets := make([][]int64, len(r.results))
	for i, result := range r.results {
		budgets[i] = make([]int64, len(r.cascade.units[i].card.nodes))
		if i < r.cascade.now && r.isTop(i) && result.Score().Valid() {
			budgets[i][0] = whole()
		}
	}
	r.distribute(budgets)
	var list []Share
	for i := range r.cascade.units {
		u := &r.cascade.units[i]
		for at, ref := range u.card.nodes {
			if u.card.isKPI(at) && budgets[i][at] > 0 {
				list = append(list, Share{u.id, ref, shareOf(budgets[i][at])})
			}
		}
	}
	return list
}

// A Share is a KPI's share of the scores at the top.
type Share struct {
	OrgUnit string          `json:"unit"`
	KPI     bsc.Ref         `json:"kpi"`
	Share   decimal.Decimal `json:"share"`
}

// distribute passes budgets down: first from the cards at the top to those whose scores they count, then from sums to
// what adds up to them.
func (r *Result) distribute(budgets [][]int64) {
	for _, level := range slices.Backward(r.cascade.levels) {
		for _, unit := range level {
			r.distributeUnit(budgets, unit)
		}
	}
	if r.cascade.timed {
		r.distributeTimed(budgets)
		return
	}
	for _, m := range slices.Backward(r.cascade.summed()) {
		for _, node := range r.cascade.units[m.unit].card.reading(m.ref) {
			r.handDown(budgets, climbed{m.unit, node})
		}
	}
}

// distributeTimed passes the budgets of KPIs down to the bottom of what adds up to them, each once: what was above whom has
// changed, so that there is no order of all.
func (r *Result) distributeTimed(budgets [][]int64) {
	var given []climbed
	var shares []int64
	for unit := range r.cascade.units {
		for node := range r.cascade.units[unit].card.nodes {
			c := climbed{unit, node}
			if budgets[unit][node] == 0 || !r.addsUp(c) {
				continue
			}
			if to, theirs := r.passed(c, budgets[unit][node]); len(to) > 0 {
				given, shares, budgets[unit][node] = append(given, to...), append(shares, theirs...), 0
			}
		}
	}
	for i, c := range given {
		budgets[c.unit][c.node] += shares[i]
	}
}

// distributeUnit passes the budgets of one card down, and on to the cards whose scores it counts.
func (r *Result) distributeUnit(budgets [][]int64, unit int) {
	card := r.cascade.units[unit].card
	for node := range card.nodes {
		if !card.isKPI(node) {
			r.handDown(budgets, climbed{unit, node})
		}
	}
	for node := range card.nodes {
		if _, isScore := r.cascade.units[unit].gets[node]; isScore {
			r.handDown(budgets, climbed{unit, node})
		}
	}
}

func (r *Result) handDown(budgets [][]int64, c climbed) {
	to, shares := r.passed(c, budgets[c.unit][c.node])
	if len(to) > 0 {
		budgets[c.unit][c.node] = 0
	}
	for i, next := range to {
		budgets[next.unit][next.node] += shares[i]
	}
}

package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/period"
)

// An EarlyWarning is a node that drives others on the strategy map and is in trouble, with the
// outcomes that this will pull down: what a scorecard says before the outcomes themselves do.
type EarlyWarning struct {
	Point             // how the node stands; without a trend it has no Movement
	Worst    bool     // it has the worst rating of the scorecard
	Outcomes []AtRisk // the soonest first; never empty
}

// An AtRisk is an outcome that a node in trouble pulls down: along some way without a link that closes a
// loop, and with an even number of inverse links.
type AtRisk struct {
	Ref      Ref
	Lag      int           // of the soonest such way
	Due      period.Period // when it can first be seen there; zero where the definition has no frequency for lags to count in
	Polarity Polarity      // mixed where other ways lift it; see StrategyMap.Impact for what prevails
}

// EarlyWarnings returns the n nodes with the worst rating that pull down outcomes of the strategy map,
// the lowest score first; n < 0 is all. An outcome is one of StrategyMap.Outcomes; for what lies on the way there
// see StrategyMap.Reach. A Trend finds those that are falling, too.
func (r *Result) EarlyWarnings(n int) []EarlyWarning {
	if r.e == nil {
		return nil
	}
	return r.e.warnings(n, func(ref Ref) Point {
		o, _ := r.Of(ref)
		return Point{Outcome: o, Period: r.Period()}
	})
}

// EarlyWarnings returns the n nodes that have the worst rating or are falling in the last period
// of the trend, and pull down outcomes of its strategy map; n < 0 is all. Those with the worst rating
// are first, then those that fall, in each the lowest score first. A fall of one period is listed, too: see Streak.
func (t *Trend) EarlyWarnings(n int) []EarlyWarning {
	if len(t.results) == 0 {
		return nil
	}
	last := t.results[len(t.results)-1]
	return last.e.warnings(n, func(ref Ref) Point {
		var point Point
		for p := range t.Of(ref) {
			point = p
		}
		return point
	})
}

// warnings finds the nodes in trouble, and then what they reach.
func (e *evaluation) warnings(n int, of func(Ref) Point) []EarlyWarning {
	m := e.card.Map()
	var list []EarlyWarning
	for _, ref := range m.nodes {
		w := EarlyWarning{Point: of(ref)}
		w.Worst = w.Rating == e.card.ratings[0].ID
		if w.Worst || w.Movement == Falling {
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b EarlyWarning) int {
		if a.Worst != b.Worst {
			if a.Worst {
				return -1
			}
			return 1
		}
		return a.Score.Compare(b.Score)
	})
	outcomes := m.ends(false)
	var found []EarlyWarning
	for _, w := range list {
		if len(found) == n {
			break
		}
		if w.Outcomes = e.atRisk(m, outcomes, m.at[w.Ref]); len(w.Outcomes) > 0 {
			found = append(found, w)
		}
	}
	return found
}

// atRisk returns the outcomes that a node pulls down, the soonest first.
func (e *evaluation) atRisk(m *StrategyMap, outcomes []int32, from int) []AtRisk {
	down, up := m.soonest(from)
	var list []AtRisk
	for _, v := range outcomes {
		if int(v) != from && down[v] >= 0 {
			list = append(list, AtRisk{m.nodes[v], down[v], e.later(down[v]), polarity(true, up[v] >= 0)})
		}
	}
	slices.SortStableFunc(list, func(a, b AtRisk) int { return cmp.Compare(a.Lag, b.Lag) })
	return list
}

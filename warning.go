package bsc

import (
	"cmp"
	"slices"
)

// An EarlyWarning is a node that drives others on the strategy map and is in trouble, with the
// outcomes that this will reach: what a scorecard says before the outcomes themselves do.
type EarlyWarning struct {
	Point             // how the node stands; without a trend it has no Movement
	Worst    bool     // it has the worst rating of the scorecard
	Outcomes []AtRisk // the soonest first; never empty
}

// An AtRisk is an outcome that a node in trouble reaches.
type AtRisk struct {
	Reached
	Due Period // when it can first be seen there; zero where the definition has no frequency for lags to count in
}

// EarlyWarnings returns the n nodes with the worst rating that drive outcomes on the strategy map,
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
// of the trend, and drive outcomes on its strategy map; n < 0 is all. Those with the worst rating
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

// warnings finds the nodes in trouble first, and what they reach only for those that are asked for.
func (e *evaluation) warnings(n int, of func(Ref) Point) []EarlyWarning {
	m := e.card.Map()
	outcomes := map[Ref]bool{}
	for _, ref := range m.Outcomes() {
		outcomes[ref] = true
	}
	var list []EarlyWarning
	for _, ref := range m.nodes {
		w := EarlyWarning{Point: of(ref)}
		w.Worst = w.Rating == e.card.ratings[0].ID
		if !outcomes[ref] && (w.Worst || w.Movement == Falling) {
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
	if n >= 0 && n < len(list) {
		list = list[:n]
	}
	for i := range list {
		for _, reached := range m.Reach(list[i].Ref) {
			if outcomes[reached.Ref] {
				list[i].Outcomes = append(list[i].Outcomes, AtRisk{reached, e.later(reached.Lag)})
			}
		}
		slices.SortStableFunc(list[i].Outcomes, func(a, b AtRisk) int { return cmp.Compare(a.Lag, b.Lag) })
	}
	return list
}

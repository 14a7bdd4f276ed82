package impact

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// An EarlyWarning is a node in trouble that drives others on the strategy map, with the outcomes that it will pull
// down. It warns before the outcomes themselves change.
type EarlyWarning struct {
	history.Point          // the state of the node; without a trend it has no Movement
	Worst         bool     `json:"worst,omitempty"` // it has the worst rating of the scorecard
	Outcomes      []AtRisk `json:"outcomes"`        // the soonest first; never empty
	// Points is what the node costs the scorecard's own score today: its part of what the total would gain if all KPIs
	// reached Met, as for a Shortfall. What it pulls down later comes on top.
	Points decimal.Decimal `json:"points"`
}

// An AtRisk is an outcome that a node in trouble pulls down: along some way without a link that closes a loop, and with
// an even number of inverse links.
type AtRisk struct {
	Ref      bsc.Ref       `json:"ref"`
	Delay    int           `json:"lag"`          // the delay of the soonest such way
	Due      period.Period `json:"due,omitzero"` // when it can first be seen there; zero if delays count in no frequency
	Polarity Polarity      `json:"polarity"`     // Mixed if other ways lift it; Of says what prevails
}

// EarlyWarnings returns the n nodes of a result that have the worst rating and pull down outcomes of the strategy map,
// the lowest score first; n < 0 is all. Outcomes are those of StrategyMap.Outcomes; for the nodes on the way there, see
// Reach. TrendWarnings also finds nodes that are falling.
func EarlyWarnings(result *bsc.Result, n int) []EarlyWarning {
	if result.Scorecard() == nil {
		return nil
	}
	return warnings(result, n, func(ref bsc.Ref) history.Point {
		o, _ := result.Of(ref)
		return history.Point{Outcome: o, Result: result, Period: result.Period()}
	})
}

// TrendWarnings returns the n nodes that have the worst rating or are falling in the last period of the trend, and pull
// down outcomes of its strategy map; n < 0 is all. Those with the worst rating come first, then those that fall, each
// by ascending score. A fall over a single period is included; see Streak.
func TrendWarnings(trend *history.Trend, n int) []EarlyWarning {
	if trend == nil {
		return nil
	}
	results := trend.Results()
	if len(results) == 0 {
		return nil
	}
	return warnings(results[len(results)-1], n, func(ref bsc.Ref) history.Point {
		var point history.Point
		for p := range trend.Of(ref) {
			point = p
		}
		return point
	})
}

// warnings finds the nodes in trouble and what they reach.
func warnings(result *bsc.Result, n int, of func(bsc.Ref) history.Point) []EarlyWarning {
	card := result.Scorecard()
	worst := card.Ratings()[0].ID
	var list []EarlyWarning
	for _, ref := range card.Map().Nodes() {
		w := EarlyWarning{Point: of(ref)}
		w.Worst = w.Rating == worst
		if w.Worst || w.Movement == history.Falling {
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
	pulled := prospect{network: networkOf(card.Map()), outcomes: card.Map().Outcomes(), dates: clockOf(result)}
	var found []EarlyWarning
	costs := map[bsc.Ref]int64{}
	if c := costsOf(result); c != nil && len(list) > 0 {
		for _, w := range slices.Concat(c.points, c.through) {
			costs[w.Ref] = w.Units
		}
	}
	for _, w := range list {
		if len(found) == n {
			break
		}
		if w.Outcomes = pulled.atRisk(w.Ref); len(w.Outcomes) > 0 {
			w.Points = points(costs[w.Ref])
			found = append(found, w)
		}
	}
	return found
}

// A prospect knows what nodes in trouble reach, and when.
type prospect struct {
	*network
	outcomes []bsc.Ref
	dates    clock
}

// atRisk returns the outcomes that a node pulls down, the soonest first.
func (p *prospect) atRisk(from bsc.Ref) []AtRisk {
	soonest := p.graph.SoonestByParity(int(p.at[from]), p.inverse, p.lag)
	down, up := soonest[graph.Even], soonest[graph.Odd]
	var list []AtRisk
	for _, ref := range p.outcomes {
		if v := p.at[ref]; ref != from && down[v] >= 0 {
			list = append(list, AtRisk{ref, down[v], p.dates.later(down[v]), polarity(true, up[v] >= 0)})
		}
	}
	slices.SortStableFunc(list, func(a, b AtRisk) int { return cmp.Compare(a.Delay, b.Delay) })
	return list
}

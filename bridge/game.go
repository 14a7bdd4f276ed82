package bridge

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/attribution"
	"github.com/go-bsc/bsc/internal/exact"
)

// How causes are told apart: by scores of mixes in which some causes have taken effect and others have not.

// A game finds the scores of all mixes, and what each cause brings.
type game struct {
	from, to *bsc.Result
	between  *bsc.Result // the one that is restated, as known at the moment of the other; nil: none
	early    bool        // it is the earlier one: of the period of from
	node     bsc.Ref

	out, in     []bsc.Ref // KPIs that were retired, and that were added
	players     []Cause   // those that may differ
	first, last int64     // scores in units
	common      struct{ first, last int64 }
	cards       map[[2]bool]*bsc.Scorecard // by whose structure and whose weights
	mixes       []*bsc.Result              // by the set of players that have taken effect
	scores      []int64                    // the same
	mixed       bool
	apart       bool // nothing is common: all is structure

	ways             int64 // how many orders the causes may take effect in
	brought          map[Cause]*big.Int
	parts            map[Cause]*attribution.Parts
	retired, entered attribution.Parts
	division         *attribution.Division
	outcomes         map[outcomeOf]*bsc.Outcome
}

// at returns the node on the scorecard of a result: the total of each if none is named.
func (g *game) at(r *bsc.Result) bsc.Ref {
	if g.node.Kind == "" || g.node.Kind == bsc.KindScorecard {
		return r.Scorecard().Ref()
	}
	return g.node
}

// play computes everything.
func (g *game) play() {
	cards := []*bsc.Scorecard{g.from.Scorecard(), g.to.Scorecard()}
	slices.SortStableFunc(cards, func(a, b *bsc.Scorecard) int { return cmp.Compare(a.Fingerprint(), b.Fingerprint()) })
	g.division = attribution.New(cards...) // in the same order both ways, so that rounding is the same
	g.outcomes = map[outcomeOf]*bsc.Outcome{}
	g.findCommon()
	g.findPlayers()
	if g.apart {
		g.brought = map[Cause]*big.Int{}
		g.ways = 1
		return
	}
	g.mix()
	g.share()
}

// findCommon takes retired KPIs out at the beginning and new ones at the end.
func (g *game) findCommon() {
	g.out, g.in = missingIn(g.from, g.to), missingIn(g.to, g.from)
	start, finish := g.without(g.from, g.out), g.without(g.to, g.in)
	a, okA := g.scoreOf(start)
	b, okB := g.scoreOf(finish)
	if !okA || !okB { // half of it is gone and half is new
		g.apart, g.common.first, g.common.last = true, g.first, g.last
		return
	}
	g.common.first, g.common.last = a, b
	d := g.division
	if len(g.out) > 0 {
		g.retired = d.Between(d.View(g.from), d.View(start), g.at(g.from))
	}
	if len(g.in) > 0 {
		g.entered = d.Between(d.View(finish), d.View(g.to), g.at(g.to))
	}
}

// missingIn returns the KPIs that only the first of two results has.
func missingIn(r, other *bsc.Result) []bsc.Ref {
	if r.Scorecard() == other.Scorecard() {
		return nil
	}
	var list []bsc.Ref
	for _, ref := range r.Scorecard().Nodes() {
		if _, ok := other.Scorecard().Rules(ref); !ok && ref.Kind == bsc.KindKPI {
			list = append(list, ref)
		}
	}
	return list
}

func (g *game) without(r *bsc.Result, refs []bsc.Ref) *bsc.Result {
	if len(refs) == 0 {
		return r
	}
	mixed, err := bsc.Mix{Of: r, Without: refs}.Evaluate()
	if err != nil {
		return new(bsc.Result) // unreachable: the KPIs are on the scorecard
	}
	return mixed
}

func (g *game) scoreOf(r *bsc.Result) (int64, bool) {
	d, ok := r.ScoreOf(g.at(r)).Decimal()
	if !ok {
		return 0, false
	}
	return d.Shift(exact.Places).IntPart(), true
}

// findPlayers finds the causes that may differ.
func (g *game) findPlayers() {
	same := g.from.Period() == g.to.Period() && g.from.OrgUnit() == g.to.OrgUnit()
	known := !g.from.AsOf().Equal(g.to.AsOf()) || g.from.FinalOnly() != g.to.FinalOnly()
	if g.between != nil || same && known {
		g.players = append(g.players, Restated)
	}
	if g.from.Fingerprint() != g.to.Fingerprint() {
		g.players = append(g.players, Structure, Weights)
	}
	g.players = append(g.players, Targets)
	if g.between != nil || !same || !known {
		g.players = append(g.players, Performance)
	}
	g.cards = map[[2]bool]*bsc.Scorecard{}
	for _, late := range []bool{false, true} {
		own, other := g.from.Scorecard(), g.to.Scorecard()
		if late {
			own, other = other, own
		}
		g.cards[[2]bool{late, late}] = own
		g.cards[[2]bool{late, !late}] = own.WithWeightsOf(other)
	}
}

// A state says which causes have taken effect.
type state map[Cause]bool

func (g *game) stateOf(set int) state {
	s := state{}
	for i, c := range g.players {
		s[c] = set>>i&1 == 1
	}
	return s
}

// feasible reports whether a set of causes may have taken effect: what was corrected and what was performed have an
// order, if both are told apart.
func (g *game) feasible(set int) bool {
	if g.between == nil {
		return true
	}
	s := g.stateOf(set)
	if g.early {
		return s[Restated] || !s[Performance]
	}
	return s[Performance] || !s[Restated]
}

// values returns the result whose actuals count.
func (g *game) values(s state) *bsc.Result {
	switch {
	case g.between == nil && (s[Performance] || s[Restated]), s[Performance] && s[Restated]:
		return g.to
	case s[Performance] || s[Restated]:
		return g.between
	}
	return g.from
}

// mix evaluates all mixes: first those of other actuals, targets and structures, then each under the other weights.
func (g *game) mix() {
	all := 1 << len(g.players)
	g.mixes, g.scores = make([]*bsc.Result, all), make([]int64, all)
	weights := slices.Index(g.players, Weights)
	for set := range all {
		if !g.feasible(set) {
			continue
		}
		s := g.stateOf(set)
		m := bsc.Mix{Of: g.values(s), Card: g.cards[[2]bool{s[Structure], s[Weights]}], Targets: g.from, Without: g.out}
		if s[Targets] {
			m.Targets = g.to
		}
		if s[Structure] {
			m.Without = g.in
		}
		if weights >= 0 && s[Weights] {
			if before := g.mixes[set&^(1<<weights)]; before != nil {
				m = bsc.Mix{Of: before, Card: m.Card}
			}
		}
		g.mixes[set], _ = m.Evaluate() // an error is not possible: both results have been checked
		score, ok := g.scoreOf(g.mixes[set])
		if !ok {
			score, g.mixed = (g.common.first+g.common.last)/2, true
		}
		g.scores[set] = score
	}
}

// share gives each cause what it brings: over all orders in which causes may take effect, how often it comes after the
// same others.
func (g *game) share() {
	ahead, behind := g.orders()
	g.ways = behind[0]
	g.brought, g.parts = map[Cause]*big.Int{}, map[Cause]*attribution.Parts{}
	for _, c := range g.players {
		g.brought[c], g.parts[c] = new(big.Int), new(attribution.Parts)
	}
	views := make([]*attribution.View, len(g.mixes))
	view := func(set int) *attribution.View {
		if views[set] == nil {
			views[set] = g.division.View(g.mixes[set])
		}
		return views[set]
	}
	g.division.Ends(view(0), view(len(views)-1))
	for set := range g.mixes {
		for i, c := range g.players {
			after := set | 1<<i
			if after == set || ahead[set] == 0 || ahead[after] == 0 {
				continue
			}
			ways := ahead[set] * behind[after]
			change := big.NewInt(g.scores[after] - g.scores[set])
			g.brought[c].Add(g.brought[c], change.Mul(change, big.NewInt(ways)))
			if c != Structure && g.hasScore(set) && g.hasScore(after) {
				g.parts[c].Add(g.division.Between(view(set), view(after), g.at(g.mixes[after])), ways)
			}
		}
	}
}

func (g *game) hasScore(set int) bool {
	_, ok := g.scoreOf(g.mixes[set])
	return ok
}

// orders returns in how many orders causes may take effect until a set of them has, and from there on.
func (g *game) orders() (ahead, behind []int64) {
	all := 1 << len(g.players)
	ahead, behind = make([]int64, all), make([]int64, all)
	ahead[0], behind[all-1] = 1, 1
	for set := range all {
		for i := range g.players {
			if before := set &^ (1 << i); before != set && g.feasible(set) {
				ahead[set] += ahead[before]
			}
		}
	}
	for set := all - 2; set >= 0; set-- {
		for i := range g.players {
			if after := set | 1<<i; after != set && g.feasible(set) {
				behind[set] += behind[after]
			}
		}
	}
	return ahead, behind
}

// units rounds what the causes have brought, so that they add up to the change. Of equal remainders, the last of the
// causes comes first: performance.
func (g *game) units() map[Cause]int64 {
	if g.apart {
		return map[Cause]int64{Structure: g.last - g.first}
	}
	units := map[Cause]int64{}
	var amounts []*big.Int
	players := slices.Clone(g.players)
	slices.Reverse(players)
	for _, c := range players {
		amounts = append(amounts, g.brought[c])
	}
	for i, n := range attribution.Apportion(amounts, big.NewInt(g.ways), g.common.last-g.common.first) {
		units[players[i]] = n
	}
	units[Structure] += g.common.first - g.first + g.last - g.common.last
	return units
}

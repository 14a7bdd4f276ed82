package attribution

import (
	"math/big"
	"math/bits"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// Nodes whose aggregator has no formula for its parts: by Shapley values or, where many children have changed, along
// the straight path from before to after.

// mostPlayers is how many children may have changed for all their orders to be looked at.
const mostPlayers = 12

// mostParts is how many parts may be looked at for that in all: of every child, for every set of those that have changed,
// and twice more for each child that rests, but not what is below it.
const mostParts = 1 << 16

// affordable reports whether all orders may be looked at.
func affordable(children, players, resting int) bool {
	return players <= mostPlayers && children*(1+2*resting)<<players <= mostParts
}

// shapley divides the change of a node by what each child brings, on average over all orders in which they change.
func (w *walk) shapley(l *local) {
	var players, resting []*child
	for i := range l.children {
		switch ch := &l.children[i]; {
		case ch.isMoved():
			players = append(players, ch)
		case w.isMoved(ch.at, ch.isKPI):
			resting = append(resting, ch)
		}
	}
	if !affordable(len(l.children), len(players), len(resting)) {
		w.path(l, players, resting)
		return
	}
	g := game{walk: w, local: l, players: players}
	for i, amount := range g.values(g.played(nil, 0)) {
		players[i].bring(amount)
	}
	for _, ch := range resting {
		ch.slope = g.slopeOf(ch)
	}
}

// A game is a node's score as a function of which children have changed.
type game struct {
	*walk
	*local
	players []*child
}

// played returns the node's score for every set of players that have changed, by its bits. One more child has moved by
// some units.
func (g *game) played(bumped *child, by int64) []int64 {
	scores := make([]int64, 1<<len(g.players))
	for set := range scores {
		scores[set] = g.score(g.of, g.parts(set, bumped, by))
	}
	return scores
}

// parts returns the node's parts once a set of players has changed.
func (g *game) parts(set int, bumped *child, by int64) []bsc.Part {
	var parts []bsc.Part
	next := 0
	for i := range g.children {
		ch := &g.children[i]
		p := ch.a
		if next < len(g.players) && g.players[next] == ch {
			if set>>next&1 == 1 {
				p = ch.b
			}
			next++
		}
		if p == nil && !ch.watched {
			continue
		}
		if p == nil {
			p = g.unseen(ch)
		}
		parts = append(parts, *p)
		if ch == bumped {
			parts[len(parts)-1].Score = p.Score.Add(decimal.New(by, -exact.Places))
		}
	}
	return parts
}

// unseen returns a child of weight 0 that has no score: one that no veto minds.
func (w *walk) unseen(ch *child) *bsc.Part {
	return &bsc.Part{Ref: w.order[ch.at], Score: w.to.card.Scale().Cap}
}

// score returns the score that the node has of other parts. Where there is none, it lies half-way.
func (w *walk) score(of int, parts []bsc.Part) int64 {
	if score, err := w.to.result.Combine(w.order[of], parts); err == nil {
		n, _ := units(score)
		return n
	}
	return (w.from.node(of).score + w.to.node(of).score) / 2
}

// values returns the Shapley value of each player, of n: what it adds to sets of t others, n!/(t!(n-1-t)!)-th of each.
func (g *game) values(scores []int64) []fixed {
	n := len(g.players)
	list := make([]fixed, n)
	for i := range list {
		sums := make([]int64, n) // by the number of those that have changed before
		for set := range scores {
			if set>>i&1 == 0 {
				sums[bits.OnesCount(uint(set))] += scores[set|1<<i] - scores[set]
			}
		}
		value := new(big.Int)
		for t, sum := range sums {
			term := new(big.Int).Mul(factorial(t), factorial(n-1-t))
			value.Add(value, term.Mul(term, big.NewInt(sum)))
		}
		list[i] = ofBig(value.Lsh(value, 64).Quo(value, factorial(n)))
	}
	return list
}

func factorial(n int) *big.Int { return new(big.Int).MulRange(1, int64(n)) }

// bump is by how much a child that rests is moved to see what it would bring: a hundred-thousandth point.
const bump = 100_000

// slopeOf returns what a unit of a child that rests would bring: the limit of its Shapley value over its change.
func (g *game) slopeOf(ch *child) fixed {
	scale := g.to.card.Scale()
	up, down := int64(bump), int64(bump)
	if ch.ua+up > quanta(scale.Cap) {
		up = 0
	}
	if ch.ua-down < quanta(scale.Min) {
		down = 0
	}
	if up+down == 0 {
		return fixed{}
	}
	above, below := g.played(ch, up), g.played(ch, -down)
	n := len(g.players)
	sums := make([]int64, n+1)
	for set := range above {
		sums[bits.OnesCount(uint(set))] += above[set] - below[set]
	}
	slope := new(big.Int)
	for t, sum := range sums {
		term := new(big.Int).Mul(factorial(t), factorial(n-t))
		slope.Add(slope, term.Mul(term, big.NewInt(sum)))
	}
	slope.Lsh(slope, 64).Quo(slope, factorial(n+1))
	of := ofBig(slope.Quo(slope, big.NewInt(up+down)))
	if of.cmpAbs(whole(steepest)) > 0 {
		return fixed{} // it does not rest: it stands at a jump, where nothing below it has moved it
	}
	return of
}

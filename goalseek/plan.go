package goalseek

import (
	"maps"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Plan says what the actuals of several KPIs must be together. It is plain data.
type Plan struct {
	Node      bsc.Ref         `json:"node"`
	NodeName  string          `json:"node_name,omitempty"`
	Goal      decimal.Decimal `json:"goal"`                // the score that the node should reach
	NodeScore bsc.Score       `json:"node_score,omitzero"` // of the node, now
	Then      bsc.Score       `json:"then,omitzero"`       // of the node, with all moves
	Reached   bool            `json:"reached"`
	// Moves are the KPIs whose actuals must be others, in definition order. The Then of each is that of all of them.
	Moves []Answer `json:"moves"`
	// Share is what every KPI gives up of its own shortfall, 0 to 1, to ten places; of Together. It is 0 if the goal is
	// reached now, and 1 if it cannot be.
	Share decimal.NullDecimal `json:"share"`
	Cost  decimal.NullDecimal `json:"cost"` // of all moves; of Cheapest
	// Optimal says that no other moves of these KPIs reach the goal for less, but for the steps of their grids; of
	// Cheapest.
	Optimal bool         `json:"optimal,omitempty"`
	Reason  words.Phrase `json:"reason,omitzero"` // why the goal is not reached, or why the cheapest may not be that
}

// String says the plan in English: a line for each move, then what comes of them.
func (p Plan) String() string { return p.Phrase().String() }

// Phrase says the plan in any language.
func (p Plan) Phrase() words.Phrase {
	moves := make([]words.Phrase, len(p.Moves))
	for i := range p.Moves {
		m := &p.Moves[i]
		what := any(m.Ref)
		if m.Name != "" {
			what = m.Name
		}
		moves[i] = words.New("plan_move", "what", what, "from", m.now(), "to", amount(m.needed(), m.Unit))
	}
	switch {
	case !p.Reached:
		return words.New("plan_not_reached", "moves", moves, "node", labelOf(p.Node, p.NodeName), "then", shown(p.Then, p.Goal), "goal", p.Goal)
	case len(moves) == 0:
		return words.New("plan_nothing", "node", labelOf(p.Node, p.NodeName), "then", shown(p.Then, p.Goal))
	}
	return words.New("plan_reached", "moves", moves, "node", labelOf(p.Node, p.NodeName), "then", shown(p.Then, p.Goal))
}

func (s *sought) plan() Plan {
	now := s.Result.ScoreOf(s.Node)
	return Plan{Node: s.Node, NodeName: s.nodeName(), Goal: s.Score, NodeScore: now, Then: now, Reached: s.isReached(now)}
}

func (s *sought) isReached(score bsc.Score) bool {
	g := s.gap(score, s.wanted)
	return g != nil && g.Sign() >= 0
}

// Together says what the actuals of all KPIs below the node must be so that it reaches the goal, if each gives up the
// same share of its own shortfall: each score rises by that share of the way to Met or, if that is not enough for all,
// to the highest score that the KPI can have within its bounds. Each actual is the least demanding that has this score,
// on the grid of its bounds. The share is the least, in units of the tenth place, with which the node reaches the goal
// when it is evaluated with these actuals.
//
// KPIs without a score, those at their highest score or above Met, and those that cannot be sought stay as they are,
// and so do those that are calculated from others, which follow them. Under weighted means the share is what the node
// lacks, divided by the sum of all weighted shortfalls. The error is that of [Alone].
func Together(g Goal) (Plan, error) {
	s, err := g.check()
	if err != nil {
		return Plan{}, err
	}
	p := s.plan()
	p.Share = decimal.NewNullDecimal(decimal.Zero)
	if p.Reached {
		return p, s.err
	}
	levers := s.together()
	if !s.share(&p, levers, false) && len(levers) > 0 {
		s.share(&p, levers, true)
	}
	if !p.Reached {
		p.Reason = words.New("seek_most_within", "node", labelOf(s.Node, p.NodeName), "then", shown(p.Then, p.Goal))
	}
	return p, s.err
}

// A riser is a lever with the scores between which it rises.
type riser struct {
	*lever
	from, met, top *big.Int
}

// together returns what rises together.
func (s *sought) together() []riser {
	var all []riser
	met := quanta(s.card.Scale().Met, exact.HalfAway)
	for _, l := range s.movable() {
		from, _ := l.now.Score.Decimal()
		top := l.top()
		if top == nil {
			continue
		}
		r := riser{lever: l, from: quanta(from, exact.HalfAway), met: met, top: top}
		if top.Cmp(met) < 0 {
			r.met = top
		}
		if r.top.Cmp(r.from) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// movable returns the KPIs below the node that have an actual and a score, and are not calculated from one another.
func (s *sought) movable() []*lever {
	var all []*lever
	for _, kpi := range s.tree.kpis {
		l, _ := s.lever(kpi)
		if l == nil || l.labels || !l.now.Actual.Valid || !l.now.Score.Valid() || l.low.Cmp(l.high) > 0 {
			continue
		}
		if !slices.ContainsFunc(s.card.Inputs(kpi), func(in bsc.Ref) bool { return in.Kind == bsc.KindKPI }) {
			all = append(all, l)
		}
	}
	return all
}

// share finds the share of their shortfalls that is enough, and makes the plan of it.
func (s *sought) share(p *Plan, levers []riser, toTop bool) bool {
	whole := exact.Pow10(exact.Places)
	gap := func(share *big.Int) *big.Int { return s.gap(s.score(s.others(rise(levers, share, toTop))), s.wanted) }
	at := whole
	if over := gap(whole); over != nil && over.Sign() >= 0 {
		none := new(big.Int)
		at = seek.From(whole, over, none, gap(none), nil, gap)
	}
	actuals := rise(levers, at, toTop)
	p.Share = decimal.NewNullDecimal(decimal.NewFromBigInt(at, -exact.Places).Normalize())
	of := make([]*lever, len(levers))
	for i := range levers {
		of[i] = levers[i].lever
	}
	s.move(p, of, actuals)
	return p.Reached
}

// rise returns the actuals if each score rises by a share.
func rise(levers []riser, share *big.Int, toTop bool) map[bsc.Ref]decimal.Decimal {
	actuals := map[bsc.Ref]decimal.Decimal{}
	for _, l := range levers {
		end := l.met
		if toTop {
			end = l.top
		}
		if end.Cmp(l.from) <= 0 || share.Sign() == 0 {
			continue
		}
		way := new(big.Int).Sub(end, l.from)
		score := exact.Div(way.Mul(way, share), exact.Pow10(exact.Places), exact.Ceiling)
		if at, _ := l.pick(l.spans(score.Add(score, l.from))); at != nil {
			actuals[l.of] = l.value(at)
		}
	}
	return actuals
}

// others returns the actuals that are not as they are now: to state one that is would take all of its data to be there.
func (s *sought) others(actuals map[bsc.Ref]decimal.Decimal) map[bsc.Ref]decimal.Decimal {
	others := maps.Clone(actuals)
	maps.DeleteFunc(others, func(of bsc.Ref, x decimal.Decimal) bool {
		now, known := s.Result.Value(of)
		return known && now.Equal(x)
	})
	return others
}

// move puts actuals into a plan.
func (s *sought) move(p *Plan, levers []*lever, actuals map[bsc.Ref]decimal.Decimal) {
	actuals = s.others(actuals)
	p.Then = s.score(actuals)
	p.Reached, p.Moves = s.isReached(p.Then), nil
	for _, l := range levers {
		x, moved := actuals[l.of]
		if !moved {
			continue
		}
		a := s.answer(&l.now)
		a.Needed, a.NeededScore = decimal.NewNullDecimal(x), l.Result.ScoreAt(l.of, x)
		a.Then, a.Reached, a.Bisected = p.Then, p.Reached, !l.built
		p.Moves = append(p.Moves, a)
	}
}

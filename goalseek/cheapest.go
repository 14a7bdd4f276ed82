package goalseek

import (
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Cheapest says which actuals bring the node to the goal at the least cost, if a KPI's actual costs so much per unit by
// which it is made better. KPIs without a cost stay as they are. It moves on where the node gains most per cost, KPI by
// KPI and bend by bend of their scorers, and only so far at last that the goal is just reached: one step of that KPI's
// grid less does not.
//
// That is optimal, and says so, if the KPIs count by weighted means alone, and their scorers never gain more per unit
// further on. If not, Reason says why: another way may be cheaper. The error is that of [Alone], or a *bsc.Problem with
// bsc.ErrUnknownRef for the cost of what is no KPI of the scorecard, and bsc.ErrValue for one that is not above 0.
func Cheapest(g Goal, costs map[bsc.Ref]decimal.Decimal) (Plan, error) {
	s, err := g.check()
	if err != nil {
		return Plan{}, err
	}
	if p := s.checkCosts(costs); p != nil {
		return Plan{}, p
	}
	p := s.plan()
	p.Cost = decimal.NewNullDecimal(decimal.Zero)
	if p.Reached {
		p.Optimal = true
		return p, s.err
	}
	var levers []*lever
	var legs []leg
	for _, l := range s.movable() {
		if cost, has := costs[l.of]; has {
			own, why := l.legs(cost)
			levers, legs = append(levers, l), append(legs, own...)
			if p.Reason.IsZero() && len(own) > 0 {
				p.Reason = why
			}
		}
	}
	slices.SortStableFunc(legs, func(a, b leg) int { return b.gain.Cmp(&a.gain) })
	actuals := s.walk(legs)
	s.move(&p, levers, actuals)
	for i := range p.Moves {
		m := &p.Moves[i]
		p.Cost.Decimal = p.Cost.Decimal.Add(m.Needed.Decimal.Sub(m.Actual.Decimal).Abs().Mul(costs[m.Ref]))
	}
	p.Optimal = p.Reached && p.Reason.IsZero()
	if !p.Reached {
		p.Reason = words.New("seek_most_within", "node", labelOf(s.Node, p.NodeName), "then", shown(p.Then, p.Goal))
	}
	return p, s.err
}

func (s *sought) checkCosts(costs map[bsc.Ref]decimal.Decimal) *bsc.Problem {
	refs := make([]bsc.Ref, 0, len(costs))
	for ref := range costs {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b bsc.Ref) int { return strings.Compare(a.String(), b.String()) })
	for _, ref := range refs {
		p := outOfRange(costs[ref])
		switch _, ok := s.Result.Of(ref); {
		case !ok || ref.Kind != bsc.KindKPI:
			p = unknown(s.card.Nodes(), ref)
		case p == nil && costs[ref].Sign() <= 0:
			p = problem(bsc.ErrValue, "seek_cost", "cost", costs[ref])
			p.Allowed = words.New("above_zero")
		}
		if p != nil {
			p.Ref = ref
			return p
		}
	}
	return nil
}

// A leg is a part of the way of a KPI's actual on which every unit is taken to gain the same.
type leg struct {
	*lever
	from, to *big.Int
	gain     big.Rat // of the node's score per cost
}

// A corner is a place of the grid with the KPI's score there.
type corner struct{ at, score *big.Int }

// legs returns the way from the actual to the nearest that has the highest score: along the line above its scores that
// never gains more further on. why says why it is not known to be the best way.
func (l *lever) legs(cost decimal.Decimal) (legs []leg, why words.Phrase) {
	corners, straight := l.corners()
	hull := upper(corners)
	w := l.tree.ways[l.of]
	share := new(big.Rat)
	if w != nil {
		share.Set(&w.share)
	}
	switch {
	case len(l.tree.reach(l.of)) > 1:
		why = words.New("cheapest_feeds", "what", l.of)
	case w == nil || !w.mean:
		why = words.New("cheapest_no_mean", "what", l.of)
	case !straight:
		why = words.New("cheapest_no_line", "what", l.of)
	case !concave(corners, hull):
		why = words.New("cheapest_not_concave", "what", l.of)
	}
	for i := 1; i < len(hull); i++ {
		one := leg{lever: l, from: hull[i-1].at, to: hull[i].at}
		rise := new(big.Int).Sub(hull[i].score, hull[i-1].score)
		run := exact.Rat(l.value(new(big.Int).Sub(one.to, one.from)).Abs().Mul(cost))
		one.gain.Quo(new(big.Rat).SetInt(rise), run)
		one.gain.Mul(&one.gain, share)
		if rise.Sign() > 0 {
			legs = append(legs, one)
		}
	}
	return legs, why
}

// corners returns the places at which the KPI's score takes another turn on the way from its actual to its highest
// score, and whether it is straight between them.
func (l *lever) corners() (corners []corner, straight bool) {
	top := l.top()
	if top == nil {
		return nil, true
	}
	end, _ := l.pick(l.spans(top))
	if end == nil {
		return nil, true
	}
	mode := exact.Floor // towards the end
	if l.value(end).GreaterThan(l.now.Actual.Decimal) {
		mode = exact.Ceiling
	}
	from := l.clamp(l.at(l.now.Actual.Decimal, mode))
	if end.Cmp(from) == 0 {
		return nil, true
	}
	bends, straight := l.Result.Bends(l.of)
	places := []*big.Int{from, end}
	for _, b := range bends {
		at := l.at(b, exact.Floor)
		places = append(places, at, new(big.Int).Add(at, big.NewInt(1)))
		if !straight { // it may jump there
			places = append(places, new(big.Int).Sub(at, big.NewInt(1)), new(big.Int).Add(at, big.NewInt(2)))
		}
	}
	least := quanta(l.card.Scale().Min, exact.HalfAway)
	if rises, _ := l.pick(l.spans(least.Add(least, big.NewInt(1)))); rises != nil { // before, it is flat
		places = append(places, rises, new(big.Int).Sub(rises, big.NewInt(int64(end.Cmp(from)))))
	}
	for i := int64(1); i < 16; i++ { // a curve, a host's, or scores that are rounded
		way := new(big.Int).Sub(end, from)
		places = append(places, way.Add(way.Quo(way.Mul(way, big.NewInt(i)), big.NewInt(16)), from))
	}
	places = slices.DeleteFunc(places, func(at *big.Int) bool { return at.Cmp(from)*at.Cmp(end) > 0 })
	slices.SortFunc(places, func(a, b *big.Int) int { return a.Cmp(b) * end.Cmp(from) })
	for _, at := range places {
		d, ok := l.own(at).Decimal()
		if n := len(corners); ok && (n == 0 || corners[n-1].at.Cmp(at) != 0) {
			corners = append(corners, corner{at, quanta(d, exact.HalfAway)})
		}
	}
	return corners, straight
}

// lies returns how far c lies above the line from a to b, times the width of that line: below 0 if it lies below.
func lies(a, b, c corner) *big.Int {
	width, along := new(big.Int).Sub(b.at, a.at), new(big.Int).Sub(c.at, a.at)
	width.Abs(width)
	along.Abs(along)
	high := new(big.Int).Sub(c.score, a.score)
	high.Mul(high, width)
	return high.Sub(high, along.Mul(along, new(big.Int).Sub(b.score, a.score)))
}

// upper returns the corners on the line above all, which gains less and less.
func upper(corners []corner) []corner {
	var hull []corner
	for _, c := range corners {
		for n := len(hull); n > 1 && lies(hull[n-2], c, hull[n-1]).Sign() <= 0; n = len(hull) {
			hull = hull[:n-1]
		}
		hull = append(hull, c)
	}
	return hull
}

// concave reports whether all corners lie on that line, but for the rounding of scores and of bends to the grid.
func concave(corners, hull []corner) bool {
	i := 1
	for _, c := range corners {
		for i < len(hull)-1 && c.at.Cmp(hull[i].at)*hull[len(hull)-1].at.Cmp(hull[0].at) > 0 {
			i++
		}
		if i >= len(hull) {
			break
		}
		below := lies(hull[i-1], hull[i], c)
		width := new(big.Int).Sub(hull[i].at, hull[i-1].at)
		width.Abs(width)
		slack := new(big.Int).Mul(width, big.NewInt(4))          // units of the last place of scores
		step := new(big.Int).Sub(hull[i].score, hull[i-1].score) // and what one step of the grid gains
		if below.Neg(below).Cmp(slack.Add(slack, step.Abs(step))) > 0 {
			return false
		}
	}
	return true
}

// walk goes along legs, the best first, until the goal is reached, and only so far on the last as it must.
func (s *sought) walk(legs []leg) map[bsc.Ref]decimal.Decimal {
	after := func(count *big.Int) map[bsc.Ref]decimal.Decimal {
		actuals := map[bsc.Ref]decimal.Decimal{}
		for _, one := range legs[:count.Int64()] {
			actuals[one.of] = one.value(one.to)
		}
		return actuals
	}
	gap := func(count *big.Int) *big.Int { return s.gap(s.score(s.others(after(count))), s.wanted) }
	all := big.NewInt(int64(len(legs)))
	over := gap(all)
	if over == nil || over.Sign() < 0 {
		return after(all)
	}
	count := seek.From(all, over, new(big.Int), gap(new(big.Int)), nil, gap)
	last := legs[count.Int64()-1]
	actuals := after(count.Sub(count, big.NewInt(1)))
	with := func(at *big.Int) *big.Int {
		actuals[last.of] = last.value(at)
		return s.gap(s.score(s.others(actuals)), s.wanted)
	}
	at := last.from
	if under := with(at); under == nil || under.Sign() < 0 {
		at = seek.Edge(last.to, last.from, with)
	}
	actuals[last.of] = last.value(at)
	return actuals
}

package goalseek

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Alone says what the actual of one KPI must be so that the node reaches the goal, all else as it is: the actual
// nearest to the present one, on the grid of its bounds, that does. If the goal is reached now, it is the worst actual
// that still reaches it: what may be lost. A KPI without data can be asked for, too.
//
// Built-in scorers are inverted, and the answer is exact: a [bsc.Mix] with it reaches the goal, and one step nearer to
// where the goal is not reached it does not. What cannot be inverted is bisected, and says so.
//
// A goal that no actual reaches is no error: the answer has the most that can be reached, and the reason. Nor is a KPI
// that cannot be sought: one that people judge, that is only shown, does not apply or has no weight. The error is a
// *bsc.Problem: with bsc.ErrInput for a goal without a result, bsc.ErrUnknownRef for a node that is not on the
// scorecard, bsc.ErrNumber and bsc.ErrValue for bounds that are none, and bsc.ErrBands for a rating that does not begin
// at a score.
func Alone(g Goal, kpi bsc.Ref) (Answer, error) {
	s, err := g.check()
	if err != nil {
		return Answer{}, err
	}
	if _, ok := s.Result.Of(kpi); !ok || kpi.Kind != bsc.KindKPI {
		return Answer{}, unknown(s.card.Nodes(), kpi)
	}
	a := s.alone(kpi)
	return a, s.err
}

// Each answers [Alone] for every KPI below the node, in definition order.
func Each(g Goal) ([]Answer, error) {
	s, err := g.check()
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, 0, len(s.tree.kpis))
	for _, kpi := range s.tree.kpis {
		answers = append(answers, s.alone(kpi))
	}
	return answers, s.err
}

func (s *sought) alone(kpi bsc.Ref) Answer {
	l, why := s.lever(kpi)
	if l == nil {
		o, _ := s.Result.Of(kpi)
		a := s.answer(&o)
		a.Reason = why
		return a
	}
	a := s.answer(&l.now)
	switch {
	case l.low.Cmp(l.high) > 0:
		a.Reason = words.New("seek_no_number", "step", l.step)
	case l.labels:
		l.byLabel(&a)
	case !l.plain() || !l.byScore(&a):
		l.byTrying(&a)
	}
	return a
}

// plain reports whether the KPI counts by its own score alone, a higher one never lowers the node's, and its scorer can
// be inverted.
func (l *lever) plain() bool {
	for _, of := range l.tree.reach(l.of)[1:] {
		if w := l.tree.ways[of]; w != nil && w.counts {
			return false
		}
	}
	w := l.tree.ways[l.of]
	return l.built && w != nil && w.steady
}

// withScore returns the node's score with another score of the KPI. The ends of the scale are given as what is clamped
// to them, because a KPI's own rounding comes before.
func (l *lever) withScore(score *big.Int) bsc.Score {
	d, scale := decimal.NewFromBigInt(score, -exact.Places), l.card.Scale()
	switch beyond := decimal.New(2, 0); {
	case d.Equal(scale.Cap):
		d = d.Add(beyond)
	case d.Equal(scale.Min):
		d = d.Sub(beyond)
	}
	return l.mix(bsc.Mix{Of: l.Result, Scores: map[bsc.Ref]decimal.Decimal{l.of: d}})
}

// byScore finds the least score of the KPI that is enough, and the actual that has it. It returns false if that does
// not hold when it is evaluated.
func (l *lever) byScore(a *Answer) bool {
	top := l.top()
	if top == nil {
		a.Reason = words.New("seek_never_scored")
		return true
	}
	wanted, least := l.wanted, quanta(l.card.Scale().Min, exact.HalfAway)
	most := l.withScore(top)
	over := l.gap(most, wanted)
	if a.Reached = over != nil && over.Sign() >= 0; !a.Reached {
		d, ok := most.Decimal()
		if !ok {
			return false
		}
		wanted, over, a.Then = quanta(d, exact.HalfAway), new(big.Int), most
		l.short(a)
	}
	gap := func(at *big.Int) *big.Int { return l.gap(l.withScore(at), wanted) }
	score := least
	if under := gap(least); under == nil || under.Sign() < 0 {
		score = seek.From(top, over, least, under, nil, gap)
	}
	at, worse := l.pick(l.spans(score))
	if at == nil {
		a.Then = most
		return len(l.spans(score)) > 0
	}
	l.state(a, at)
	reaches := func(at *big.Int) bool {
		g := l.gap(l.then(at), wanted)
		return g != nil && g.Sign() >= 0
	}
	return reaches(at) && (worse == nil || !reaches(worse.Add(worse, at)))
}

// state puts an actual into an answer.
func (l *lever) state(a *Answer, at *big.Int) {
	a.Needed = decimal.NewNullDecimal(l.value(at))
	a.NeededScore, a.Then = l.own(at), l.then(at)
}

// short says why a goal is not reached.
func (l *lever) short(a *Answer) {
	a.Reason = words.New("seek_most", "node", labelOf(l.Node, a.NodeName), "then", shown(a.Then, a.Goal))
	if l.bound[0] || l.bound[1] {
		a.Reason = words.New("seek_most_within", "node", labelOf(l.Node, a.NodeName), "then", shown(a.Then, a.Goal))
	}
}

// byLabel finds the label of the lowest score that is enough.
func (l *lever) byLabel(a *Answer) {
	rules, _ := l.card.Rules(l.of)
	var args bsc.PointsArgs
	if err := json.Unmarshal(rules.Scorer.Args, &args); err != nil || len(args.Labels) == 0 {
		a.Reason = words.New("seek_labels_of_host")
		return
	}
	type choice struct {
		label  string
		score  decimal.Decimal
		then   bsc.Score
		gained *big.Int
	}
	var choices []choice
	for label, number := range args.Labels {
		score, _ := number.Decimal() // Compile has read it
		c := choice{label: label, score: score}
		c.then = l.mix(bsc.Mix{Of: l.Result, Scores: map[bsc.Ref]decimal.Decimal{l.of: score}})
		c.gained = l.gap(c.then, l.wanted)
		if c.gained != nil {
			choices = append(choices, c)
		}
	}
	slices.SortFunc(choices, func(a, b choice) int {
		if cmp := a.score.Cmp(b.score); cmp != 0 {
			return cmp
		}
		return strings.Compare(a.label, b.label)
	})
	var best *choice
	for i := range choices {
		c := &choices[i]
		if best == nil || best.gained.Sign() < 0 && c.gained.Cmp(best.gained) > 0 {
			best = c
		}
	}
	if best == nil {
		a.Reason = words.New("seek_never_scored")
		return
	}
	a.NeededLabel, a.Then, a.Reached = best.label, best.then, best.gained.Sign() >= 0
	a.NeededScore = l.mixed(best.score)
	if !a.Reached {
		l.short(a)
	}
}

// mixed returns what the KPI scores if it is given a score.
func (l *lever) mixed(score decimal.Decimal) bsc.Score {
	r, err := bsc.Mix{Of: l.Result, Scores: map[bsc.Ref]decimal.Decimal{l.of: score}}.Evaluate()
	if err != nil {
		l.err = err
		return bsc.Score{}
	}
	return r.ScoreOf(l.of)
}

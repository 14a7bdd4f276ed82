package goalseek

import (
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Goal is a score that a node of a result should reach. It is plain data.
type Goal struct {
	Result *bsc.Result     // how things stand; required
	Node   bsc.Ref         // of the scorecard; the zero Ref is the scorecard itself
	Score  decimal.Decimal // to be reached, on the scale
	// Rating, if it is set, is to be reached instead of Score: the lowest score that has it by the node's bands.
	Rating bsc.Rating
	// Bounds say which actuals KPIs can have; those without have any, to six decimal places. See [BestOf].
	Bounds map[bsc.Ref]Bounds
	_      struct{}
}

// Bounds say which actuals a KPI can have: what the process has ever done, today's best unit, a cap. In the zero value
// it is any number of six decimal places.
type Bounds struct {
	Low  decimal.NullDecimal `json:"low"` // not valid: none, as for High
	High decimal.NullDecimal `json:"high"`
	// Step divides every actual that is proposed: 1 for whole numbers, 0.01 for two decimal places, 0.5, 1000. It has
	// at most 18 decimal places. 0 is 0.000001, less for a KPI whose numbers are all below 0.1, and more where they
	// have more than 24 digits before the point.
	Step decimal.Decimal `json:"step,omitzero"`
}

// BestOf returns bounds made of what has been reached: each KPI's best actual in several results, of earlier periods or
// of other org units, as the limit on its better side. Where closer is better, it is the lowest and the highest. KPIs
// without an actual have none.
func BestOf(results ...*bsc.Result) map[bsc.Ref]Bounds {
	bounds := map[bsc.Ref]Bounds{}
	for _, r := range results {
		for o := range r.All() {
			if o.Ref.Kind != bsc.KindKPI || !o.Actual.Valid {
				continue
			}
			b, direction := bounds[o.Ref], directionOf(r, o.Ref)
			if direction != bsc.DirectionLower && (!b.High.Valid || o.Actual.Decimal.GreaterThan(b.High.Decimal)) {
				b.High = o.Actual
			}
			if direction != bsc.DirectionHigher && (!b.Low.Valid || o.Actual.Decimal.LessThan(b.Low.Decimal)) {
				b.Low = o.Actual
			}
			bounds[o.Ref] = b
		}
	}
	return bounds
}

func directionOf(r *bsc.Result, kpi bsc.Ref) bsc.Direction {
	if rules, _ := r.Scorecard().Rules(kpi); rules.Direction != "" {
		return rules.Direction
	}
	return bsc.DirectionHigher
}

// check returns what is wrong with bounds.
func (b *Bounds) check(of bsc.Ref) *bsc.Problem {
	for _, d := range []decimal.Decimal{b.Low.Decimal, b.High.Decimal, b.Step} {
		if p := outOfRange(d); p != nil {
			p.Ref = of
			return p
		}
	}
	var p *bsc.Problem
	switch {
	case b.Step.Sign() < 0 || b.Step.Normalize().Exponent() < -maxPlaces:
		p = problem(bsc.ErrValue, "seek_step", "step", b.Step)
		p.Allowed = words.New("seek_step_allowed")
	case b.Low.Valid && b.High.Valid && b.Low.Decimal.GreaterThan(b.High.Decimal):
		p = problem(bsc.ErrValue, "seek_bounds_fall", "low", b.Low.Decimal, "high", b.High.Decimal)
		p.Allowed = words.New("seek_bounds_rise")
	default:
		return nil
	}
	p.Ref = of
	return p
}

// maxPlaces is the most decimal places that a step has.
const maxPlaces = 18

func problem(code bsc.Code, says string, args ...any) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: words.New(says, args...)}
}

// outOfRange returns what is wrong with a host's number; nil if bsc.Number accepts it.
func outOfRange(d decimal.Decimal) *bsc.Problem {
	_, f := exact.Check(d)
	if f == nil {
		return nil
	}
	return &bsc.Problem{Code: bsc.ErrNumber, Detail: f.Detail, Allowed: f.Allowed}
}

// A sought is a goal that is checked, with the part of the scorecard below its node.
type sought struct {
	Goal
	card   *bsc.Scorecard
	wanted *big.Int // Score in units of its last place
	tree   tree
	err    error // of a mix
}

// check makes a goal ready to be sought.
func (g Goal) check() (*sought, error) {
	s := &sought{Goal: g, card: g.Result.Scorecard()}
	if s.card == nil {
		p := problem(bsc.ErrInput, "seek_without_result")
		return nil, p
	}
	nodes := s.card.Nodes()
	if s.Node == (bsc.Ref{}) {
		s.Node = nodes[0]
	}
	if !slices.Contains(nodes, s.Node) {
		return nil, unknown(nodes, s.Node)
	}
	for _, of := range s.boundedInOrder() {
		b := s.Bounds[of]
		if p := b.check(of); p != nil {
			return nil, p
		}
	}
	if p := s.resolve(); p != nil {
		p.Ref = s.Node
		return nil, p
	}
	s.wanted = quanta(s.Score, exact.Ceiling)
	s.Score = decimal.NewFromBigInt(s.wanted, -exact.Places).Normalize()
	s.tree = treeOf(s)
	return s, nil
}

// boundedInOrder returns what has bounds, in a fixed order.
func (g *Goal) boundedInOrder() []bsc.Ref {
	refs := make([]bsc.Ref, 0, len(g.Bounds))
	for ref := range g.Bounds {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b bsc.Ref) int { return strings.Compare(a.String(), b.String()) })
	return refs
}

// unknown is the problem of a node that is not on the scorecard.
func unknown(nodes []bsc.Ref, of bsc.Ref) *bsc.Problem {
	var ids []string
	for _, ref := range nodes {
		if ref.Kind == of.Kind {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	p := problem(bsc.ErrUnknownRef, "no_such_node_on_scorecard", "node", of)
	p.Hint = fault.DidYouMean(of.ID, ids)
	return p
}

// resolve finds the score of the rating that is wanted.
func (s *sought) resolve() *bsc.Problem {
	if s.Rating == "" {
		return outOfRange(s.Score)
	}
	for _, b := range s.Result.Bands(s.Node) {
		if b.Rating != s.Rating || b.On != "score" {
			continue
		}
		s.Score = s.card.Scale().Min
		if b.Low.Valid {
			s.Score = b.Low.Decimal
			if whole := quanta(s.Score, exact.Ceiling); !b.IncludeLower && decimal.NewFromBigInt(whole, -exact.Places).Equal(s.Score) {
				s.Score = s.Score.Add(decimal.New(1, -exact.Places))
			}
		}
		return nil
	}
	rules, _ := s.card.Rules(s.Node)
	for _, l := range rules.Levels {
		if l.Rating == s.Rating {
			s.Score = l.From
			return nil
		}
	}
	p := problem(bsc.ErrBands, "seek_rating_without_limit", "rating", s.Rating)
	p.Allowed = words.New("seek_rating_on_score")
	return p
}

// quanta returns a number in units of the last place of scores.
func quanta(d decimal.Decimal, mode exact.Mode) *big.Int {
	return exact.Whole(d).Scaled(exact.Places, mode)
}

// gap returns by how much a score is more than what is wanted; nil for no score.
func (s *sought) gap(score bsc.Score, wanted *big.Int) *big.Int {
	d, ok := score.Decimal()
	if !ok {
		return nil
	}
	return new(big.Int).Sub(quanta(d, exact.HalfAway), wanted)
}

// score returns the node's score with other actuals.
func (s *sought) score(actuals map[bsc.Ref]decimal.Decimal) bsc.Score {
	return s.mix(bsc.Mix{Of: s.Result, Actuals: actuals})
}

// mix returns the node's score in a mix; none after an error.
func (s *sought) mix(m bsc.Mix) bsc.Score {
	if s.err != nil {
		return bsc.Score{}
	}
	r, err := m.Evaluate()
	if err != nil {
		s.err = err
		return bsc.Score{}
	}
	return r.ScoreOf(s.Node)
}

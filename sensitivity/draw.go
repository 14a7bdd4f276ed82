package sensitivity

import (
	"math"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Options say how weights are drawn: either by a Concentration, or within Intervals.
type Options struct {
	Draws int    `json:"draws"` // 1 to a million
	Seed  uint64 `json:"seed"`  // the same seed draws the same weights, on every machine
	// Concentration is that of a Dirichlet distribution around the defined weights, at every parent alone: 1 to 10^9. The
	// higher, the closer do weights stay: a share w of the weight varies by a standard deviation of
	// √(w·(1-w)/(Concentration+1)). Children of weight 0 stay at 0, and so does the weight of KPIs used from elsewhere.
	Concentration bsc.Number `json:"concentration,omitempty"`
	Intervals                // each weight is drawn from its interval, evenly and alone
	// Quantiles are those of the scores, in percent. None: 5, 25, 50, 75 and 95.
	Quantiles []bsc.Number `json:"quantiles,omitempty"`
	_         struct{}
}

// fine is how fine shares are drawn.
const fine = 1_000_000_000

// A drawer draws the weights below a node.
type drawer struct {
	card    *bsc.Scorecard
	seed    uint64
	parents []drawn
}

// drawn are the weights of siblings that are drawn together.
type drawn struct {
	refs   []bsc.Ref
	total  decimal.Decimal // what they come to, where it stays
	stays  bool
	shapes []float64  // of gamma distributions; nil: intervals
	ranges []interval // of weights
}

// drawerOf prepares to draw the weights below a node of a result.
func (o *Options) drawerOf(r *bsc.Result, of bsc.Ref) (*drawer, *bsc.Problem) {
	if o.Concentration == "" == o.Intervals.isZero() {
		return nil, &bsc.Problem{Code: bsc.ErrValue, Detail: words.New("concentration_or_intervals"), Allowed: words.New("one_of_the_two")}
	}
	d := &drawer{card: r.Scorecard(), seed: o.Seed}
	ends, p := o.Intervals.ends(d.card)
	if p != nil {
		return nil, p
	}
	var concentration decimal.Decimal
	if o.Concentration != "" {
		if concentration, p = number(o.Concentration, "concentration", decimal.New(1, 9)); p != nil {
			return nil, p
		}
		if concentration.LessThan(decimal.New(1, 0)) {
			return nil, &bsc.Problem{Code: bsc.ErrValue, Detail: words.New("number_is", "what", words.New("concentration"), "number", string(o.Concentration)), Allowed: words.New("one_to", "most", decimal.New(1, 9))}
		}
	}
	at := map[bsc.Ref]int{}
	for _, l := range levers(r, of) {
		i, known := at[l.parent]
		if !known {
			i = len(d.parents)
			at[l.parent] = i
			s := drawn{total: l.all, stays: l.yields || o.Concentration != ""}
			if !l.yields {
				s.total = s.total.Round(digits - int32(s.total.NumDigits()) - s.total.Exponent())
			}
			d.parents = append(d.parents, s)
		}
		s := &d.parents[i]
		if o.Concentration == "" {
			s.refs, s.ranges = append(s.refs, l.of), append(s.ranges, ends.of(l.of, l.own))
		} else if l.own.Sign() > 0 {
			share := new(big.Rat).Quo(exact.Rat(l.own), exact.Rat(l.all))
			shape, _ := share.Mul(share, exact.Rat(concentration)).Float64()
			s.refs, s.shapes = append(s.refs, l.of), append(s.shapes, shape)
		}
	}
	return d, nil
}

// draw returns the weights of a draw: parents and their children in definition order, each after the other from one
// source.
func (d *drawer) draw(number int) map[bsc.Ref]bsc.Number {
	from := source{rand.NewPCG(d.seed, uint64(number))}
	weights := map[bsc.Ref]bsc.Number{}
	for i := range d.parents {
		s := &d.parents[i]
		for j, w := range s.weights(from) {
			weights[s.refs[j]] = bsc.NumberOf(w)
		}
	}
	return weights
}

// weights draws the weights of siblings.
func (s *drawn) weights(from source) []decimal.Decimal {
	var parts []decimal.Decimal
	if s.shapes != nil {
		parts = s.shares(from)
	} else {
		parts = s.within(from)
	}
	if s.stays && slices.ContainsFunc(parts, func(p decimal.Decimal) bool { return p.Sign() > 0 }) {
		return split(s.total, parts)
	}
	return parts
}

// shares draws shares of the weight, each at least one part in 10^9.
func (s *drawn) shares(from source) []decimal.Decimal {
	drawn, sum := make([]float64, len(s.shapes)), 0.0
	for i, shape := range s.shapes {
		drawn[i] = from.gamma(shape)
		sum += drawn[i]
	}
	parts := make([]decimal.Decimal, len(drawn))
	for i, g := range drawn {
		parts[i] = decimal.New(max(1, int64(math.Floor(float64(g/sum*fine)+0.5))), 0)
	}
	return parts
}

// within draws each weight from its interval, in 10^9 steps, and rounds it to ten digits of the upper end.
func (s *drawn) within(from source) []decimal.Decimal {
	parts := make([]decimal.Decimal, len(s.ranges))
	for i, r := range s.ranges {
		step, _ := bits.Mul64(from.Uint64(), fine+1)
		w := r.low.Add(r.high.Sub(r.low).Mul(decimal.New(int64(step), -9)))
		parts[i] = w.Round(digits - int32(r.high.NumDigits()) - r.high.Exponent())
	}
	return parts
}

package oracle

import (
	"encoding/json"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// A part is one child as its parent's aggregator sees it.
type part struct {
	node   *Node
	score  *fraction
	weight *fraction
	rating bsc.Rating // its own; "" where it has none
}

// gathered are the children of a parent, in definition order.
type gathered struct {
	counted []part
	beside  []part // of weight 0: only a veto looks at them
}

// An aggregate is what an aggregator sees.
type aggregate struct {
	scale scale
	gathered
	limits []limit // the parent's own bands
}

// combine applies the aggregator that the policy names. If it returns neither a score nor an error, there is no data.
func (a aggregate) combine(p bsc.Policy) (*fraction, error) {
	switch p.Name {
	case "", "weighted_mean", "weighted_sum": // the hundred of a sum is what is left of it (10)
		return sumOf(a.counted, part.weighted).over(sumOf(a.counted, part.itsWeight)), nil
	case "geometric":
		return a.power(integer(0))
	case "harmonic":
		return a.power(integer(-1))
	case "power":
		return a.power(fractionOf(arguments[struct{ P json.Number }](p).P))
	case "min":
		return a.ranked()[0].score, nil
	case "max":
		return a.ranked()[len(a.counted)-1].score, nil
	case "median":
		return a.median(), nil
	case "most_frequent":
		return a.mostFrequent()
	case "veto":
		return a.veto(p)
	case firstPart, firstPartMonotone:
		return a.counted[0].score, nil
	}
	panic("no aggregator " + p.Name)
}

func (p part) weighted() *fraction  { return p.score.times(p.weight) }
func (p part) itsWeight() *fraction { return p.weight }

// sumOf adds up something of every part.
func sumOf(parts []part, of func(part) *fraction) *fraction {
	sum := integer(0)
	for _, p := range parts {
		sum = sum.plus(of(p))
	}
	return sum
}

// ranked are the parts from the lowest score to the highest.
func (a aggregate) ranked() []part {
	return slices.SortedStableFunc(slices.Values(a.counted), func(x, y part) int {
		return x.score.compare(y.score)
	})
}

// median is the score at which the weights passed exceed half of all, or the mean of the two
// scores around exactly half.
func (a aggregate) median() *fraction {
	two := integer(2)
	half, passed := sumOf(a.counted, part.itsWeight).over(two), integer(0)
	for i, p := range a.ranked() {
		passed = passed.plus(p.weight)
		switch passed.compare(half) {
		case 0:
			return p.score.plus(a.ranked()[i+1].score).over(two)
		case 1:
			return p.score
		}
	}
	panic("the weights never reach half of their sum")
}

// mostFrequent is the lower limit of the rating with most weight; of equals, that of the worse rating, which comes
// first in the limits. Children without a rating have no vote; a child filled with Min has the rating of Min.
func (a aggregate) mostFrequent() (*fraction, error) {
	votes := make([]*fraction, len(a.limits))
	for _, p := range a.counted {
		if p.rating == "" {
			continue
		}
		i := slices.IndexFunc(a.limits, func(l limit) bool { return l.rating == p.rating })
		if i < 0 {
			return nil, errRefused // a rating that the parent's bands do not have
		}
		if votes[i] == nil {
			votes[i] = integer(0)
		}
		votes[i] = votes[i].plus(p.weight)
	}
	most := -1
	for i, v := range votes {
		if v != nil && (most < 0 || votes[most].below(v)) {
			most = i
		}
	}
	switch most {
	case -1:
		return nil, nil
	case 0:
		return a.scale.min, nil // the lowest band is open
	}
	return a.limits[most].from, nil
}

// vetoArguments are those of veto.
type vetoArguments struct {
	Limit, Cap json.Number
	Children   []string
	Of         bsc.Policy
}

// innermost is the name of the aggregator below any vetoes.
func innermost(p bsc.Policy) string {
	if p.Name == "veto" {
		return innermost(arguments[vetoArguments](p).Of)
	}
	return p.Name
}

// canVeto says whether a parent's vetoes look at a child: one that they name, or any if they name none.
func canVeto(p bsc.Policy, child string) bool {
	if p.Name != "veto" {
		return false
	}
	args := arguments[vetoArguments](p)
	return args.names(child) || canVeto(args.Of, child)
}

func (v vetoArguments) names(child string) bool {
	return len(v.Children) == 0 || slices.Contains(v.Children, child)
}

// veto caps the result of another aggregator if a child that it names is below the limit. A child of weight 0 may veto.
func (a aggregate) veto(p bsc.Policy) (*fraction, error) {
	args := arguments[vetoArguments](p)
	score, err := a.combine(args.Of)
	if score == nil {
		return nil, err
	}
	for _, child := range slices.Concat(a.counted, a.beside) {
		if args.names(child.node.Ref.ID) && child.score.below(fractionOf(args.Limit)) && fractionOf(args.Cap).below(score) {
			return fractionOf(args.Cap), nil
		}
	}
	return score, nil
}

// power is the weighted power mean (Σ w·s^p / Σ w)^(1/p) of scores from 0, and the geometric
// mean, its limit, at p = 0 (19).
func (a aggregate) power(p *fraction) (*fraction, error) {
	ranked := a.ranked()
	lowest, highest := ranked[0].score, ranked[len(ranked)-1].score
	switch {
	case lowest.sign() < 0:
		return nil, errRefused
	case highest.sign() == 0, lowest.sign() == 0 && p.sign() <= 0:
		return integer(0), nil
	case p.compare(integer(-1)) == 0:
		return sumOf(a.counted, part.itsWeight).over(sumOf(a.counted, part.inverse)), nil // harmonic, and rational
	case p.sign() == 0:
		return besides(exponential(a.meanOf(part.log))), nil
	case p.sign() > 0:
		return a.powerAround(highest, p), nil
	}
	return a.powerAround(lowest, p), nil
}

func (p part) inverse() *fraction { return p.weight.over(p.score) }

func (p part) log() *big.Float { return naturalLog(p.score.float()) }

// meanOf is the weighted mean of something irrational of every part.
func (a aggregate) meanOf(of func(part) *big.Float) *big.Float {
	sum := newFloat()
	for _, p := range a.counted {
		sum.Add(sum, newFloat().Mul(p.weight.float(), of(p)))
	}
	return sum.Quo(sum, sumOf(a.counted, part.itsWeight).float())
}

// powerAround is the power mean for p other than 0, as pivot · (Σ w·(s/pivot)^p / Σ w)^(1/p), so
// that no power overflows: the pivot is the part whose power is greatest.
func (a aggregate) powerAround(pivot, p *fraction) *fraction {
	mean := a.meanOf(func(child part) *big.Float {
		if child.score.sign() == 0 {
			return newFloat()
		}
		exponent := naturalLog(child.score.over(pivot).float())
		exponent.Mul(exponent, p.float())
		if exponent.Cmp(big.NewFloat(-1000)) < 0 {
			return newFloat() // less than 10^-400 of the pivot's
		}
		return exponential(exponent)
	})
	root := newFloat().Quo(naturalLog(mean), p.float())
	return besides(root.Mul(exponential(root), pivot.float()))
}

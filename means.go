package bsc

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// powerMean is (Σ w·s^p / Σw)^(1/p); p = 0 is the geometric mean.
type powerMean struct {
	name string
	p    decimal.Decimal
}

func newPower(a Args) (Aggregator, error) {
	var args struct {
		P Number `json:"p"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	p, problem := parseDecimal(string(args.P))
	if problem != nil {
		problem.Path = "/p"
		return nil, problem
	}
	return builtinAggregator{powerMean{"power", p}}, nil
}

func (powerMean) traits() traits { return traits{monotone: true} }

func (m powerMean) combine(in *AggregateInput) (ratio, *Problem) {
	m.trace(in)
	zero := false
	var scores []*big.Int
	var weights []decimal.Decimal
	for _, p := range in.Parts {
		units := whole(p.Score).units(tenPlaces())
		switch units.Sign() {
		case -1:
			return ratio{}, negativePart(m.name, p)
		case 0:
			zero = true
		default:
			scores, weights = append(scores, units), append(weights, p.Weight)
		}
	}
	if len(scores) == 0 || zero && m.p.Sign() <= 0 {
		return whole(decimal.Decimal{}), nil
	}
	return m.mean(scores, weights, totalWeight(in.Parts)), nil
}

// mean takes the power mean of positive scores. Scores of zero, which add nothing to the
// sum, are in the total weight only.
func (m powerMean) mean(scores []*big.Int, weights []decimal.Decimal, total decimal.Decimal) ratio {
	exponent := total.Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	whole := make([]*big.Int, len(weights))
	for i, w := range weights {
		whole[i] = exact.Scaled(w, exponent)
	}
	pNum, pDen := exact.Scaled(m.p, min(m.p.Exponent(), 0)), exact.Pow10(int(max(-m.p.Exponent(), 0)))
	mean := exact.PowerMean(scores, whole, exact.Scaled(total, exponent), pNum, pDen)
	return ratio{decimal.NewFromBigInt(mean, 0), decimal.NewFromBigInt(exact.Pow10(exact.MeanPlaces), 0)}
}

func (m powerMean) trace(in *AggregateInput) {
	if in.Trace == nil {
		return
	}
	terms := make([]string, len(in.Parts))
	total := num(totalWeight(in.Parts))
	for i, p := range in.Parts {
		if m.p.IsZero() {
			terms[i] = fmt.Sprintf("%s^(%s/%s)", num(p.Score), num(p.Weight), total)
		} else {
			terms[i] = fmt.Sprintf("%s × %s^%s", num(p.Weight), num(p.Score), num(m.p))
		}
	}
	if m.p.IsZero() {
		in.Trace.Formula("%s", strings.Join(terms, " × "))
		return
	}
	in.Trace.Formula("((%s) / %s)^(1/%s)", strings.Join(terms, " + "), total, num(m.p))
}

func negativePart(name string, p Part) *Problem {
	problem := fault(ErrPolicy, "%s cannot take the score %s of %s", name, canonical(p.Score), p.Ref)
	problem.Allowed = "scores of 0 or more"
	return problem
}

// harmonicMean is Σw / Σ(w/s): a rational number, so that it is exact.
type harmonicMean struct{}

func (harmonicMean) traits() traits { return traits{monotone: true} }

func (harmonicMean) combine(in *AggregateInput) (ratio, *Problem) {
	zero := false
	terms := make([]ratio, len(in.Parts))
	for i, p := range in.Parts {
		if p.Score.Sign() < 0 {
			return ratio{}, negativePart("harmonic", p)
		}
		zero = zero || p.Score.IsZero()
		terms[i] = ratio{p.Weight, p.Score}
	}
	if zero {
		in.Trace.Formula("0, as one of the scores is 0")
		return whole(decimal.Decimal{}), nil
	}
	total := totalWeight(in.Parts)
	if in.Trace != nil {
		var terms []string
		for _, p := range in.Parts {
			terms = append(terms, num(p.Weight)+"/"+num(p.Score))
		}
		in.Trace.Formula("%s / (%s)", num(total), strings.Join(terms, " + "))
	}
	sum := inPairs(terms, ratio.plus)
	return newRatio(total.Mul(sum.den), sum.num), nil
}

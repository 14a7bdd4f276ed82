package bsc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// reader is a built-in calculator of a known number of values.
type reader struct {
	values    int
	calculate CalculatorFunc
}

// Calculate checks the values, which a direct caller may give wrongly.
func (r reader) Calculate(in CalculateInput) (decimal.Decimal, error) {
	in.Values = slices.Clone(in.Values)
	for i := range in.Values {
		if p := admit("value "+strconv.Itoa(i+1), &in.Values[i]); p != nil {
			return decimal.Decimal{}, p
		}
	}
	if len(in.Values) != r.values {
		return decimal.Decimal{}, fault(ErrInput, "the calculator reads %d values, not %d", r.values, len(in.Values))
	}
	result, err := r.calculate(in)
	return significant(result), err
}

func builtinCalculators() map[string]Factory[Calculator] {
	return map[string]Factory[Calculator]{
		"ratio":      newRatioCalculator,
		"sum":        listCalculator(" + ", inTurn(decimal.Decimal.Add)),
		"difference": listCalculator(" - ", inTurn(decimal.Decimal.Sub)),
		"product":    listCalculator(" × ", product),
		"mean":       newMeanCalculator,
	}
}

// newRatioCalculator makes num/den · times, which rolled-up inputs make a ratio of sums.
func newRatioCalculator(a Args) (Calculator, error) {
	var args struct {
		Num   string `json:"num"`
		Den   string `json:"den"`
		Times Number `json:"times"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	times := one()
	if args.Times != "" {
		var p *Problem
		if times, p = parseDecimal(string(args.Times)); p != nil {
			p.Path = "/times"
			return nil, p
		}
	}
	if args.Num == "" || args.Den == "" {
		p := fault(ErrPolicyArgs, "a ratio without num or den")
		p.Allowed = `the ids of a numerator and a denominator: {"num": "returns", "den": "orders"}`
		return nil, p
	}
	a.Reads(args.Num, args.Den)
	return reader{2, func(in CalculateInput) (decimal.Decimal, error) {
		above, below := in.Values[0], in.Values[1]
		if below.IsZero() {
			return decimal.Decimal{}, fault(ErrNoData, "the denominator %s is 0", args.Den)
		}
		if times.Equal(one()) {
			if in.Trace != nil {
				in.Trace.Formula("%s / %s", num(above), num(below))
			}
		} else {
			if in.Trace != nil {
				in.Trace.Formula("%s / %s × %s", num(above), num(below), num(times))
			}
		}
		return quotient(above.Mul(times), below), nil
	}}, nil
}

// inTurn brings one value after the other to the result.
func inTurn(op func(a, b decimal.Decimal) decimal.Decimal) func(values []decimal.Decimal) decimal.Decimal {
	return func(values []decimal.Decimal) decimal.Decimal {
		result := values[0]
		for _, v := range values[1:] {
			result = op(result, v)
		}
		return result
	}
}

// product multiplies neighbours, and the products of these again: in turn, each would be multiplied with all digits
// before it.
func product(values []decimal.Decimal) decimal.Decimal {
	return inPairs(slices.Clone(values), decimal.Decimal.Mul)
}

// listCalculator calculates with the values of "of".
func listCalculator(sign string, of func(values []decimal.Decimal) decimal.Decimal) Factory[Calculator] {
	return func(a Args) (Calculator, error) {
		values, err := readList(a)
		if err != nil {
			return nil, err
		}
		return reader{values, func(in CalculateInput) (decimal.Decimal, error) {
			if in.Trace != nil {
				in.Trace.Formula("%s", joinNumbers(in.Values, sign))
			}
			return of(in.Values), nil
		}}, nil
	}
}

func newMeanCalculator(a Args) (Calculator, error) {
	values, err := readList(a)
	if err != nil {
		return nil, err
	}
	return reader{values, func(in CalculateInput) (decimal.Decimal, error) {
		if in.Trace != nil {
			in.Trace.Formula("(%s) / %d", joinNumbers(in.Values, " + "), len(in.Values))
		}
		sum := inTurn(decimal.Decimal.Add)(in.Values)
		return quotient(sum, decimal.New(int64(len(in.Values)), 0)), nil
	}}, nil
}

// readList decodes "of" and returns how many values it names.
func readList(a Args) (int, error) {
	var args struct {
		Of []string `json:"of"`
	}
	if err := a.Decode(&args); err != nil {
		return 0, err
	}
	if len(args.Of) == 0 {
		p := fault(ErrPolicyArgs, "nothing to calculate from")
		p.Path, p.Allowed = "/of", "one or more ids of KPIs or series"
		return 0, p
	}
	a.Reads(args.Of...)
	return len(args.Of), nil
}

func joinNumbers(values []decimal.Decimal, sign string) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = num(v)
	}
	return strings.Join(texts, sign)
}

// significant keeps 34 significant digits, half away from zero: what is calculated from quotients has more.
func significant(d decimal.Decimal) decimal.Decimal {
	more := d.NumDigits() - maxDigits
	if more <= 0 {
		return d
	}
	kept := exact.Div(d.Coefficient(), exact.Pow10(more), exact.HalfAway)
	return decimal.NewFromBigInt(kept, d.Exponent()+int32(more)).Normalize()
}

// quotient divides and keeps 34 significant digits, half away from zero.
func quotient(a, b decimal.Decimal) decimal.Decimal {
	exponent := min(a.Exponent(), b.Exponent())
	above, below := scaledInt(a, exponent), scaledInt(b, exponent)
	// With this many places the quotient has 34 digits, or 35 which are then cut by the
	// true count below: a number of n digits over one of m has n-m or n-m+1 before its point.
	digits := decimal.NewFromBigInt(above, 0).NumDigits() - decimal.NewFromBigInt(below, 0).NumDigits()
	for places := maxDigits - digits; ; places-- {
		n, d := above, below
		if places >= 0 {
			n = exact.Pow10(places)
			n.Mul(n, above)
		} else {
			d = exact.Pow10(-places)
			d.Mul(d, below)
		}
		q := decimal.NewFromBigInt(exact.Div(n, d, exact.HalfAway), int32(-places))
		if q.NumDigits() <= maxDigits {
			return q.Normalize()
		}
	}
}

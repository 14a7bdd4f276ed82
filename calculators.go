package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The built-in calculators.

// reader is a built-in calculator of a known number of values.
type reader struct {
	values    int
	joining   measure.Calculation // how its inputs go together
	calculate CalculatorFunc
	form      *integerForm // how rows calculate it; nil: they do not
	alike     bool         // it adds, subtracts or averages, which takes one unit of measure
}

// An integerForm is a calculation of sums in integers.
type integerForm struct {
	method    rows.Method
	times     rows.Quotient // of a ratio
	subtracts bool          // all but the first
}

// joiningOf returns how the inputs of a calculator are joined. A host's calculator needs all of them.
func joiningOf(c Calculator) measure.Calculation {
	if own, ok := c.(reader); ok {
		return own.joining
	}
	return measure.Calculation{}
}

// Calculate checks the values, since a direct caller may pass wrong ones. If inputs that do not apply are left out, one
// is enough.
func (r reader) Calculate(in CalculateInput) (decimal.Decimal, error) {
	in.Values = slices.Clone(in.Values)
	for i := range in.Values {
		if p := admit("value_out_of_range", i+1, &in.Values[i]); p != nil {
			return decimal.Decimal{}, p
		}
	}
	leavesOut := r.joining.Joining == measure.Added || r.joining.Joining == measure.Averaged
	if n := len(in.Values); n > r.values || n < r.values && !leavesOut || n == 0 && r.values > 0 {
		return decimal.Decimal{}, fault(ErrInput, "calculator_values_miscounted", "expected", r.values, "given", n)
	}
	result, err := r.calculate(in)
	return exact.Bounded(result), err
}

// newRatioCalculator makes num/den · times. With inputs that are rolled up, it is a ratio of sums.
func newRatioCalculator(a Args) (Calculator, error) {
	var args RatioArgs
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
		p := fault(ErrPolicyArgs, "ratio_incomplete")
		p.Allowed = words.New("ratio_ids")
		return nil, p
	}
	a.Reads(args.Num, args.Den)
	var form *integerForm
	if factor, fits := rows.QuotientOf(times); fits {
		form = &integerForm{method: rows.Ratio, times: factor}
	}
	return reader{2, measure.Calculation{}, func(in CalculateInput) (decimal.Decimal, error) {
		above, below := in.Values[0], in.Values[1]
		if below.IsZero() {
			return decimal.Decimal{}, fault(ErrNoData, "denominator_zero", "id", args.Den)
		}
		if in.Trace != nil {
			layout := "{numerator} / {denominator} × {times}"
			if times.Equal(one()) {
				layout = "{numerator} / {denominator}"
			}
			in.Trace.say(words.Arithmetic(layout, "numerator", above, "denominator", below, "times", times))
		}
		return exact.Quotient(above.Mul(times), below), nil
	}, form, false}, nil
}

// inTurn applies op to one value after the other.
func inTurn(op func(a, b decimal.Decimal) decimal.Decimal) fold {
	return func(values []decimal.Decimal) decimal.Decimal {
		result := values[0]
		for _, v := range values[1:] {
			result = op(result, v)
		}
		return result
	}
}

// product multiplies neighbours, and then their products. One after the other, each value would be multiplied with all
// digits before it.
func product(values []decimal.Decimal) decimal.Decimal {
	return exact.InPairs(slices.Clone(values), decimal.Decimal.Mul)
}

// A fold makes one value of several.
type fold func(values []decimal.Decimal) decimal.Decimal

// listCalculator calculates with the values and the constants of "of".
func listCalculator(sign string, calculate fold, joining measure.Calculation) Factory[Calculator] {
	return func(a Args) (Calculator, error) {
		of, err := readOperands(a)
		if err != nil {
			return nil, err
		}
		joining, alike := joining, joining.Adds
		joining.Adds = joining.Adds && of.read == len(of.list)
		var form *integerForm
		if joining.Adds {
			form = &integerForm{method: rows.Combined, subtracts: joining.Joining != measure.Added}
		}
		return reader{of.read, joining, func(in CalculateInput) (decimal.Decimal, error) {
			values := of.with(in.Values)
			if in.Trace != nil {
				in.Trace.say(joinNumbers(values, sign))
			}
			return calculate(values), nil
		}, form, alike}, nil
	}
}

func newMeanCalculator(a Args) (Calculator, error) {
	of, err := readOperands(a)
	if err != nil {
		return nil, err
	}
	joining := measure.Calculation{Joining: measure.Averaged}
	joining.Whole = of.read < len(of.list)
	return reader{of.read, joining, func(in CalculateInput) (decimal.Decimal, error) {
		values := of.with(in.Values)
		if in.Trace != nil {
			in.Trace.say(words.Arithmetic("({sum}) / {count}", "sum", joinNumbers(values, " + "), "count", len(values)))
		}
		return exact.Quotient(inTurn(decimal.Decimal.Add)(values), decimal.New(int64(len(values)), 0)), nil
	}, nil, true}, nil
}

// newChangeCalculator makes the change of a measure since an earlier time.
func newChangeCalculator(a Args) (Calculator, error) {
	var args ChangeArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	against, as := []Comparison{ComparisonPrevious, ComparisonLastYear}, []string{"absolute", "percent"}
	switch {
	case args.Of == "":
		p := fault(ErrPolicyArgs, "change_of_nothing")
		p.Path, p.Allowed = "/of", words.New("id_of_kpi_or_series")
		return nil, p
	case args.Against != "" && !slices.Contains(against, args.Against):
		return nil, notOneOf("/against", "comparison", args.Against, against)
	case args.As != "" && !slices.Contains(as, args.As):
		return nil, notOneOf("/as", "form", args.As, as)
	}
	a.Reads(args.Of)
	joining := measure.Calculation{Joining: measure.Changing}
	if args.Against == ComparisonLastYear {
		joining.Past = measure.LastYear
	}
	return reader{2, joining, func(in CalculateInput) (decimal.Decimal, error) {
		now, then := in.Values[0], in.Values[1]
		if args.As != "percent" {
			in.Trace.say(words.Arithmetic("{now} - {then}", "now", now, "then", then))
			return now.Sub(then), nil
		}
		if then.IsZero() {
			return decimal.Decimal{}, fault(ErrNoData, "change_from_zero", "id", args.Of)
		}
		in.Trace.say(words.Arithmetic("({now} - {then}) / {base} × 100", "now", now, "then", then, "base", then.Abs()))
		return exact.Quotient(now.Sub(then).Shift(2), then.Abs()), nil
	}, nil, false}, nil
}

// operands are the list that a calculator folds: ids, and numbers among them as constants.
type operands struct {
	list []decimal.NullDecimal // a constant; not valid: what is read
	read int                   // how many are read
}

// with puts the values read in their places. If some are left out, the others follow one another: their order does not
// matter then.
func (o *operands) with(read []decimal.Decimal) []decimal.Decimal {
	values := make([]decimal.Decimal, 0, len(o.list))
	for _, constant := range o.list {
		switch {
		case constant.Valid:
			values = append(values, constant.Decimal)
		case len(read) > 0:
			values, read = append(values, read[0]), read[1:]
		}
	}
	return values
}

// readOperands decodes "of".
func readOperands(a Args) (operands, error) {
	var args ListArgs
	var o operands
	if err := a.Decode(&args); err != nil {
		return o, err
	}
	var ids []string
	for _, of := range args.Of {
		constant, p := nullDecimal(of.Constant)
		if p != nil {
			return o, p
		}
		o.list = append(o.list, constant)
		if !constant.Valid {
			ids = append(ids, of.ID)
		}
	}
	if o.read = len(ids); o.read == 0 {
		p := fault(ErrPolicyArgs, "calculation_of_nothing")
		p.Path, p.Allowed = "/of", words.New("ids_of_kpis_or_series")
		return o, p
	}
	a.Reads(ids...)
	return o, nil
}

func joinNumbers(values []decimal.Decimal, sign string) words.Formula {
	terms := make([]words.Formula, len(values))
	for i, v := range values {
		terms[i] = words.Of("value", v)
	}
	return words.Join(terms, sign)
}

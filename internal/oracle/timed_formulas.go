package oracle

import (
	"bytes"
	"encoding/json"

	"github.com/go-bsc/bsc"
)

// A formula is a calculator with its inputs.
type formula struct {
	name    string
	inputs  []operand
	times   *fraction      // of a ratio
	against bsc.Comparison // of a change
	percent bool           // of a change
}

// An operand is an input of a calculator: a measure, or a constant.
type operand struct {
	ref      bsc.Ref
	constant *fraction
}

// formula reads a calculator's policy.
func (r *reckoner) formula(p bsc.Policy) *formula {
	var args struct {
		Num, Den string
		Times    json.Number
		Of       json.RawMessage
		Against  bsc.Comparison
		As       string
	}
	decodeNumbers(p.Args, &args)
	f := &formula{name: p.Name, times: integer(1), against: bsc.ComparisonPrevious, percent: args.As == "percent"}
	if args.Times != "" {
		f.times = fractionOf(args.Times)
	}
	if args.Against != "" {
		f.against = args.Against
	}
	var of any
	switch {
	case p.Name == "ratio":
		of = []any{args.Num, args.Den}
	default:
		decodeNumbers(args.Of, &of)
	}
	if one, ok := of.(string); ok {
		of = []any{one}
	}
	for _, x := range of.([]any) {
		if n, ok := x.(json.Number); ok {
			f.inputs = append(f.inputs, operand{constant: fractionOf(n)})
			continue
		}
		f.inputs = append(f.inputs, operand{ref: r.refOf(x.(string))})
	}
	return f
}

func decodeNumbers(data []byte, into any) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		panic(err)
	}
}

// refOf finds what an argument names: a typed reference, or the KPI or series with that id.
func (r *reckoner) refOf(name string) bsc.Ref {
	if ref := bsc.ParseRef(name); ref.Kind == bsc.KindKPI || ref.Kind == bsc.KindSeries {
		return ref
	}
	if ref := bsc.KPIRef(name); r.measures[ref].ref == ref {
		return ref
	}
	return bsc.SeriesRef(name)
}

// together says whether a calculator needs all of its inputs in a part: ratio, difference, product and change do; sum
// and mean leave out those that do not apply (6).
func (f *formula) together() bool { return f.name != "sum" && f.name != "mean" }

// apiece says whether a calculation works as if each org unit made it alone. A change does not: it compares what all
// org units had then and have now.
func (f *formula) apiece() bool { return f.together() && f.name != "change" }

// apply calculates from one value for each input. An input that does not apply has none; only sums and means get such
// inputs. Nil is no data: a zero denominator.
func (f *formula) apply(values []*fraction) *fraction {
	sum, product, n := integer(0), integer(1), 0
	values = rounded(values)
	for _, v := range values {
		if v != nil {
			sum, product, n = sum.plus(v), product.times(v), n+1
		}
	}
	switch f.name {
	case "ratio":
		if values[1].sign() == 0 {
			return nil
		}
		return values[0].times(f.times).over(values[1]).significant()
	case "difference":
		return values[0].minus(sum.minus(values[0])).significant()
	case "product":
		return product.significant()
	case "mean":
		return sum.over(integer(int64(n))).significant()
	}
	return sum.significant()
}

// rounded are values as they are shown and as a calculator sees them (13).
func rounded(values []*fraction) []*fraction {
	seen := make([]*fraction, len(values))
	for i, v := range values {
		if v != nil {
			seen[i] = v.significant()
		}
	}
	return seen
}

// changed is the change of a value from its past. As a percentage, there is none from a past of 0.
func (f *formula) changed(now, past *fraction) *fraction {
	now, past = now.significant(), past.significant()
	switch change := now.minus(past); {
	case !f.percent:
		return change.significant()
	case past.sign() == 0:
		return nil
	default:
		return change.times(integer(100)).over(past.magnitude()).significant()
	}
}

package sensitivity

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Swing says what one weight can do to a node, its siblings as they are. It is plain data: the bar of a tornado.
type Swing struct {
	Ref    bsc.Ref         `json:"ref"` // whose weight it is
	Name   string          `json:"name,omitempty"`
	Parent bsc.Ref         `json:"parent"`
	Weight decimal.Decimal `json:"weight"` // as defined
	Low    End             `json:"low"`    // the lower end of the weight, not of the score
	High   End             `json:"high"`
	// Range is by how much the score differs between the two ends, 0 or more. Not valid: there is no score at one of them.
	Range decimal.NullDecimal `json:"range"`
	// Slope is by how many points the score moves for one more of the weight, at the weight as it is: (s - S)/Σw at its
	// parent, carried upwards. Rounded to ten places. Not valid where other than means lie between.
	Slope decimal.NullDecimal `json:"slope"`
}

// An End is a node's score at an end of a weight's interval.
type End struct {
	Weight decimal.Decimal `json:"weight"`
	Share  decimal.Decimal `json:"share"` // of what its siblings and it weigh together
	Score  bsc.Score       `json:"score"`
	Rating bsc.Rating      `json:"rating,omitempty"`
}

// Swings returns what each weight below a node does to its score as it goes from the lower to the upper end of its
// interval alone: the widest first, equals as they stand in the definition. The zero Ref is the scorecard's total. The
// scores are the engine's. Weights in percent are at most what their siblings leave, which give way in proportion. The
// error is a *bsc.Problem: that of Flips, or ErrValue for intervals.
func Swings(r *bsc.Result, of bsc.Ref, within Intervals) ([]Swing, error) {
	of, p := nodeOf(r, of)
	if p != nil {
		return nil, p
	}
	ends, p := within.ends(r.Scorecard())
	if p != nil {
		return nil, p
	}
	t := treeOf(r)
	var swings []Swing
	for _, l := range levers(r, of) {
		s := Swing{Ref: l.of, Name: l.card.NameOf(l.of), Parent: l.parent, Weight: l.own}
		interval := ends.of(l.of, l.own)
		for _, end := range []struct {
			weight decimal.Decimal
			into   *End
		}{{interval.low, &s.Low}, {interval.high, &s.High}} {
			var err error
			if *end.into, err = l.end(r, of, end.weight); err != nil {
				return nil, err
			}
		}
		low, ok := s.Low.Score.Decimal()
		if high, both := s.High.Score.Decimal(); ok && both {
			s.Range = decimal.NewNullDecimal(high.Sub(low).Abs())
		}
		if at := t.line(of, l); at != nil && l.moves() {
			s.Slope = decimal.NewNullDecimal(rounded(at.slope(exact.Rat(l.own))))
		}
		swings = append(swings, s)
	}
	slices.SortStableFunc(swings, func(a, b Swing) int { return b.Range.Decimal.Cmp(a.Range.Decimal) })
	return swings, nil
}

// end evaluates a node at an end of a weight's interval.
func (l *lever) end(r *bsc.Result, of bsc.Ref, weight decimal.Decimal) (End, error) {
	if l.yields {
		weight = decimal.Min(weight, l.all)
	}
	e := End{Weight: weight, Share: rounded(l.shareOf(exact.Rat(weight)))}
	if l.moves() && !weight.Equal(l.own) {
		card, err := l.with(weight)
		if err != nil {
			return e, err
		}
		if r, err = (bsc.Mix{Of: r, Card: card}).Evaluate(); err != nil {
			return e, err
		}
	}
	o, _ := r.Of(of)
	e.Score, e.Rating = o.Score, o.Rating
	return e, nil
}

// Intervals say how far weights may lie from the defined ones. The zero value lets none move.
type Intervals struct {
	Within bsc.Number           `json:"within,omitempty"` // each by so many percent of itself, up and down: 0 to 100
	Ranges map[bsc.Ref]Interval `json:"ranges,omitempty"` // of single nodes instead
}

// An Interval is the range of one weight.
type Interval struct {
	Low  bsc.Number `json:"low,omitempty"` // 0 or more
	High bsc.Number `json:"high,omitempty"`
}

// intervals are Intervals, read.
type intervals struct {
	within decimal.Decimal // of the weight: 0 to 1
	ranges map[bsc.Ref]interval
}

type interval struct{ low, high decimal.Decimal }

// isZero reports whether nothing is set.
func (i *Intervals) isZero() bool { return i.Within == "" && len(i.Ranges) == 0 }

// ends reads the intervals.
func (i *Intervals) ends(card *bsc.Scorecard) (*intervals, *bsc.Problem) {
	read := &intervals{ranges: map[bsc.Ref]interval{}}
	if i.Within != "" {
		d, p := number(i.Within, "within_percent", decimal.New(100, 0))
		if p != nil {
			return nil, p
		}
		read.within = d.Shift(-2)
	}
	for _, ref := range card.Nodes() {
		given, ok := i.Ranges[ref]
		if !ok {
			continue
		}
		low, p := number(given.Low, "weight_range", most())
		if p != nil {
			p.Ref = ref
			return nil, p
		}
		high, p := number(given.High, "weight_range", most())
		if p == nil && high.LessThan(low) {
			p = &bsc.Problem{Code: bsc.ErrValue, Detail: words.New("weight_range_falls", "low", low, "high", high)}
		}
		if p != nil {
			p.Ref = ref
			return nil, p
		}
		read.ranges[ref] = interval{low, high}
	}
	if len(read.ranges) < len(i.Ranges) {
		return nil, i.stray(card)
	}
	return read, nil
}

// stray is the problem of a range of what is not on the scorecard.
func (i *Intervals) stray(card *bsc.Scorecard) *bsc.Problem {
	var found *bsc.Problem
	for ref := range i.Ranges {
		if _, ok := card.Rules(ref); !ok && (found == nil || ref.String() < found.Ref.String()) {
			found = unknown(card, ref)
		}
	}
	return found
}

// of returns the interval of a weight.
func (i *intervals) of(ref bsc.Ref, weight decimal.Decimal) interval {
	if given, ok := i.ranges[ref]; ok {
		return given
	}
	by := weight.Mul(i.within)
	return interval{weight.Sub(by), weight.Add(by)}
}

// number reads a number from 0 to a limit. The code names what it is.
func number(text bsc.Number, code string, most decimal.Decimal) (decimal.Decimal, *bsc.Problem) {
	d, err := text.Decimal()
	if err != nil || text == "" || d.Sign() < 0 || d.GreaterThan(most) {
		return d, &bsc.Problem{Code: bsc.ErrValue, Detail: words.New("number_is", "what", words.New(code), "number", string(text)), Allowed: words.New("zero_to", "most", most)}
	}
	return d, nil
}

// most is the largest weight of a range.
func most() decimal.Decimal { return decimal.New(1, 15) }

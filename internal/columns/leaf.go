package columns

import (
	"math/bits"
	"slices"
)

// maxValue bounds values and the limits of pieces, so that the difference of two fits 62 bits.
const maxValue = 1 << 61

// Fits reports whether a value is small enough for a leaf.
func Fits(value int64) bool { return -maxValue <= value && value <= maxValue }

// A Kind says how a leaf is scored.
type Kind uint8

// The kinds of leaves.
const (
	Other Kind = iota // by its owner
	Line              // along the line from Base, which scores Low, over Rise to Met
	Curve             // along the pieces of a curve
)

// A Leaf is how one KPI is scored, if its scorer is built in and its numbers fit.
type Leaf struct {
	Kind   Kind
	Exp    int8    // values are in units of 10^Exp
	Base   int64   // of a Line
	Rise   int64   // of a Line: target - baseline, negative if lower is better
	Pieces []Piece // of a Curve: ascending
	Round  Rounding
}

// A Piece is one straight part of a curve: S0 + Rise·(value - V0)/Run for values from From on. A level piece
// has the Rise 0. |From|, |V0|, |S0|, |Rise| and Run are at most 2^61.
type Piece struct {
	From, V0, S0 int64
	Rise, Run    int64 // Run > 0
}

// Score returns a value's score along a Curve.
func (l *Leaf) Score(value, low, high int64) int64 {
	c := curve{l.Pieces, l.Round}
	return c.score(value, low, high)
}

// leaves are the leaves of a plan as columns.
type leaves struct {
	kinds  []Kind
	exps   []int8
	lines  []line
	curves []curve
	runs   []run
}

// A line is a leaf of the kind Line. For a Curve, its base is the index in curves.
type line struct {
	base, rise int64
	slope      uint64 // (Met-Low)·2^64 / |rise|, rounded down
}

type curve struct {
	pieces []Piece
	round  Rounding
}

// A run is consecutive leaves of one kind, so that no branch on the kind is needed within it.
type run struct {
	kind     Kind
	from, to int32
}

// SetLeaf says how a KPI is scored. A Line that is too steep for lines becomes a Curve.
func (p *Plan) SetLeaf(position int32, leaf Leaf) {
	span, rise := uint64(p.Met-p.Low), uint64(max(leaf.Rise, -leaf.Rise))
	if leaf.Kind == Line && rise <= span {
		steep := Piece{V0: leaf.Base, S0: p.Low, Rise: p.Met - p.Low, Run: leaf.Rise}
		if steep.Run < 0 {
			steep.Rise, steep.Run = -steep.Rise, -steep.Run
		}
		leaf.Kind, leaf.Pieces, leaf.Round = Curve, []Piece{steep}, Rounding{Step: 1}
	}
	of := line{base: leaf.Base, rise: leaf.Rise}
	switch leaf.Kind {
	case Line:
		of.slope, _ = bits.Div64(span, 0, rise)
	case Curve:
		of.base = int64(len(p.curves))
		p.curves = append(p.curves, curve{leaf.Pieces, leaf.Round})
	}
	p.kinds[position], p.exps[position], p.lines[position] = leaf.Kind, leaf.Exp, of
}

// Index completes a plan: it finds the runs. Call it after all leaves and nodes are set.
func (p *Plan) Index() {
	p.runs = nil
	for at, kind := range p.kinds {
		if n := len(p.runs); n > 0 && p.runs[n-1].kind == kind {
			p.runs[n-1].to++
		} else {
			p.runs = append(p.runs, run{kind, int32(at), int32(at) + 1})
		}
	}
	slices.SortStableFunc(p.runs, func(a, b run) int { return int(a.kind) - int(b.kind) })
}

// AllLeaves reports whether every KPI is a Line or a Curve.
func (p *Plan) AllLeaves() bool { return len(p.runs) == 0 || p.runs[0].kind != Other }

// Kind returns how a KPI is scored.
func (p *Plan) Kind(position int32) Kind { return p.kinds[position] }

// Exp returns the exponent of a KPI's values, which are in units of 10^Exp.
func (p *Plan) Exp(position int32) int8 { return p.exps[position] }

// Leaves scores all KPIs of the kinds Line and Curve from their values. For a KPI without a value, the result
// means nothing.
func (p *Plan) Leaves(c *Columns) {
	for _, r := range p.runs {
		for r.from < r.to {
			ch, i := c.at(r.from)
			n := min(int(r.to-r.from), len(ch.marks)-i)
			values, scores := ch.values[i:i+n], ch.scores[i:i+n]
			switch r.kind {
			case Line:
				p.scoreLines(values, scores, r.from)
			case Curve:
				for j := range scores {
					scores[j] = p.curves[p.lines[int(r.from)+j].base].score(values[j], p.Low, p.High)
				}
			}
			r.from += int32(n)
		}
	}
}

// Leaf scores one KPI of the kind Line or Curve.
func (p *Plan) Leaf(c *Columns, position int32) {
	ch, i := c.at(position)
	if p.kinds[position] == Line {
		p.scoreLines(ch.values[i:i+1], ch.scores[i:i+1], position)
		return
	}
	ch.scores[i] = p.curves[p.lines[position].base].score(ch.values[i], p.Low, p.High)
}

// scoreLines scores values along lines: Low + (Met-Low)·(value-base)/rise, rounded to the nearest unit,
// halves up. Scores are not negative, so that is away from zero. See nearest.
func (p *Plan) scoreLines(values, scores []int64, from int32) {
	low, span, all := p.Low, uint64(p.Met-p.Low), uint64(p.High-p.Low)
	lines := p.lines[from:][:len(values)]
	scores = scores[:len(values)]
	for i, value := range values {
		l := &lines[i]
		sign := l.rise >> 63
		num := ((value - l.base) ^ sign) - sign // |num| <= 2^62; both negated if the line falls
		num &^= num >> 63                       // at the base or on the wrong side of it: 0
		den := uint64((l.rise ^ sign) - sign)
		scores[i] = low + int64(min(nearest(uint64(num), l.slope, span*uint64(num), den), all))
	}
}

// nearest returns num·slope/2^64 rounded to an integer, halves up, for num <= 2^63. slope is 2^64 times a
// factor, divided by den and rounded down. product is num times that factor, or its low 64 bits. den is at
// most 2^62.
//
// The product with the slope is less than num/2^64 <= 1/2 below the exact quotient. Add half to it and round
// down: the result is the answer or one less. The rest of product + den/2 is then below 2·den < 2^63. It is
// right in the low 64 bits and tells which. There is no branch, because it could not be predicted.
func nearest(num, slope, product, den uint64) uint64 {
	hi, lo := bits.Mul64(num, slope)
	quo := hi + lo>>63
	_, exact := bits.Sub64(product+den/2-quo*den, den, 0)
	return quo + 1 - exact
}

// score returns a value's score along a curve.
func (c *curve) score(value, low, high int64) int64 {
	at := 0
	for at+1 < len(c.pieces) && value >= c.pieces[at+1].From {
		at++
	}
	p := &c.pieces[at]
	// |S0·Run| <= 2^122 and |Rise·(value-V0)| <= 2^123.
	num := mul(p.S0, p.Run).add(mul(p.Rise, value-p.V0))
	return c.round.round(num, uint64(p.Run), low, high)
}

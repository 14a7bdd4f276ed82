package columns

import (
	"math/bits"
	"slices"
)

// maxValue bounds values and the limits of pieces, so that differences of two fit 62 bits.
const maxValue = 1 << 61

// Fits reports whether a value is small enough for a leaf.
func Fits(value int64) bool { return -maxValue <= value && value <= maxValue }

// A Kind says how a leaf is scored.
type Kind uint8

// The kinds of leaves.
const (
	Other Kind = iota // by its owner
	Line              // along the line from Base, which scores Low, for Rise to Met
	Curve             // along the pieces of a curve
)

// A Leaf is how one KPI is scored, where that is built in and fits.
type Leaf struct {
	Kind   Kind
	Exp    int8    // values are in units of 10^Exp
	Base   int64   // of a Line
	Rise   int64   // of a Line: target - baseline, negative where lower is better
	Pieces []Piece // of a Curve: ascending
	Round  Rounding
}

// A Piece is one straight part of a curve: S0 + Rise·(value - V0)/Run for values from From on.
// A level one has the Rise 0. |From|, |V0|, |S0|, |Rise| and Run are at most 2^61.
type Piece struct {
	From, V0, S0 int64
	Rise, Run    int64 // Run > 0
}

// leaves are the leaves of a plan as columns.
type leaves struct {
	kinds  []Kind
	exps   []int8
	bases  []int64 // of a Curve: where in curves
	rises  []int64
	curves []curve
	runs   []run
}

type curve struct {
	pieces []Piece
	round  Rounding
}

// A run is consecutive leaves of one kind: no branch on the kind within it.
type run struct {
	kind     Kind
	from, to int32
}

// leaf adds the next leaf.
func (l *leaves) leaf(at int32, leaf Leaf) {
	if leaf.Kind == Curve {
		leaf.Base = int64(len(l.curves))
		l.curves = append(l.curves, curve{leaf.Pieces, leaf.Round})
	}
	l.kinds[at], l.exps[at], l.bases[at], l.rises[at] = leaf.Kind, leaf.Exp, leaf.Base, leaf.Rise
}

// index finds the runs.
func (l *leaves) index() {
	l.runs = nil
	for at, kind := range l.kinds {
		if n := len(l.runs); n > 0 && l.runs[n-1].kind == kind {
			l.runs[n-1].to++
		} else {
			l.runs = append(l.runs, run{kind, int32(at), int32(at) + 1})
		}
	}
	slices.SortStableFunc(l.runs, func(a, b run) int { return int(a.kind) - int(b.kind) })
}

// AllLeaves reports whether every KPI is a Line or a Curve.
func (p *Plan) AllLeaves() bool { return len(p.runs) == 0 || p.runs[0].kind != Other }

// Kind returns how a KPI is scored.
func (p *Plan) Kind(position int32) Kind { return p.kinds[position] }

// Exp returns in what units of 10^Exp a KPI's values are.
func (p *Plan) Exp(position int32) int8 { return p.exps[position] }

// Leaves scores all KPIs of the kinds Line and Curve from their values. Where a KPI has none,
// what it computes is nobody's score.
func (p *Plan) Leaves(c *Columns) {
	for _, r := range p.runs {
		for r.from < r.to {
			ch, i := c.at(r.from)
			n := min(int(r.to-r.from), len(ch.marks)-i)
			values, scores := ch.values[i:i+n], ch.scores[i:i+n]
			switch r.kind {
			case Line:
				p.lines(values, scores, p.bases[r.from:], p.rises[r.from:])
			case Curve:
				for j, curve := range p.bases[r.from : int(r.from)+n] {
					scores[j] = p.curves[curve].score(values[j], p.Low, p.High)
				}
			}
			r.from += int32(n)
		}
	}
}

// Leaf scores one KPI, which is of the kind Line or Curve.
func (p *Plan) Leaf(c *Columns, position int32) {
	ch, i := c.at(position)
	if p.kinds[position] == Line {
		p.lines(ch.values[i:i+1], ch.scores[i:i+1], p.bases[position:], p.rises[position:])
		return
	}
	ch.scores[i] = p.curves[p.bases[position]].score(ch.values[i], p.Low, p.High)
}

// lines scores values along lines: Low + (Met-Low)·(value-base)/rise, rounded to the nearest
// unit, halves up, which for scores that are not negative is away from zero.
func (p *Plan) lines(values, scores, bases, rises []int64) {
	low, span, all := p.Low, uint64(p.Met-p.Low), uint64(p.High-p.Low)
	scores, bases, rises = scores[:len(values)], bases[:len(values)], rises[:len(values)]
	for i, value := range values {
		num, den := value-bases[i], rises[i] // |num| <= 2^62
		sign := den >> 63
		num, den = (num^sign)-sign, (den^sign)-sign // both negated where the line falls
		if num <= 0 {
			scores[i] = low
			continue
		}
		hi, lo := bits.Mul64(span, uint64(num))
		if hi >= uint64(den) { // the share is 2^64 units or more: far above any scale
			scores[i] = p.High
			continue
		}
		share, rem := bits.Div64(hi, lo, uint64(den))
		if rem >= uint64(den)-rem && share < all {
			share++
		}
		scores[i] = low + int64(min(share, all))
	}
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

package rows

import (
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/shopspring/decimal"
)

// An Outcome says what a Result is.
type Outcome uint8

// The outcomes.
const (
	Scored Outcome = iota
	NoData         // no part is there, or too few
	Absent         // no part applies
)

// A Result is a score in units of 10^-10, with the coverage of the window.
type Result struct {
	Outcome     Outcome
	Score       int64
	Coverage    int64 // in units of 10^-10
	Complete    bool  // every part that applies is there
	Provisional bool
}

// InColumns returns how a result stands in columns, but for its score.
func (r *Result) InColumns(s *Scale) (columns.Mark, columns.Span) {
	mark, span := columns.Whole, columns.Span{}
	switch {
	case r.Outcome == Absent:
		mark = columns.Absent | columns.Spread
	case r.Outcome == NoData:
		mark, span = columns.Bounded|columns.Spread, columns.Span{Low: s.Low, High: s.High}
	case !r.Complete:
		mark = columns.Scored | columns.Bounded | columns.Spread
		span = columns.Span{Low: s.Low, High: s.High, Coverage: r.Coverage}
	}
	if r.Provisional {
		mark |= columns.Provisional
	}
	return mark, span
}

// Quick scores a Simple entry of an org unit without a first and a last day, if all of its window is there.
// It returns false to leave the entry to Score.
func (e *Entry) Quick(u *Unit, s *Scale) (int64, bool) {
	from, to := int(e.From), int(e.To)
	row := u.Row(e.Rows[0])
	if u.Today != 0 && u.Today <= int(max(e.Begin, e.End)) || !row.whole(from, to) {
		return 0, false
	}
	v := Quotient{row.sum(from, to), 1, row.Exp}
	if e.Method == Ratio {
		below := u.Row(e.Rows[1])
		if !below.whole(from, to) {
			return 0, false
		}
		var ok bool
		if v, ok = e.ratio(v.Num, below.sum(from, to), v.Exp-below.Exp); !ok {
			return 0, false
		}
	}
	return e.Line.Score(v, s)
}

// Forever reports whether the unit has no first and no last day.
func (u *Unit) Forever() bool { return u.Since == 0 && u.Last == 0 }

// Score scores an entry. If own is not nil, it scores against that target: the entry's line then says which
// part of it is in force. It returns false to leave the entry to the wide path.
func (e *Entry) Score(u *Unit, g *Grid, s *Scale, own *Own) (Result, bool) {
	if e.Method == Wide || u.Today != 0 && u.Today < int(e.Begin) || !e.clear(u, g) {
		return Result{}, false
	}
	r := Result{Coverage: columns.Full, Complete: true}
	var v Quotient
	ok := e.whole(u)
	line := &e.Line
	if ok {
		v, ok = e.value(u, g)
		if ok && e.Past != nil {
			var past Line
			past, ok = e.Past.line(u.Row(e.Rows[0]))
			line = &past
		}
	} else if e.Past != nil {
		return Result{}, false
	} else {
		var h holes
		if h, ok = e.gather(u, g); ok {
			r.Outcome = h.outcome
			v, r.Coverage, r.Complete, r.Provisional = h.value, h.coverage, h.missing == 0, h.provisional
			if !e.Level && h.away {
				line = &h.line
			}
		}
	}
	if ok && own != nil && r.Outcome != Absent {
		var of Line
		of, ok = own.line(line)
		line = &of
	}
	if !ok || r.Outcome != Scored {
		return Result{Outcome: r.Outcome}, ok
	}
	r.Provisional = r.Provisional || u.Today != 0 && u.Today <= int(e.End)
	r.Score, ok = e.score(v, line, s)
	return r, ok
}

// clear reports whether the org unit exists on all the days that matter, and the parts beside the window
// apply.
func (e *Entry) clear(u *Unit, g *Grid) bool {
	from, to := e.From, e.To
	if e.Clear.To > e.Clear.From {
		from, to = min(from, e.Clear.From), max(to, e.Clear.To)
		row := u.Row(e.Rows[0])
		for at := e.Clear.From; at < e.Clear.To; at++ {
			if state, ok := row.At(int(at)); !ok || state >= NotApplicable {
				return false
			}
		}
	}
	if e.Past != nil {
		from = min(from, e.Past.From)
	}
	return u.Since <= g.First[from] && (u.Last == 0 || u.Last >= g.end(to-1))
}

// AllThere reports whether all parts of the window are there and final.
func (e *Entry) AllThere(u *Unit) bool { return e.Method != Wide && e.whole(u) }

// whole reports whether all parts are there and final.
func (e *Entry) whole(u *Unit) bool {
	from, to := int(e.From), int(e.To)
	switch e.Method {
	case Ratio:
		return u.Row(e.Rows[0]).whole(from, to) && u.Row(e.Rows[1]).whole(from, to)
	case Combined:
		for _, t := range e.Terms {
			if !u.Row(t.Row).whole(from, to) {
				return false
			}
		}
		return true
	}
	return u.Row(e.Rows[0]).whole(from, to)
}

// value returns the value of a window whose parts are all there.
func (e *Entry) value(u *Unit, g *Grid) (Quotient, bool) {
	from, to := int(e.From), int(e.To)
	var few [8]int64
	sums := few[:0]
	switch e.Method {
	case Combined:
		for _, t := range e.Terms {
			sums = append(sums, u.Row(t.Row).sum(from, to))
		}
	case Ratio:
		sums = append(sums, u.Row(e.Rows[0]).sum(from, to), u.Row(e.Rows[1]).sum(from, to))
	default:
		sums = append(sums, u.Row(e.Rows[0]).sum(from, to))
	}
	return e.entered(u, g, sums, int64(to-from))
}

// ratio returns a ratio of two sums; false if there is none.
func (e *Entry) ratio(above, below int64, exp int32) (Quotient, bool) {
	num, ok := times(above, e.Times.Num)
	if below < 0 {
		num, below = -num, -below
	}
	return Quotient{num, below, exp + e.Times.Exp}, ok && below != 0
}

// combined adds and subtracts sums.
func (e *Entry) combined(u *Unit, sums []int64) (Quotient, bool) {
	exp := u.Row(e.Terms[0].Row).Exp
	for _, t := range e.Terms {
		exp = min(exp, u.Row(t.Row).Exp)
	}
	var total int64
	for i, t := range e.Terms {
		n, ok := shifted(sums[i], u.Row(t.Row).Exp-exp)
		if t.Negative {
			n = -n
		}
		if total += n; !ok || abs(total) >= largest {
			return Quotient{}, false
		}
	}
	return Quotient{total, 1, exp}, true
}

// rolled rolls up the parts of one row that enter.
func (e *Entry) rolled(row *Row, g *Grid) (Quotient, bool) {
	at := int(e.From) - row.First
	values, states := row.Values[at:at+int(e.To-e.From)], row.States[at:]
	v := Quotient{Den: 1, Exp: row.Exp}
	var days, count int64
	for i, n := range values {
		if states[i] != There && states[i] != Provisional {
			continue
		}
		switch {
		case e.Method == Mean:
			d := g.days(e.From + int32(i))
			part, ok := times(n, d)
			if v.Num += part; !ok || abs(v.Num) >= largest {
				return v, false
			}
			days += d
		case count == 0, e.Method == Single, e.Method == Min && n < v.Num, e.Method == Max && n > v.Num:
			v.Num = n
		}
		count++
	}
	if e.Method == Mean {
		v.Den = days
	}
	return v, count > 0
}

// score scores a value.
func (e *Entry) score(v Quotient, line *Line, s *Scale) (int64, bool) {
	if e.Curve == nil {
		return line.Score(v, s)
	}
	if v.Den != 1 || v.Exp < int32(e.Curve.Exp) {
		return 0, false
	}
	n, ok := shifted(v.Num, v.Exp-int32(e.Curve.Exp))
	if !ok || !columns.Fits(n) {
		return 0, false
	}
	return e.Curve.Score(n, s.Low, s.High), true
}

// Whole returns the value of a window whose parts are all there, as one sum or, of a Ratio, as its two sums.
// It returns false if parts are missing, and for means.
func (e *Entry) Whole(u *Unit) (above, below decimal.Decimal, ok bool) {
	if e.Method == Wide || e.Method == Mean || e.Method == MeanOfPeriods || !e.whole(u) {
		return above, below, false
	}
	if e.Method == Ratio {
		return e.total(u, 0), e.total(u, 1), true
	}
	v, ok := e.value(u, nil)
	return decimal.New(v.Num, v.Exp).Normalize(), below, ok
}

// total returns the sum of a row over the window.
func (e *Entry) total(u *Unit, row int) decimal.Decimal {
	r := u.Row(e.Rows[row])
	return decimal.New(r.sum(int(e.From), int(e.To)), r.Exp).Normalize()
}

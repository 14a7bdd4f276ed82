package rows

import "github.com/go-bsc/bsc/internal/columns"

// Holes are what is found of a window of which not every part is there and final.
type holes struct {
	value       Quotient
	line        Line  // of those parts that enter
	away        bool  // some do not
	coverage    int64 // in units of 10^-10
	missing     int   // parts that apply and are not there
	provisional bool
}

// gather looks at the parts one by one. It is false where the wide path has to: a part is odd, or may not be due, or an
// earlier one may stand in; too little is there; or what is to be reached does not follow from the parts.
func (e *Entry) gather(u *Unit, g *Grid) (h holes, ok bool) {
	var there, days, enter int64 // days that are there, and due; parts that enter
	var value, base int64
	var few [8]int64
	sums := few[:]
	if len(e.Terms) > len(few) {
		sums = make([]int64, len(e.Terms))
	}
	for at := e.From; at < e.To; at++ {
		state, provisional := e.state(u, at)
		switch state {
		case Odd:
			return h, false
		case NotApplicable:
			h.away = true
			continue
		case Missing:
			if e.Carry || e.Method == Single || u.Today != 0 && u.Today <= g.end(at)+e.Grace {
				return h, false
			}
			h.away = true
			h.missing++
			days += g.days(at)
			continue
		}
		h.provisional = h.provisional || provisional
		days, there, enter = days+g.days(at), there+g.days(at), enter+1
		e.add(u, at, sums)
		if e.Shares != nil {
			i := at - e.Shares.First
			if value += e.Shares.Value[i]; e.Shares.Base != nil {
				base += e.Shares.Base[i]
			}
		}
	}
	if enter == 0 || h.away && (e.Method == Single || !e.Level && e.Shares == nil) {
		return h, false
	}
	if h.coverage = columns.Full; h.missing > 0 {
		h.coverage = there * columns.Full / days
	}
	if e.Quoted && h.coverage < e.Quota || !e.Quoted && 2*enter < enter+int64(h.missing) {
		return h, false
	}
	if h.value, ok = e.entered(u, g, sums, enter); ok && h.away && e.Shares != nil && !e.Level {
		if e.Parts {
			h.line = Line{Rise: value, Den: e.Shares.Den, Exp: e.Shares.Exp}
		} else {
			h.line, ok = e.Shares.line(value, base)
		}
	}
	return h, ok
}

// state returns how a part stands: what several rows have in common of it.
func (e *Entry) state(u *Unit, at int32) (state State, provisional bool) {
	of := func(row int32) State {
		s, ok := u.Row(row).At(int(at))
		if !ok {
			return Odd
		}
		provisional = provisional || s == Provisional
		if s == Provisional {
			return There
		}
		return s
	}
	switch e.Method {
	case Ratio:
		return joint(of(e.Rows[0]), of(e.Rows[1]), e.Leaves), provisional
	case Combined:
		state = of(e.Terms[0].Row)
		for _, t := range e.Terms[1:] {
			state = joint(state, of(t.Row), e.Leaves)
		}
		return state, provisional
	}
	return of(e.Rows[0]), provisional
}

// joint returns how a part stands that two inputs of a calculation have in common.
func joint(a, b State, leaves bool) State {
	switch {
	case a == Odd || b == Odd:
		return Odd
	case leaves && a == NotApplicable:
		return b
	case leaves && b == NotApplicable:
		return a
	case a == NotApplicable || b == NotApplicable:
		return NotApplicable
	case a == Missing || b == Missing:
		return Missing
	}
	return There
}

// add lets a part enter.
func (e *Entry) add(u *Unit, at int32, sums []int64) {
	add := func(i int, row int32) {
		r := u.Row(row)
		sums[i] += r.Values[int(at)-r.First]
	}
	switch e.Method {
	case Combined:
		for i, t := range e.Terms {
			add(i, t.Row)
		}
	case Ratio:
		add(1, e.Rows[1])
		fallthrough
	default:
		add(0, e.Rows[0])
	}
}

// entered returns the value of the parts that enter.
func (e *Entry) entered(u *Unit, g *Grid, sums []int64, enter int64) (Quotient, bool) {
	row := u.Row(e.Rows[0])
	switch e.Method {
	case Sum:
		return Quotient{sums[0], 1, row.Exp}, true
	case Ratio:
		return e.ratio(sums[0], sums[1], row.Exp-u.Row(e.Rows[1]).Exp)
	case Combined:
		return e.combined(u, sums)
	case MeanOfPeriods:
		return Quotient{sums[0], enter, row.Exp}, true
	}
	return e.rolled(row, g, func(s State) bool { return s == There || s == Provisional })
}

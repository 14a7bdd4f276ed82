package rows

// line returns the line to a target that comes from another time. It returns false if part of that time is
// missing, or the target is not valid.
func (p *Past) line(row *Row) (Line, bool) {
	if !row.whole(int(p.From), int(p.To)) {
		return Line{}, false
	}
	value, ok := p.changed(Quotient{row.sum(int(p.From), int(p.To)), 1, row.Exp})
	if !ok {
		return Line{}, false
	}
	if p.Base == nil {
		return lineTo(value.Num, 0, false, p.Lower, 1, value.Exp)
	}
	exp := min(value.Exp, p.Base.Exp)
	to, ok1 := shifted(value.Num, value.Exp-exp)
	base, ok2 := shifted(p.Base.Num, p.Base.Exp-exp)
	l, ok := lineTo(to, base, true, p.Lower, 1, exp)
	return l, ok && ok1 && ok2
}

// changed applies the comparison's change to a number. It returns false if there is no result, or it does not
// fit.
func (p *Past) changed(q Quotient) (Quotient, bool) {
	var ok bool
	switch p.Change {
	case Times:
		q.Num, ok = times(q.Num, p.By.Num)
		q.Exp += p.By.Exp
		return q, ok && q.Num >= 0 && abs(int64(q.Exp)) <= 2*maxExp
	case Percent:
		more, ok1 := times(abs(q.Num), p.By.Num)
		whole, ok2 := shifted(q.Num, 2-p.By.Exp)
		q.Num, q.Exp = whole+more, q.Exp+p.By.Exp-2
		return q, ok1 && ok2 && p.By.Exp <= 2
	case Plus:
		exp := min(q.Exp, p.By.Exp)
		n, ok1 := shifted(q.Num, q.Exp-exp)
		by, ok2 := shifted(p.By.Num, p.By.Exp-exp)
		return Quotient{n + by, 1, exp}, ok1 && ok2
	}
	return q, true
}

package rows

// An Own is a target of a unit's own, in units of 10^Exp.
type Own struct {
	Value, Base int64
	Exp         int32
	Based       bool // there is a Base; else the line begins at 0, and where lower is better at twice the value
	Lower       bool // lower is better
}

// line returns the line to the part of the target that another line's Rise says. It is false where the target cannot be
// one, or does not fit.
func (o *Own) line(part *Line) (Line, bool) {
	value, ok := times(o.Value, part.Rise)
	l := Line{Rise: value, Den: part.Den, Exp: o.Exp + part.Exp}
	switch {
	case !ok:
		return l, false
	case !o.Based:
		if o.Lower {
			l.Base, l.Rise = 2*value, -value
		}
		return l, value > 0
	}
	l.Base, ok = times(o.Base, part.Rise)
	l.Rise = value - l.Base
	return l, ok && (l.Rise > 0 && !o.Lower || l.Rise < 0 && o.Lower)
}

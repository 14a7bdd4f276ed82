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
	value, ok1 := times(o.Value, part.Rise)
	base, ok2 := times(o.Base, part.Rise)
	l, ok := lineTo(value, base, o.Based, o.Lower, part.Den, o.Exp+part.Exp)
	return l, ok && ok1 && ok2
}

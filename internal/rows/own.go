package rows

// An Own is an org unit's own target, in units of 10^Exp.
type Own struct {
	Value, Base int64
	Exp         int32
	// Based says that there is a Base. Else the line begins at 0 or, if lower is better, at twice the value.
	Based bool
	Lower bool // lower is better
}

// line returns the line to the part of the target that another line's Rise says. It returns false if the
// target is not valid or does not fit.
func (o *Own) line(part *Line) (Line, bool) {
	value, ok1 := times(o.Value, part.Rise)
	base, ok2 := times(o.Base, part.Rise)
	l, ok := lineTo(value, base, o.Based, o.Lower, part.Den, o.Exp+part.Exp)
	return l, ok && ok1 && ok2
}

package target

// Find returns the target in force for a window, and its plan: one of the org unit's own if one is found, otherwise the
// definition's. Either plan may be nil. From a target of the org unit's on, none of the definition's apply.
func Find(own, definition *Plan, v *View) (Target, *Plan) {
	if own != nil {
		t := own.find(v)
		if t.OfUnit = t.Found(); t.Found() || !t.None.IsZero() || t.Err != nil {
			return t, own
		}
	}
	if definition == nil {
		return Target{}, nil
	}
	return definition.find(v), definition
}

func (p *Plan) find(v *View) Target {
	var t Target
	if p.own {
		v = v.only(p.covers)
	}
	if len(v.parts) == 0 && (p.Adds() || !v.stands) {
		return t
	}
	if p.Adds() {
		t = p.sum(v)
	} else {
		t = p.single(v)
	}
	if !t.Found() && v.Window.Held && !p.Adds() {
		days, _ := p.card.Almanac.Span(v.Asked)
		if today := p.ofPart(v, v.Asked, days); today.Found() {
			t = today // what does not add up may be measured against today's target
		}
	}
	if p.err != nil {
		return Target{Err: p.err}
	}
	return t
}

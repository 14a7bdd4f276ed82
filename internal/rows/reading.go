package rows

import "github.com/go-bsc/bsc/internal/measure"

// What a source says of a part goes into a row, and comes out of it.

// Enter enters what a source says of a part. It returns false if the row cannot hold that as a number and a State: the
// part is Odd then, and keeps what is said of it.
func (r *Row) Enter(place int, said measure.Reading) bool {
	switch {
	case said.State == measure.Missing && !said.Decided:
		r.Mark(place, Missing)
		return true
	case said.State == measure.NotApplicable && said.Absent == nil:
		r.Mark(place, NotApplicable)
		return true
	case said.State == measure.There && said.Label == "" && said.Coverage == 0 && said.Absent == nil:
		state := There
		if said.Provisional {
			state = Provisional
		}
		if r.Set(place, said.Value, state) {
			return true
		}
	}
	r.Mark(place, Odd)
	if r.odd == nil {
		r.odd = map[int]measure.Reading{}
	}
	r.odd[place-r.First] = said
	return false
}

// Reading returns what a source has said of a part; false outside the row.
func (r *Row) Reading(place int) (measure.Reading, bool) {
	state, ok := r.At(place)
	switch {
	case !ok:
		return measure.Reading{}, false
	case state == Odd:
		said, is := r.odd[place-r.First]
		return said, is
	case state == Missing:
		return measure.Reading{State: measure.Missing}, true
	case state == NotApplicable:
		return measure.Reading{State: measure.NotApplicable}, true
	}
	return measure.Reading{State: measure.There, Value: r.Number(place), Provisional: state == Provisional}, true
}

// Known reports whether some parts have a number or do not apply, and none is Odd.
func (r *Row) Known(of Range) bool {
	some := false
	for at := of.From; at < of.To; at++ {
		state, _ := r.At(int(at))
		if state == Odd {
			return false
		}
		some = some || state != Missing
	}
	return some
}

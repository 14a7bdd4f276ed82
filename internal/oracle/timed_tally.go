package oracle

import (
	"slices"

	"github.com/go-bsc/bsc"
)

// A tally is the value of a measure over a frame: a number, a label, or nothing, with the flag that says why.
type tally struct {
	number    *fraction
	label     string
	lack      bsc.Flags // why there is no value; 0: there is one
	code      bsc.Code  // of a failure; "": any
	marks     bsc.Flags // how it came about
	parts     []timePart
	gaps      []bsc.Gap  // what is missing
	waits     []bsc.Gap  // what is not due; also a gap if the frame is a whole period or the KPI is not due
	covered   *fraction  // the share of the days that has data
	due       *fraction  // the same, without what is not due
	enough    bool       // half of what is due and applies is there (5)
	age       int        // of the oldest part that stands in for another
	stood     bool       // the value of a whole earlier frame stands in
	unfit     bool       // the joint parts of the inputs fit no frame
	bare      bool       // the inputs fit no frame, so that gaps are not compared
	actual    bool       // it stands for the period as it is, and the parts are the target's
	shown     []timePart // the parts that are shown, if different
	frameless bool       // there is no frame
	unmade    bool       // no roll-up makes one value of the parts
	hidden    bool       // the parts are not shown: the period has not begun
}

func failing(code bsc.Code) tally { return tally{lack: bsc.FlagFailed, code: code} }

// lacking is a tally without a value.
func lacking(lack bsc.Flags) tally { return tally{lack: lack, covered: integer(0), due: integer(0)} }

// uneven says whether a part does not apply or is not due.
func (v tally) uneven() bool {
	return slices.ContainsFunc(v.parts, func(p timePart) bool {
		return !p.passed && !p.beyond && (p.state == isNotApplicable || p.state == isNotDue)
	})
}

// complete says whether there is a value with everything that belongs to it.
func (v tally) complete() bool {
	return v.lack == 0 && v.number != nil && v.covered.compare(integer(1)) == 0
}

// counts says whether a part's target counts, as far as the part is in the frame. It counts if the part's value counts,
// if the part is passed over or, if asked for, if it is not due. Without a value, or with that of a whole earlier
// frame, every part that applies counts (4, 5).
func (v tally) counts(p timePart, notDue bool) bool {
	switch {
	case p.passed:
		return true
	case p.state == isNotApplicable:
		return false
	case v.actual && v.lack == 0 && slices.ContainsFunc(v.parts, func(p timePart) bool { return p.state == isThere }):
		return p.state == isThere || notDue && p.state == isNotDue
	case v.actual:
		return true
	case v.lack != 0 || v.stood:
		return true
	}
	return p.enters() || p.passed || p.beyond || notDue && p.state == isNotDue
}

// reckon says which parts of a frame count: coverage by days, whether there is enough by number, and why there is no
// value. What is carried does not cover, but counts as enough. What is not due is a gap if the frame is a whole period;
// otherwise it is left out (4, 5).
func reckon(parts []timePart, whole bool) tally {
	v := tally{parts: parts}
	covered, due, all := integer(0), integer(0), integer(0)
	there, needed := 0, 0
	for _, p := range parts {
		days := integer(int64(p.inside.days()))
		switch {
		case p.beyond:
			continue
		case p.passed:
			covered = covered.plus(days)
		case p.enters():
			v.marks |= p.marks
			v.age = max(v.age, p.age)
			if p.age == 0 {
				covered = covered.plus(days.times(p.covered))
			}
		case p.state.lacks():
			v.marks |= p.marks & bsc.FlagOverdue
			due, all, needed = due.plus(days), all.plus(days), needed+1
			continue
		case p.state == isNotDue && whole:
			all = all.plus(days)
			continue
		default:
			continue
		}
		due, all, there, needed = due.plus(days), all.plus(days), there+1, needed+1
	}
	v.covered, v.due, v.enough = coverage(covered, all), coverage(covered, due), 2*there >= needed
	v.lack = whyNothing(parts)
	if v.lack == 0 && v.covered.below(integer(1)) {
		v.marks |= bsc.FlagPartial
	}
	v.collect()
	return v
}

// whyNothing is why the parts have no value; 0: they have one. A part that failed fails them all.
func whyNothing(parts []timePart) bsc.Flags {
	found, enters := map[condition]bool{}, false
	for _, p := range parts {
		if p.passed || p.beyond {
			continue
		}
		enters = enters || p.enters()
		if p.age == 0 {
			found[p.state] = true
		}
	}
	switch {
	case found[isFailed]:
		return bsc.FlagFailed
	case enters:
		return 0
	case found[isStale]:
		return bsc.FlagStale
	case found[isMissing]:
		return bsc.FlagNoData
	case found[isNotDue]:
		return bsc.FlagNotDue
	}
	return bsc.FlagNotApplicable
}

// collect gathers what is missing and what is not due.
func (v *tally) collect() {
	for _, p := range v.parts {
		v.bare = v.bare || p.bare
		if !p.passed && !p.beyond && p.state != isNotApplicable {
			v.gaps, v.waits = append(v.gaps, p.gaps...), append(v.waits, p.waits...)
		}
	}
}

// without is a tally of a frame without parts: not due before the measure's first period, and not applicable after its
// last one (8).
func without(w timeframe) tally {
	if w.last < w.own.first {
		return lacking(bsc.FlagNotDue)
	}
	return lacking(bsc.FlagNotApplicable)
}

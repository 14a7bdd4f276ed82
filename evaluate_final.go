package bsc

import "github.com/go-bsc/bsc/period"

// Evaluations of final readings alone: see Input.FinalOnly.

// withholds reports whether an evaluation takes a reading for missing because it is provisional.
func (i *inputs) withholds(r *Reading) bool { return i.in.FinalOnly && r.State == StateProvisional }

// isNumber reports whether a reading is just a number that counts: nothing is said with it, and it is not withheld.
func (i *inputs) isNumber(r *Reading) bool { return r.plain() && !r.noted() && !i.withholds(r) }

// A withheldAt names a reading that is withheld.
type withheldAt struct {
	unit string
	factAt
}

// withhold reports whether a source's reading is withheld, and keeps that for the reason.
func (k *knowledge) withhold(unit string, ref Ref, p period.Period, r *Reading) bool {
	if !k.of.withholds(r) {
		return false
	}
	retain(k.answers, &k.answers.withheld, withheldAt{unit, factAt{ref, p}}, true)
	return true
}

// isWithheld reports whether a reading is missing only because it is provisional.
func (m *memo) isWithheld(unit string, ref Ref, p period.Period) bool {
	if m == nil {
		return false
	}
	_, is := recall(m, &m.withheld, withheldAt{unit, factAt{ref, p}})
	return is
}

// markWithheld marks the gaps of a window for which the source has said a provisional reading.
func (i *inputs) markWithheld(heard *memo, w *Window) {
	if !i.in.FinalOnly {
		return
	}
	for g := range w.Gaps {
		gap := &w.Gaps[g]
		gap.Provisional = heard.isWithheld(i.in.OrgUnit, gap.Ref, gap.Period)
	}
}

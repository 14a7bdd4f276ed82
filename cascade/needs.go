package cascade

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Needs returns what evaluating every org unit on the input may ask its Source and its TargetSource for: for every
// period from the first to that of the input, or only for the input's if from is zero. There is one range for each org
// unit, KPI or series, and frequency, however many others count it; see bsc.Scorecard.Needs. What an org unit without
// readings of its own is made of is named for those whose readings they are.
//
// The error is a *bsc.InputError for an input that no evaluation can use.
func (c *Cascade) Needs(from period.Period, in bsc.Input) (bsc.Needs, error) {
	if c == nil || len(c.units) == 0 {
		return bsc.Needs{}, notCompiled()
	}
	if problems := c.checkTargets(in.Targets); len(problems) > 0 {
		return bsc.Needs{}, &bsc.InputError{Problems: problems}
	}
	in.Assessments, in.Sums = nil, c.sums // nobody reads assessments here
	all, errs := make([]bsc.Needs, c.now), make([]error, c.now)
	for at := range all {
		u := &c.units[at]
		all[at], errs[at] = u.card.Needs(from, c.inputOf(at, in, nil))
	}
	if err := c.joined(errs); err != nil {
		return bsc.Needs{}, err
	}
	return bsc.Needs{}.Join(all...), nil
}

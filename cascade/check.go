package cascade

import (
	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
)

// CheckReadings returns a problem for every fact that no org unit would use: a fact of an unknown org unit, of a KPI or
// series that its card does not have or that is calculated, of a period that does not fit, or of what has its readings
// from other org units.
func (c *Cascade) CheckReadings(r *bsc.Readings) bsc.Problems {
	if len(c.units) == 0 {
		return nil
	}
	var problems bsc.Problems
	var h faults.Hints
	var unknown bsc.Ref
	for _, f := range r.Facts() {
		if f.Ref == unknown {
			continue
		}
		p := c.factProblem(f, &h, len(problems) >= c.most)
		if p == nil {
			continue
		}
		if _, known := c.at[f.OrgUnit]; known && p.Code == bsc.ErrUnknownRef {
			unknown = f.Ref
		}
		p.Ref = f.Ref
		p.Detail = "of " + faults.Quote(f.OrgUnit) + ", " + f.Period.String() + ": " + p.Detail
		problems = append(problems, p)
	}
	return problems.Limit(&bsc.Options{Limits: bsc.Limits{Problems: c.most}})
}

// factProblem returns why no org unit would use a fact. A problem that is only counted needs no hint.
func (c *Cascade) factProblem(f bsc.Fact, h *faults.Hints, counted bool) *bsc.Problem {
	at, ok := c.at[f.OrgUnit]
	if !ok {
		p := fault(bsc.ErrUnknownRef, "there is no org unit %s", faults.Quote(f.OrgUnit))
		if !counted && !h.Spent() {
			p.Hint = h.DidYouMean(f.OrgUnit, c.OrgUnits())
		}
		return p
	}
	u := &c.units[at]
	if from := u.sums[f.Ref]; len(from) > 0 {
		p := fault(bsc.ErrConflict, "a reading of %s, which has its readings from other org units", f.Ref)
		if !counted {
			p.Hint = "record it there, as " + from[0].ref.String() + " of " + c.units[from[0].unit].id
		}
		return p
	}
	if counted && !u.card.reads(f.Ref) {
		return fault(bsc.ErrUnknownRef, "a reading for %s, which nothing reads", f.Ref)
	}
	return u.card.CheckFact(f)
}

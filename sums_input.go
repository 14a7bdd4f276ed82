package bsc

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// What an evaluation checks of its Sums.

// checkSums looks up the sums of the input for its org unit.
func (r *run) checkSums() Problems {
	if r.in.Sums == nil {
		return nil
	}
	at, known := r.in.Sums.at[r.in.OrgUnit]
	if !known {
		if r.in.OrgUnit == "" {
			p := fault(ErrInput, "input_names_no_unit")
			p.Hint = words.New("set_unit_of_sums")
			return Problems{p}
		}
		p := fault(ErrUnknownRef, "sums_lack_unit", "unit", r.in.OrgUnit)
		p.Hint = didYouMean(r.in.OrgUnit, unitNames(r.in.Sums))
		return Problems{p}
	}
	u := &r.in.Sums.units[at]
	switch {
	case len(u.of) == 0:
		return nil
	case u.card.time != r.card.time:
		p := fault(ErrInput, "sums_of_other_scorecard", "unit", r.in.OrgUnit)
		p.Allowed = words.New("sums_of_same_scorecard")
		return Problems{p}
	}
	switch source := r.in.Readings.(type) {
	case Actuals:
		return Problems{ofOneUnit("sums_of_actuals")}
	case *Table:
		return Problems{ofOneUnit("sums_of_table")}
	case *ledger:
		r.sums = u
		return u.misplaced(source, &r.inputs)
	}
	r.sums = u
	return nil
}

// ofOneUnit is the problem of sums over a source that has the same readings for every org unit.
func ofOneUnit(code string) *Problem {
	p := fault(ErrInput, code)
	p.Allowed = words.New("readings_or_another_source")
	return p
}

// misplaced returns a problem for each KPI and series that has its readings from other org units, and one of its own
// for the period evaluated, or for a part of it. That one would not count, and nobody would notice.
func (u *summedUnit) misplaced(from *ledger, of *inputs) Problems {
	var problems Problems
	for ref, made := range u.of {
		kind := u.measure(ref).Kind
		if kind == 0 {
			kind = of.in.Period.Label().Kind
		}
		first, ok := u.card.almanac.At(of.asked.First, kind)
		last, to := u.card.almanac.At(of.asked.Last, kind)
		if !ok || !to {
			continue
		}
		var stray period.Period
		from.readYears(Query{OrgUnit: u.id, Ref: ref, Period: period.Of(first)}, period.Of(last), func(l almanac.Label, known []Reading, _ *plainFact) {
			if stray.IsZero() && knownBy(known, of.in.AsOf) != nil && u.addsIn(ref, period.Of(l)) {
				stray = period.Of(l)
			}
		})
		if !stray.IsZero() {
			problems = append(problems, u.strayFact(ref, made, stray))
		}
	}
	slices.SortStableFunc(problems, func(a, b *Problem) int { return strings.Compare(a.Ref.String(), b.Ref.String()) })
	return problems.upTo(of.card.most)
}

// strayFact is the problem of a reading of what has its readings from other org units.
func (u *summedUnit) strayFact(ref Ref, made *sum, of period.Period) *Problem {
	source := made.of[0]
	unit := u.sums.units[source.unit].id
	p := fault(ErrConflict, "reading_beside_sum", "unit", u.id, "period", of)
	p.Ref, p.Hint = ref, words.New("record_for_one", "node", source.ref, "unit", unit)
	if made.shared {
		p.Detail = words.New("reading_beside_shared", "unit", u.id, "period", of, "other_unit", unit)
		p.Hint = words.New("record_there", "node", source.ref, "unit", unit)
	}
	return p
}

func unitNames(s *Sums) []string {
	names := make([]string, len(s.units))
	for i := range s.units {
		names[i] = s.units[i].id
	}
	return names
}

package cascade_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A targetCase is a team over Ann and Bob, whose sales add up, each with 1 a month for a number of months.
type targetCase struct {
	team, person bsc.KPI
	own          bsc.TargetSource
	until        period.Period // Ann's
	bob          []string      // his months; nil: twelve
	period       period.Period
	asOf         time.Time
	want         string
}

// ofYear is a KPI with a target for 2026.
func ofYear(value bsc.Number, phasing bsc.Phasing, basis bsc.Basis, profile ...bsc.Number) bsc.KPI {
	return bsc.KPI{Basis: basis, Targets: []bsc.Target{{Period: period.Year(2026), Value: value, Phasing: phasing, Profile: profile}}}
}

// months are so many months with sales of 1.
func months(n int) []string {
	return strings.Split(strings.TrimSuffix(strings.Repeat("1,", n), ","), ",")
}

func targetCases() map[string]targetCase {
	june, second, year := period.Month(2026, 6), period.Quarter(2026, 2), period.Year(2026)
	middle := time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)
	linear := func(value bsc.Number) bsc.KPI { return ofYear(value, bsc.PhasingLinear, "") }
	toDate := func(value bsc.Number) bsc.KPI { return ofYear(value, bsc.PhasingLinear, bsc.BasisYearToDate) }
	summed, partial := bsc.KPI{Target: bsc.TargetOfContributors}, linear("1200")
	partial.Contributors = bsc.ContributorsPartial
	summedPartial := summed
	summedPartial.Contributors = bsc.ContributorsPartial
	own := func(values ...bsc.Number) bsc.TargetsByOrgUnit {
		targets := bsc.TargetsByOrgUnit{}
		for i, unit := range []string{"ann", "bob", "team"} {
			if i < len(values) && values[i] != "" {
				targets[unit] = bsc.OrgUnitTargets{"sales": {Value: values[i]}}
			}
		}
		return targets
	}
	return map[string]targetCase{
		"thirds of a linear year":          {team: linear("1000"), person: linear("500"), period: june},
		"thirds, to date":                  {team: toDate("1000"), person: toDate("500"), period: june},
		"thirds of contributors":           {team: summed, person: linear("500"), period: june},
		"seasonal, both, to date":          {team: ofYear("1200", bsc.PhasingSeasonal, bsc.BasisYearToDate, "1", "2", "3", "4"), person: ofYear("600", bsc.PhasingSeasonal, "", "1", "2", "3", "4"), period: june},
		"seasonal over linear":             {team: ofYear("1200", bsc.PhasingSeasonal, bsc.BasisYearToDate, "1", "2", "3", "4"), person: linear("600"), period: june, want: "360 phased 2026 over 6 is not 600; ann 300 phased over 6; bob 300 phased over 6"},
		"linear over a step, to date":      {team: toDate("1200"), person: ofYear("600", bsc.PhasingStep, ""), period: june, want: "600 phased 2026 over 6 is not 0; ann 0 phased over 6; bob 0 phased over 6"},
		"linear over a step, in the end":   {team: toDate("1200"), person: ofYear("600", bsc.PhasingStep, ""), period: year},
		"rolling over period":              {team: ofYear("1200", bsc.PhasingLinear, bsc.Rolling(3)), person: linear("600"), period: june},
		"not phased over linear":           {team: ofYear("1200", "", ""), person: linear("600"), period: june, want: "1200 enclosing 2026 over 1 is not 100; ann 50 phased over 1; bob 50 phased over 1"},
		"not phased over linear, year":     {team: ofYear("1200", "", ""), person: linear("600"), period: year},
		"own standing ones":                {team: toDate("1200"), own: own("60", "40"), period: june},
		"own standing ones, too much":      {team: toDate("1200"), own: own("60", "60"), period: june, want: "600 phased 2026 over 6 is not 720; ann 360 standing over 6; bob 360 standing over 6"},
		"nobody below":                     {team: linear("1200"), period: june, want: "100 phased 2026 over 1 is not 0; ann has no target over 1; bob has no target over 1; without ann bob"},
		"left in March, without a target":  {team: toDate("1200"), own: own("", "100"), until: period.Month(2026, 3), period: june, want: "600 phased 2026 over 6 is not 600; ann has no target over 3; bob 600 standing over 6; without ann"},
		"left in March, to date":           {team: toDate("1200"), person: linear("600"), until: period.Month(2026, 3), period: june, want: "600 phased 2026 over 6 is not 450; ann 150 phased over 3; bob 300 phased over 6"},
		"left in March, June":              {team: linear("1200"), person: linear("600"), until: period.Month(2026, 3), period: june, want: "100 phased 2026 over 1 is not 50; ann: not applicable; bob 50 phased over 1"},
		"left in March, of contributors":   {team: summed, person: linear("600"), until: period.Month(2026, 3), period: june},
		"on leave in May":                  {team: linear("1200"), person: linear("600"), bob: []string{"1", "1", "1", "1", "n/a", "1"}, period: second, want: "300 phased 2026 over 3 is not 250; ann 150 phased over 3; bob 100 phased over 2"},
		"on leave in May, of contributors": {team: summed, person: linear("600"), bob: []string{"1", "1", "1", "1", "n/a", "1"}, period: second},
		"May missing":                      {team: linear("1200"), person: linear("600"), bob: []string{"1", "1", "1", "1", "", "1"}, period: second},
		"May missing, partial":             {team: partial, person: linear("600"), bob: []string{"1", "1", "1", "1", "", "1"}, period: second},
		"May missing, partial, too much":   {team: partial, person: linear("720"), bob: []string{"1", "1", "1", "1", "", "1"}, period: second, want: "300 phased 2026 over 3 is not 360; ann 180 phased over 3; bob 180 phased over 3"},
		"May missing, partial, summed":     {team: summedPartial, person: linear("600"), bob: []string{"1", "1", "1", "1", "", "1"}, period: second},
		"summed, one lacks it":             {team: summed, own: own("60"), period: june, want: "bob has no target over 1 is not 60; ann 60 standing over 1; bob has no target over 1; without bob"},
		"summed, and its own":              {team: summed, own: own("", "", "60"), person: linear("600"), period: june, want: "60 standing over 1 is not 100; ann 50 phased over 1; bob 50 phased over 1"},
		"due in part, the whole year":      {team: linear("1200"), person: linear("720"), bob: months(5), period: year, asOf: middle, want: "1200 stated 2026 over 12 is not 1440; ann 720 stated over 12; bob 720 stated over 12"},
		"due in part, to date":             {team: toDate("1200"), person: linear("720"), bob: months(5), period: year, asOf: middle, want: "500 phased 2026 over 5 is not 600; ann 300 phased over 5; bob 300 phased over 5"},
		"last year":                        {team: bsc.KPI{Targets: []bsc.Target{{Value: "1"}}}, person: bsc.KPI{Targets: []bsc.Target{{Against: bsc.ComparisonLastYear}}}, period: june, want: "1 standing over 1 is not 0; ann: nothing complete to compare with in 2025-06 over 1; bob: nothing complete to compare with in 2025-06 over 1; without ann bob"},
		"a budget adds up":                 {own: bsc.Plan{Readings: months1{}}, period: june},
		"a year's own targets, to date":    {team: toDate("1200"), own: bsc.TargetsByOrgUnit{"ann": {"sales": {Period: year, Value: "700", Phasing: bsc.PhasingLinear}}, "bob": {"sales": {Period: year, Value: "500", Phasing: bsc.PhasingLinear}}}, period: june},
		"a year's own target, not spread":  {team: linear("1200"), own: bsc.TargetsByOrgUnit{"ann": {"sales": {Period: year, Value: "600"}}, "bob": {"sales": {Period: year, Value: "600", Phasing: bsc.PhasingLinear}}}, period: june, want: "100 phased 2026 over 1 is not 650; ann 600 enclosing over 1; bob 50 phased over 1"},
		"nobody":                           {period: june},
		"the month has not begun":          {team: linear("1200"), person: linear("600"), period: period.Month(2026, 9), bob: months(5), asOf: middle},
		"of another calendar year, 2027":   {team: linear("1200"), person: linear("600"), period: period.Month(2027, 1)},
	}
}

// months1 budgets 1 for everything.
type months1 struct{}

func (months1) Reading(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{Value: n("1")}, true }

// TestTargetGaps_phased compares the targets in force of a team and its people.
func TestTargetGaps_phased(t *testing.T) {
	for name, c := range targetCases() {
		t.Run(name, func(t *testing.T) {
			low := sales(c.person)
			gives := []cascade.Contribution{additive(bsc.KPIRef("sales"))}
			org := cascadeOf(t, []cascade.OrgUnit{
				{ID: "team", Definition: sales(c.team)},
				{ID: "ann", Parent: "team", Definition: low, Contributes: gives, Until: c.until},
				{ID: "bob", Parent: "team", Definition: low, Contributes: gives},
			})
			if c.bob == nil {
				c.bob = months(12)
			}
			in := bsc.Input{Period: c.period, AsOf: c.asOf, Targets: c.own, Readings: teamReadings(months(12), c.bob, nil)}
			r, err := org.Evaluate(in)
			require.NoError(t, err)
			var got []string
			for _, g := range r.TargetGaps() {
				got = append(got, shownGap(&g))
				o, _ := r.Of("team").Of(g.KPI)
				assert.Equal(t, o.Target.Value, g.Target, "the one in force")
			}
			assert.Equal(t, c.want, strings.Join(got, "\n"))
		})
	}
}

func shownGap(g *cascade.TargetGap) string {
	text := shownTarget(&bsc.AddendTarget{Target: g.Target, Rule: g.Rule, Reason: g.Reason}, g.From)
	text += fmt.Sprintf(" over %d is not %s", len(g.Periods), g.Sum)
	for i := range g.Of {
		of := &g.Of[i]
		said := shownTarget(of, period.Period{})
		if !strings.HasPrefix(said, of.OrgUnit) {
			said = of.OrgUnit + map[bool]string{true: " ", false: ": "}[of.Target.Valid] + said
		}
		if len(of.Periods) > 0 {
			said += fmt.Sprint(" over ", len(of.Periods))
		}
		text += "; " + said
	}
	if len(g.Without) > 0 {
		text += "; without " + strings.Join(g.Without, " ")
	}
	return text
}

func shownTarget(a *bsc.AddendTarget, from period.Period) string {
	if !a.Target.Valid {
		return a.Reason.String()
	}
	text := a.Target.Decimal.String() + " " + string(a.Rule)
	if !from.IsZero() {
		text += " " + from.String()
	}
	return text
}

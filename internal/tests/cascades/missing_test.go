package cascades_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// given answers what another source does not.
type given struct {
	bsc.Source
	also map[place]bool
}

// A place is where one reading stands.
type place struct {
	unit   string
	ref    bsc.Ref
	period period.Period
}

func (g given) Reading(q bsc.Query) (bsc.Reading, bool) {
	if g.also[place{q.OrgUnit, q.Ref, q.Period}] {
		return bsc.Reading{Value: dec("7"), State: bsc.StateFinal}, true
	}
	return g.Source.Reading(q)
}

// TestResult_Missing_given gives what random organisations miss: what was given is no more missing, and in the end only
// what is not due yet. Everything stands once, in the same order.
func TestResult_Missing_given(t *testing.T) {
	books := oracle.Daybooks()
	found := 0
	for seed := range oracle.Cards(60) {
		c := oracle.RandomTimedCascade(seed, books)
		ratesForEver(c)
		org, err := cascade.New(c.Organisation(), nil)
		require.NoError(t, err)
		in, err := c.Input("")
		require.NoError(t, err)
		source := given{in.Readings, map[place]bool{}}
		in.Readings = source
		for {
			r, err := org.Evaluate(in)
			require.NoError(t, err)
			gaps := r.Missing("")
			assertSorted(t, org, gaps)
			due := 0
			for _, g := range gaps {
				at := place{g.OrgUnit, g.Ref, g.Period}
				require.False(t, source.also[at] && !g.NotDue, "organisation %d: %v was given", seed, g)
				if !g.NotDue {
					source.also[at] = true
					due++
				}
			}
			if found += due; due == 0 {
				break
			}
		}
	}
	assert.Greater(t, found, 100)
}

// ratesForEver lets rates apply always: where they do not, nobody can give one, and what they convert stays missing.
func ratesForEver(c *oracle.TimedCard) {
	for i := range c.Units {
		for j := range c.Units[i].Definition.Series {
			if s := &c.Units[i].Definition.Series[j]; strings.HasPrefix(s.ID, "rate-") {
				s.Since, s.Until = period.Period{}, period.Period{}
			}
		}
	}
}

// assertSorted checks that gaps stand once, in the order of the org units, their cards and time.
func assertSorted(t *testing.T, org *cascade.Cascade, gaps []bsc.Gap) {
	t.Helper()
	units, known := org.OrgUnits(), map[place]bool{}
	for i, g := range gaps {
		at := place{g.OrgUnit, g.Ref, g.Period}
		require.False(t, known[at], "%v stands twice", g)
		known[at] = true
		if i == 0 {
			continue
		}
		before := gaps[i-1]
		first, then := slices.Index(units, before.OrgUnit), slices.Index(units, g.OrgUnit)
		require.LessOrEqual(t, first, then)
		nodes := org.Scorecard(g.OrgUnit).Nodes()
		if first == then && g.Ref.Kind == bsc.KindKPI {
			require.LessOrEqual(t, slices.Index(nodes, before.Ref), slices.Index(nodes, g.Ref))
		}
		if first == then && g.Ref == before.Ref {
			require.Negative(t, before.Period.Compare(g.Period))
		}
	}
}

// TestResult_Missing_modes: what an org unit misses is what those miss that it counts, in any mode, and what all of them
// miss is what the whole cascade does.
func TestResult_Missing_modes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	asked := 0
	for asked < 40 {
		units, all := oracle.RandomCompany(rng)
		org, err := cascade.New(units, nil)
		if err != nil {
			continue
		}
		asked++
		r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: oracle.WithoutReceived(units, all)})
		require.NoError(t, err)
		whole := map[bsc.Gap]bool{}
		for _, u := range units {
			mine := r.Missing(u.ID)
			assertSorted(t, org, mine)
			for _, g := range mine {
				whole[g] = true
			}
			for o := range r.Of(u.ID).All() {
				for _, g := range r.Of(u.ID).Missing(o.Ref) {
					if g.OrgUnit == "" {
						g.OrgUnit = u.ID
					}
					require.Contains(t, mine, g)
				}
			}
			for _, g := range u.Contributes {
				if to := g.OrgUnit; g.Mode == cascade.Contributory {
					if to == "" {
						to = u.Parent
					}
					require.Subset(t, r.Missing(to), missingBelow(r.Of(u.ID), u.ID, g.From))
				}
			}
		}
		require.Len(t, r.Missing(""), len(whole))
	}
}

// missingBelow is what the KPIs below an objective that are its org unit's own miss.
func missingBelow(r *bsc.Result, unit string, objective bsc.Ref) (gaps []bsc.Gap) {
	for _, child := range r.Scorecard().Children(objective) {
		for _, g := range r.Missing(child.Ref) {
			if g.OrgUnit == "" {
				g.OrgUnit = unit
			}
			gaps = append(gaps, g)
		}
	}
	return gaps
}

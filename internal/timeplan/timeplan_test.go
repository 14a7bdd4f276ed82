package timeplan_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const point = 10_000_000_000 // in units of 10^-10

// cardOf has one KPI, which adds up months from the start of the year, and a series likewise.
func cardOf(t *testing.T, targets ...target.Stated) *timeplan.Card {
	t.Helper()
	set := new(target.Set)
	for _, s := range targets {
		require.True(t, set.Add(s))
	}
	toDate := measure.Measure{Kind: almanac.Month, Rollup: measure.Sum, Basis: measure.Basis{ToDate: almanac.Year}}
	return &timeplan.Card{
		Measures: measure.NewCard(&almanac.Almanac{Start: 1}, []measure.Measure{toDate, toDate}, nil),
		KPIs:     []timeplan.KPI{{Eligible: true, Targets: set, Rollup: measure.Sum, OnLine: true}},
		Scale:    rows.Scale{Met: 100 * point, High: 100 * point},
		Leaf: func(_ int, t *target.Target) (columns.Leaf, bool) {
			value := t.Numbers[target.Value]
			return columns.Leaf{Kind: columns.Line, Rise: value.Decimal.IntPart()}, value.Valid
		},
	}
}

// stated is a target for a year that is spread over its months.
func stated(year int, value int64) target.Stated {
	s := target.Stated{From: almanac.NewLabel(almanac.Year, year, 1), Phasing: target.Linear}
	s.Numbers[target.Value] = decimal.NewNullDecimal(decimal.New(value, 0))
	return s
}

// plans plans a card, and counts how often it does.
func plans(card *timeplan.Card, made *int) *timeplan.Plans[*timeplan.Plan] {
	return timeplan.NewPlans(card, func(p *timeplan.Plan) *timeplan.Plan {
		*made++
		return p
	})
}

// months are the months from one to another of a year.
func months(year, from, to int) (all []period.Period) {
	for m := from; m <= to; m++ {
		all = append(all, period.Month(year, m))
	}
	return all
}

// unitOf fills the rows of a plan with the same number for every month, except for missing ones.
func unitOf(p *timeplan.Plan, value int64, missing ...int) *timeplan.Unit {
	u := &timeplan.Unit{Plan: p, Rows: rows.NewUnit(len(p.Needs))}
	slab := p.Slab()
	for slot := range p.Needs {
		f := p.Begin(u.Rows.Row(int32(slot)), slot, slab)
		for m := 1; m <= 12; m++ {
			place, ok := f.Place(month(m))
			if ok {
				f.Row.Enter(int(place), measure.Reading{State: measure.There, Value: decimal.New(value, 0)})
			}
		}
		for _, m := range missing {
			place, _ := p.Grid(slot).Place(month(m))
			f.Row.Enter(int(place), measure.Reading{State: measure.Missing})
		}
		f.End()
	}
	return u
}

func month(m int) almanac.Label { return almanac.NewLabel(almanac.Month, 2026, m) }

// TestPlan scores a year to date of 50 a month against 1200 for the year: 50 of 100 in each month. After a missing
// month it is the same, because the month's share of the target is left out.
func TestPlan(t *testing.T) {
	p := plans(cardOf(t, stated(2026, 1200)), new(int)).Of(months(2026, 1, 6), time.Time{})
	require.NotNil(t, p)
	for _, slot := range []int{0, 1} {
		assert.Equal(t, int32(6), p.Needs[slot].To-p.Needs[slot].From, slot)
	}
	for _, missing := range [][]int{nil, {2}} {
		u := unitOf(p, 50, missing...)
		for _, m := range []int{1, 6} {
			u.At = p.PlaceOf(period.Month(2026, m))
			got, ok := u.Score(0)
			require.True(t, ok)
			assert.Equal(t, int64(50*point), got.Score, "month %d without %v", m, missing)
			assert.Equal(t, m == 1 || missing == nil, got.Complete)
			assert.True(t, u.HasSeries(0, 0))
		}
	}
}

// TestPlan_Whole has the target of January to March if all of these are there.
func TestPlan_Whole(t *testing.T) {
	p := plans(cardOf(t, stated(2026, 1200)), new(int)).Of(months(2026, 3, 3), time.Time{})
	require.NotNil(t, p)
	whole := p.Whole(0, 0)
	require.NotNil(t, whole)
	assert.Equal(t, "300", whole.Target.Numbers[target.Value].Decimal.String())
	assert.Len(t, whole.Value.Selection.Entries, 3)
	assert.Equal(t, "1/4", whole.Pace.Expected.String())
}

// TestPlan_AimAt scores against an org unit's own target in place of the definition's, in the year for which it is
// stated.
func TestPlan_AimAt(t *testing.T) {
	p := plans(cardOf(t, stated(2026, 1200)), new(int)).Of(months(2026, 1, 6), time.Time{})
	for year, want := range map[int]int64{2026: 25 * point, 2025: 50 * point} {
		own := stated(year, 2400)
		u := unitOf(p, 50)
		u.Own = map[int]*timeplan.OwnAim{0: p.AimAt(0, &own)}
		got, ok := u.Score(0)
		require.True(t, ok)
		assert.Equal(t, want, got.Score, year)
	}
	u := unitOf(p, 50)
	u.Own = map[int]*timeplan.OwnAim{0: {}}
	_, ok := u.Score(0)
	assert.False(t, ok, "the wide path has it")
}

// TestPlans makes a plan once for the same periods and known targets, and none where nothing is in rows.
func TestPlans(t *testing.T) {
	early, late := stated(2026, 1200), stated(2026, 2400)
	late.RecordedAt = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	made := 0
	card := cardOf(t, early, late)
	all := plans(card, &made)
	before, after := late.RecordedAt.Add(-1), late.RecordedAt
	for i, asOf := range []time.Time{{}, after, after.Add(1), before, before.Add(-1)} {
		p := all.Of(months(2026, 1, 2), asOf)
		want := int64(25 * point)
		if i >= 3 {
			want *= 2
		}
		got, _ := unitOf(p, 50).Score(0)
		assert.Equal(t, want, got.Score, asOf)
	}
	assert.Equal(t, 2, made)
	assert.Nil(t, all.Of(nil, time.Time{}))
	card = cardOf(t)
	card.KPIs[0].Eligible = false
	card.Measures.Measures = card.Measures.Measures[:1]
	assert.Nil(t, plans(card, &made).Of(months(2026, 1, 2), time.Time{}))
	assert.Equal(t, 2, made)
}

// TestUnit_Set sets a reading that no row can hold. Holders of the earlier rows keep the old reading.
func TestUnit_Set(t *testing.T) {
	p := plans(cardOf(t, stated(2026, 1200)), new(int)).Of(months(2026, 1, 6), time.Time{})
	u := unitOf(p, 50)
	old := *u
	place, ok := u.Place(0, month(2))
	require.True(t, ok)
	u.Set(0, place, measure.Reading{State: measure.There, Label: "early"})
	r, ok := u.Reading(0, month(2))
	assert.Equal(t, []any{"early", true}, []any{r.Label, ok})
	r, ok = old.Reading(0, month(2))
	assert.Equal(t, []any{"50", true}, []any{r.Value.String(), ok})
	for _, l := range []almanac.Label{{}, month(12), almanac.NewLabel(almanac.Year, 2026, 1)} {
		_, ok = u.Reading(0, l)
		assert.False(t, ok, l)
	}
}

// TestFilling_Place takes periods in order, and skips those outside the row.
func TestFilling_Place(t *testing.T) {
	p := plans(cardOf(t, stated(2026, 1200)), new(int)).Of(months(2026, 1, 6), time.Time{})
	f := p.Begin(new(rows.Row), 0, new(rows.Slab))
	var taken []int
	for _, m := range []int{2, 1, 2, 5, 7, 6} {
		if _, ok := f.Place(month(m)); ok {
			taken = append(taken, m)
		}
	}
	assert.Equal(t, []int{2, 5, 6}, taken)
}

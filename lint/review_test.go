package lint_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// reviewCard has KPIs to be reviewed at different times, in a fiscal year from April.
func reviewCard() *bsc.Scorecard {
	return bsc.MustCompile(&bsc.Definition{
		ID: "acme", Calendar: period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart},
		Perspectives: []bsc.Perspective{
			{ID: "people", Objectives: []bsc.Objective{{ID: "train", KPIs: []bsc.KPI{
				{ID: "year", Review: period.Year(2026)}, // until 2027-03-31
				{ID: "never"},                           // has no review date
				{ID: "month", Name: "By month", Owner: "Ann", Review: period.Month(2026, 6)}, // until 2026-06-30
			}}}},
			{ID: "money", Objectives: []bsc.Objective{{ID: "grow", KPIs: []bsc.KPI{
				{ID: "quarter", Review: period.Quarter(2026, 1)}, // April to June: due on the same day
				{ID: "day", Owner: "Bob", Review: period.Day(2026, 6, 29)},
			}}}},
		},
	}, nil)
}

func TestReviews(t *testing.T) {
	due := map[string]period.Period{
		"day": period.Day(2026, 6, 29), "month": period.Month(2026, 6),
		"quarter": period.Quarter(2026, 1), "year": period.Year(2026),
	}
	tests := []struct {
		name                      string
		on                        period.Period
		day, month, quarter, year int // days overdue
	}{
		{"the first is due today", period.Day(2026, 6, 29), 0, 0, 0, 0},
		{"the day after", period.Day(2026, 6, 30), 1, 0, 0, 0},
		{"the day after the others", period.Day(2026, 7, 1), 2, 1, 1, 0},
		{"the day after the fiscal year", period.Day(2027, 4, 1), 276, 275, 275, 1},
		{"the first day of a month", period.Month(2026, 7), 2, 1, 1, 0},
		{"the first day of the fiscal year", period.Year(2026), 0, 0, 0, 0},
		{"a period that began before", period.Month(2026, 6), 0, 0, 0, 0},
		{"long before", period.Day(1, 1, 1), 0, 0, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			review := func(id, name, owner string, days int) lint.Review {
				return lint.Review{Ref: bsc.KPIRef(id), Name: name, Owner: owner, Due: due[id], Overdue: days > 0, Days: days}
			}
			want := []lint.Review{
				review("day", "", "Bob", test.day),
				review("month", "By month", "Ann", test.month),
				review("quarter", "", "", test.quarter),
				review("year", "", "", test.year),
			}
			got, err := lint.Reviews(reviewCard(), test.on)
			require.NoError(t, err)
			require.Equal(t, want, got)
		})
	}
}

func TestReviews_errors(t *testing.T) {
	for on, text := range map[period.Period]string{
		{}:                        `"" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		period.Numbered(2026, 13): "2026-P13 is not in the calendar (P01 to P12)",
		period.Week(9999, 52):     "9999-W52 is not in the calendar (periods within 0001-01-01 to 9999-12-31)",
	} {
		reviews, err := lint.Reviews(reviewCard(), on)
		require.Nil(t, reviews)
		require.EqualError(t, err, text)
		require.ErrorIs(t, err, bsc.ErrPeriod)
		var problem *bsc.Problem
		require.ErrorAs(t, err, &problem)
	}
}

func TestReviews_none(t *testing.T) {
	card := bsc.MustCompile(&bsc.Definition{ID: "empty"}, nil)
	for _, s := range []*bsc.Scorecard{card, {}} {
		reviews, err := lint.Reviews(s, period.Day(2026, 7, 1))
		require.NoError(t, err)
		require.Empty(t, reviews)
	}
}

func TestReview_json(t *testing.T) {
	reviews, err := lint.Reviews(reviewCard(), period.Day(2026, 7, 1))
	require.NoError(t, err)
	document, err := json.Marshal(reviews[1:3])
	require.NoError(t, err)
	require.Equal(t, `[{"ref":"kpi:month","name":"By month","owner":"Ann","due":"2026-06","overdue":true,"days":1},`+
		`{"ref":"kpi:quarter","due":"2026-Q1","overdue":true,"days":1}]`, string(document))
	var again []lint.Review
	require.NoError(t, json.Unmarshal(document, &again))
	require.Equal(t, reviews[1:3], again)
}

package cascade_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// day returns a moment.
func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// toDate returns a card with sales to date, against 10 a month.
func toDate() *bsc.Definition {
	return sales(bsc.KPI{Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "10"}}})
}

// moving is a company of two branches. Ann moves from north to south in July, as was recorded in June.
func moving() []cascade.Version {
	card, up := toDate(), []cascade.Contribution{additive(bsc.KPIRef("sales"))}
	unit := func(id, parent string) cascade.Version {
		u := cascade.OrgUnit{ID: id, Parent: parent, Definition: card}
		if parent != "" {
			u.Contributes = up
		}
		return cascade.Version{OrgUnit: u}
	}
	moved := unit("ann", "south")
	moved.From, moved.RecordedAt = period.Month(2026, 7), day(2026, 6, 10)
	return []cascade.Version{unit("company", ""), unit("north", "company"), unit("south", "company"), unit("ann", "north"), unit("bob", "north"), unit("cleo", "south"), moved}
}

// tens has sales of 10 in every month of 2026 for the people who have readings.
func tens(t *testing.T, people ...string) *bsc.Readings {
	t.Helper()
	r := new(bsc.Readings)
	for _, who := range people {
		for month := range 12 {
			require.NoError(t, r.Add(bsc.Fact{OrgUnit: who, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month+1), Reading: bsc.Reading{Value: dec("10")}}))
		}
	}
	return r
}

func TestTimeline_move(t *testing.T) {
	org, err := cascade.NewTimeline(moving(), nil)
	require.NoError(t, err)
	assert.Empty(t, org.Check())
	readings := tens(t, "ann", "bob", "cleo")
	actual := func(r *cascade.Result, unit string) string {
		o, _ := r.Of(unit).Of(bsc.KPIRef("sales"))
		require.True(t, o.Actual.Valid, unit)
		return o.Actual.Decimal.String()
	}
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 9), Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, "150", actual(r, "north"), "bob nine months, ann six")
	assert.Equal(t, "120", actual(r, "south"), "cleo nine months, ann three")
	assert.Equal(t, "270", actual(r, "company"))
	assert.Equal(t, []string{"cleo", "ann"}, append(r.Cascade().Below("south")[1:], r.Cascade().Below("south")[0]))

	restated, err := org.Restated(period.Month(2026, 9), time.Time{})
	require.NoError(t, err)
	r, err = restated.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, "60", actual(r, "north"))
	assert.Equal(t, "120", actual(r, "south"))

	// As of May nobody knew that she would move.
	r, err = org.Evaluate(bsc.Input{Period: period.Month(2026, 9), Readings: readings, AsOf: day(2026, 5, 31), Today: period.Day(2026, 12, 31)})
	require.NoError(t, err)
	assert.Equal(t, "180", actual(r, "north"))
	assert.Equal(t, "90", actual(r, "south"))
}

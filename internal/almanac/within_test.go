package almanac_test

import (
	"testing"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/stretchr/testify/assert"
)

// TestAlmanac_Within compares periods of calendars by their days.
func TestAlmanac_Within(t *testing.T) {
	january, april := &almanac.Almanac{Start: 1}, &almanac.Almanac{Start: 4}
	weeks445 := &almanac.Almanac{Start: 1, Weeks: almanac.NewWeeks(4, 4, 6, false)}
	weeks454 := &almanac.Almanac{Start: 1, Weeks: almanac.NewWeeks(4, 5, 6, false)}
	table := &almanac.Almanac{Table: new(almanac.Table)}
	q3 := almanac.NewLabel(almanac.Quarter, 2026, 3)
	days, _ := january.Span(q3)
	table.Table.Add(almanac.Row{Label: q3, Span: days})
	for _, c := range []struct {
		a, b *almanac.Almanac
		kind almanac.Kind
		want bool
	}{
		{january, &almanac.Almanac{Start: 1}, almanac.Year, true},
		{january, april, almanac.Month, true},
		{january, april, almanac.Quarter, false},
		{january, weeks445, almanac.Quarter, false},
		{weeks445, weeks454, almanac.Quarter, true},
		{weeks445, weeks454, almanac.Numbered, false},
		{table, january, almanac.Quarter, true},
		{table, april, almanac.Quarter, false},
		{january, table, almanac.Quarter, false}, // the table ends
		{table, table, almanac.Year, true},
	} {
		assert.Equal(t, c.want, c.a.Within(c.b, c.kind), "%v", c)
	}
}

package cascade_test

import (
	"fmt"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// annMoves is the chart of two branches and three people with sales to date. Ann moves from north to south in July, as
// was recorded in June.
func annMoves() []cascade.Version {
	rows := []struct { // SELECT id, parent_id, valid_from, recorded_at FROM unit
		id, parent string
		from       period.Period
		recorded   time.Time
	}{
		{id: "north"},
		{id: "south"},
		{id: "ann", parent: "north"},
		{id: "bob", parent: "north"},
		{id: "cleo", parent: "south"},
		{"ann", "south", period.Month(2026, 7), time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC)},
	}
	of := bsc.KPIRef("sales")
	card := sales(bsc.KPI{Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "20"}}})
	var versions []cascade.Version
	for _, row := range rows {
		unit := cascade.OrgUnit{ID: row.id, Parent: row.parent, Definition: card}
		if row.parent != "" {
			unit.Contributes = []cascade.Contribution{{Mode: cascade.Additive, From: of, To: of}}
		}
		versions = append(versions, cascade.Version{From: row.from, RecordedAt: row.recorded, OrgUnit: unit})
	}
	return versions
}

// tenEach has sales of 10 in every month until September.
func tenEach(people ...string) *bsc.Readings {
	readings := new(bsc.Readings)
	for _, who := range people {
		for month := 1; month <= 9; month++ {
			ten := bsc.Reading{Value: n("10")}
			_ = readings.Add(bsc.Fact{OrgUnit: who, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month), Reading: ten})
		}
	}
	return readings
}

// Ann moves from north to south in July. What she sold until June still counts in north. By today's structure it
// counts in south; and in May, nobody knew that she would move.
func ExampleTimeline() {
	org, err := cascade.NewTimeline(annMoves(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := bsc.Input{Period: period.Month(2026, 9), Readings: tenEach("ann", "bob", "cleo")}
	show := func(what string, result *cascade.Result, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		north, _ := result.Of("north").Value(bsc.KPIRef("sales"))
		south, _ := result.Of("south").Value(bsc.KPIRef("sales"))
		fmt.Println(what+": north", north, "south", south)
	}
	result, err := org.Evaluate(in)
	show("to September", result, err)
	today, err := org.Restated(in.Period, time.Time{})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err = today.Evaluate(in)
	show("restated", result, err)
	in.AsOf, in.Today = time.Date(2026, 5, 31, 9, 0, 0, 0, time.UTC), period.Day(2026, 9, 30)
	result, err = org.Evaluate(in)
	show("as the chart was in May", result, err)
	// Output:
	// to September: north 150 south 120
	// restated: north 90 south 180
	// as the chart was in May: north 180 south 90
}

// Every org unit's way through the year in which Ann moves from north to south. Each branch should sell 20 a month.
func ExampleTrends() {
	org, err := cascade.NewTimeline(annMoves(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := bsc.Input{Period: period.Month(2026, 9), Readings: tenEach("ann", "bob", "cleo")}
	trends, err := cascade.Trends(org.EvaluatePeriods(period.Month(2026, 6), in))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, branch := range []string{"north", "south"} {
		for point := range trends[branch].Of(bsc.KPIRef("sales")) {
			if point.Movement == "" {
				continue // the first: what was before is not known
			}
			fmt.Println(branch, point.Period, point.Actual.Decimal, point.Movement, "to", point.Score.Text(1))
		}
	}
	// Output:
	// north 2026-07 130 falling to 92.9
	// north 2026-08 140 falling to 87.5
	// north 2026-09 150 falling to 83.3
	// south 2026-07 80 rising to 57.1
	// south 2026-08 100 rising to 62.5
	// south 2026-09 120 rising to 66.7
}

package main

import (
	"fmt"
	"io"

	"github.com/go-bsc/bsc"
)

const (
	leastCells    = 10_000 // KPIs and months of the smallest size
	pooledHistory = 256    // units with their own readings: more than the caches hold
)

// A grown is one size of growHistory.
type grown struct {
	cells            int     // KPIs and months
	readings, result float64 // bytes held for a reading, and for a KPI and month
}

// growHistory prints whether the time and the bytes of one KPI and month stay the same as the number of units
// grows: 10,000 KPIs and months, and ten times as many, up to the number given.
func growHistory(w io.Writer, markdown bool, largest, rounds int) error {
	fmt.Fprintf(w, "%s\n\nover time: units of %d KPIs, %d months\n\n", machine(), tableKPIs, tableMonths)
	var all []grown
	var list []contestant[*data]
	for _, n := range sizes(leastCells, largest) {
		g, ways, err := growTo((n + tableKPIs*tableMonths - 1) / (tableKPIs * tableMonths))
		if err != nil {
			return err
		}
		all, list = append(all, g), append(list, ways...)
	}
	entries, err := timed(list, rounds, w)
	if err != nil {
		return err
	}
	rows := [][]string{{
		"KPI-months", "EvaluatePeriods, CPU ns/KPI-month", "it : fewest", "EvaluateOrgUnits, CPU ns/KPI-month", "it : fewest", "wall ns/KPI-month",
		"Readings B/reading", "Results B/KPI-month",
	}}
	for i, g := range all {
		periods, units := entries[2*i], entries[2*i+1]
		rows = append(rows, []string{
			fmt.Sprint(g.cells), periods.cpuPer(g.cells), periods.growth(g.cells, entries[0], all[0].cells),
			units.cpuPer(g.cells), units.growth(g.cells, entries[1], all[0].cells),
			fmt.Sprintf("%.1f", units.median(func(s sample) float64 { return float64(s.wall) })/float64(g.cells)),
			fmt.Sprintf("%.1f", g.readings), fmt.Sprintf("%.1f", g.result),
		})
	}
	return grid(w, markdown, rows)
}

// growTo returns a size of so many units, and the two ways to evaluate it. More units than pooledHistory
// share the readings of that many in turn.
func growTo(units int) (g grown, ways []contestant[*data], err error) {
	h := plain.history(min(units, pooledHistory))
	e, err := plain.evaluation(h, units, readingsOf)
	if err != nil {
		return g, nil, err
	}
	g.cells = units * tableMonths * tableKPIs
	drop := func(*bsc.Result) {}
	if err := e.byUnit(drop); err != nil { // afterwards, what the card keeps for all units is in memory
		return g, nil, err
	}
	if g.readings, err = heldPer(len(h.cents), func() (any, error) { return readingsOf(h, &plain) }); err != nil {
		return g, nil, err
	}
	if g.result, err = heldPer(g.cells, func() (any, error) { return collected(units*tableMonths, e.byUnit) }); err != nil {
		return g, nil, err
	}
	return g, []contestant[*data]{
		ran("EvaluatePeriods of", g.cells, func() error { return e.byUnit(drop) }),
		ran("EvaluateOrgUnits of", g.cells, func() error { return e.atOnce(drop) }),
	}, nil
}

package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// historyContestants returns the contestants that compute a history. All others are compared with the first.
func historyContestants() []contestant[*history] {
	return slices.Concat([]contestant[*history]{
		{name: "decimals by hand", exact: true, make: makeDecimals},
		{name: "float64 arrays by hand", make: makeHistoryFloats},
	}, historyOurs(), historyDatabases())
}

// overTime prints the race of scorecards over time and then the variants. only selects contestants; "" means
// all.
func overTime(w io.Writer, markdown bool, only string, units, rounds int) error {
	list, err := pick(historyContestants(), only)
	if err != nil {
		return err
	}
	h := plain.history(units)
	fmt.Fprintf(w, "%s\nover time: %d units of %d KPIs, %d months: %d KPI-months\n\n", machine(), units, tableKPIs, tableMonths, h.cells())
	if err := competeOverTime(w, markdown, list, h, rounds); err != nil || only != "" {
		return err
	}
	fmt.Fprint(w, "\nvariants of the rule, by bsc EvaluatePeriods and by loops over decimals that add up every window anew\n\n")
	return vary(w, markdown, units, rounds)
}

// competeOverTime prints the race of the contestants, and compares their results.
func competeOverTime(w io.Writer, markdown bool, list []contestant[*history], h *history, rounds int) (err error) {
	entries, err := enter(list, h, rounds, w)
	defer func() { err = errors.Join(err, leave(entries)) }()
	if err != nil {
		return err
	}
	return hold(w, markdown, work{"KPI-month", h.cells()}, h, entries)
}

// vary prints what the variants cost. It returns errDiffer if the two ways differ in one of them.
func vary(w io.Writer, markdown bool, units, rounds int) error {
	all := variants()
	var list []contestant[*history]
	for i := range all {
		v := &all[i]
		h := v.history(units)
		list = append(list,
			contestant[*history]{name: v.name, make: func(*history) (job, error) { return v.byUnit(h, readingsOf) }},
			contestant[*history]{name: v.name + ", decimals", make: func(*history) (job, error) { return v.loop(h) }})
	}
	entries, err := enter(list, nil, rounds, w)
	if err != nil {
		return err
	}
	if err := race(entries); err != nil {
		return err
	}
	differ := false
	rows := [][]string{{
		"variant", "bsc, CPU ns/KPI and period", "it : " + plain.name, "allocs/KPI and period", "decimals, CPU ns/KPI and period", "decimals : bsc",
		"without a score", "KPIs that differ", "cards that differ", "rounds",
	}}
	for i := range all {
		row, differs, err := varied(&all[i], entries[2*i], entries[2*i+1], entries[0], units)
		if err != nil {
			return err
		}
		rows, differ = append(rows, row), differ || differs
	}
	if err := grid(w, markdown, rows); err != nil {
		return err
	}
	if differ {
		return errDiffer
	}
	return nil
}

// varied returns the row of a variant: our entry, with our entry of the plain rule as the base, and that of
// the decimals. It also reports whether their digits differ.
func varied(v *variant, ours, decimals, base *entry, units int) (row []string, differ bool, err error) {
	got, err := ours.scores()
	if err != nil {
		return nil, false, err
	}
	want, err := decimals.scores()
	if err != nil {
		return nil, false, err
	}
	kpis, cards := differences(want.kpis, got.kpis), differences(want.cards, got.cards)
	absent := 0
	for _, s := range want.kpis {
		if s == none {
			absent++
		}
	}
	n, all := units*v.count()*tableKPIs, units*tableMonths*tableKPIs
	return []string{
		v.name, ours.cpuPer(n), ours.growth(n, base, all),
		fmt.Sprintf("%.3f", ours.median(func(s sample) float64 { return float64(s.mallocs) })/float64(n)),
		decimals.cpuPer(n), fmt.Sprintf("%.2f", median(ours.ratios(decimals))),
		fmt.Sprint(absent), fmt.Sprint(kpis), fmt.Sprint(cards), fmt.Sprint(len(ours.turns)),
	}, kpis+cards > 0, nil
}

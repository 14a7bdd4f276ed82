package main

import (
	"fmt"
	"iter"
	"runtime"
)

// historyDatabases returns the contestants that compute a history in SQL.
func historyDatabases() []contestant[*history] {
	return []contestant[*history]{
		{name: "SQLite REAL", make: func(h *history) (job, error) { return sqliteReal.sqlite(sqliteReal.history(h)) }},
		{name: "SQLite integers", exact: true, make: func(h *history) (job, error) { return sqliteWhole.sqlite(sqliteWhole.history(h)) }},
		{name: "DuckDB DOUBLE", make: func(h *history) (job, error) { return duckDouble.duckdb(duckDouble.history(h), 1) }},
		{name: "DuckDB DOUBLE, all cores", make: func(h *history) (job, error) { return duckDouble.duckdb(duckDouble.history(h), runtime.GOMAXPROCS(0)) }},
		{name: "DuckDB integers", exact: true, make: func(h *history) (job, error) { return duckWhole.duckdb(duckWhole.history(h), 1) }},
		{name: "DuckDB integers, all cores", exact: true, make: func(h *history) (job, error) { return duckWhole.duckdb(duckWhole.history(h), runtime.GOMAXPROCS(0)) }},
	}
}

// history returns a history as tables. Months count from 0 within their year.
func (x dialect) history(h *history) schema {
	s := schema{cards: x.monthlyCards(), kpis: x.monthlyKPIs(x.line)}
	if x.raw != "" {
		s.raw = x.monthlyKPIs(x.raw)
	}
	s.tables = []table{
		{
			name: "reading", storage: x.storage, rows: x.readingRows(h),
			columns: "kpi INTEGER, unit INTEGER, year INTEGER, month INTEGER, value " + x.number + ", PRIMARY KEY (kpi, unit, year, month)",
		},
		{
			name: "target", storage: x.storage, rows: x.targetRows(h),
			columns: "kpi INTEGER, year INTEGER, value " + x.number + ", PRIMARY KEY (kpi, year)",
		},
		{name: "ratio", columns: "id INTEGER PRIMARY KEY, num INTEGER, den INTEGER", rows: ratioRows},
		{name: "kpi", columns: levelColumns, rows: tableLevel(tableKPIs, tableObjectiveKPIs)},
		{name: "objective", columns: levelColumns, rows: tableLevel(tableObjectives, tablePerspectiveObjectives)},
		{name: "perspective", columns: levelColumns, rows: tableLevel(tablePerspectives, tablePerspectives)},
	}
	return s
}

// readingRows returns the readings.
func (x dialect) readingRows(h *history) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for k := range tableSums {
			for u := range h.units {
				for m, cents := range h.series(u, k) {
					if !yield([]any{int32(k), int32(u), int32(m / twelve), int32(m % twelve), x.value(cents)}) {
						return
					}
				}
			}
		}
	}
}

// targetRows returns the yearly targets.
func (x dialect) targetRows(h *history) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, cents := range h.yearly {
			if !yield([]any{int32(i % tableSums), int32(i / tableSums), x.value(cents)}) {
				return
			}
		}
	}
}

// ratioRows yields the ratios with their terms.
func ratioRows(yield func([]any) bool) {
	for r := range tableRatios {
		num, den := terms(r)
		if !yield([]any{int32(tableSums + r), int32(num), int32(den)}) {
			return
		}
	}
}

// tableLevel returns the nodes of a level of a history's card: so many below each parent, all with the same
// weight.
func tableLevel(nodes, children int) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i := range nodes {
			if !yield([]any{int32(i), int32(i / children), int32(1)}) {
				return
			}
		}
	}
}

const (
	// running is a window over the months of a year up to the current one.
	running = " OVER (PARTITION BY kpi, unit, year ORDER BY month ROWS UNBOUNDED PRECEDING)"

	// joined is the terms of the ratios, from a table of readings or sums.
	joined = `SELECT ratio.id AS kpi, n.unit, n.year, n.month, n.value AS num, d.value AS den
			FROM ratio JOIN %[1]s AS n ON n.kpi = ratio.num
				JOIN %[1]s AS d ON d.kpi = ratio.den AND d.unit = n.unit AND d.year = n.year AND d.month = n.month`
)

// monthly returns the common tables of a history: the sums to date, and all KPIs' scores by a line of the
// dialect.
func (x dialect) monthly(line string) string {
	how, ratios := "MATERIALIZED ", fmt.Sprintf(joined, "dates")
	if x.pairs {
		how, ratios = "", "SELECT kpi, unit, year, month, "+x.sum("num")+" AS num, "+x.sum("den")+" AS den FROM ("+fmt.Sprintf(joined, "reading")+")"
	}
	return `WITH
		dates AS ` + how + `(SELECT kpi, unit, year, month, ` + x.sum("value") + ` AS value FROM reading),
		r AS (` + ratios + `),
		s AS (
			SELECT unit, year, month, kpi, ` + fmt.Sprintf(line, "(12*dates.value)", "(target.value*(month+1))") + ` AS score
			FROM dates JOIN target USING (kpi, year)
			UNION ALL SELECT unit, year, month, kpi, ` + fmt.Sprintf(line, "num", "den") + ` AS score FROM r)`
}

// sum returns the running sum of a column, in the type of the readings.
func (x dialect) sum(column string) string {
	return "CAST(sum(" + column + ")" + running + " AS " + x.number + ")"
}

// monthlyKPIs returns the query for the scores of all KPIs, in order, by a line of the dialect.
func (x dialect) monthlyKPIs(line string) string {
	return x.monthly(line) + ` SELECT score FROM s ORDER BY unit, year, month, kpi;`
}

// monthlyCards returns the query for the scores of all cards, in order. Its joins are LEFT so that SQLite
// looks up the parent of a score, and not the scores of a parent.
func (x dialect) monthlyCards() string {
	means := func(of string) string {
		return `SELECT unit, year, month, parent AS id, ` + x.mean + ` AS score FROM ` + of + ` GROUP BY unit, year, month, parent`
	}
	return x.monthly(x.line) + `,
		k AS (SELECT unit, year, month, parent, weight, score FROM s LEFT JOIN kpi ON kpi.id = s.kpi),
		o AS (` + means("k") + `),
		weighted_o AS (SELECT unit, year, month, parent, weight, score FROM o LEFT JOIN objective USING (id)),
		p AS (` + means("weighted_o") + `),
		weighted_p AS (SELECT unit, year, month, parent, weight, score FROM p LEFT JOIN perspective USING (id))
		SELECT ` + x.mean + ` AS score FROM weighted_p GROUP BY unit, year, month ORDER BY unit, year, month;`
}

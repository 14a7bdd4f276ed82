package main

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"
)

// Exact SQL in whole numbers: baselines, targets and actuals are hundredths, scores units of
// 10^-10, and %[1]s divides without a remainder. With ranges below 1,000,000 hundredths all
// terms fit 64 bits.
const (
	wholeKPI = `CASE WHEN actual <= baseline THEN 0 WHEN actual >= target THEN 1000000000000
		ELSE (2000000000000*(actual-baseline) + (target-baseline)) %[1]s (2*(target-baseline)) END`
	wholeMean = `(2*sum(weight*score) + sum(weight)) %[1]s (2*sum(weight))`
)

// A dialect is the rule in a database's own words.
type dialect struct {
	number  string // the type of baselines, targets and actuals
	whole   bool   // they are counts of hundredths
	storage string // how the table of the KPIs is kept
	raw     string // a KPI's score before any rounding; "" in exact arithmetic
	kpi     string // a KPI's score
	mean    string // the weighted mean of some scores
	units   func(string) (int64, error)
}

// inOrder has SQLite keep the KPIs in the order of their primary key, so that it groups them as it reads.
const inOrder = " WITHOUT ROWID"

var (
	sqliteReal = dialect{
		number: "REAL", storage: inOrder,
		raw:   "max(0.0, min(100.0, 100*(actual-baseline)/(target-baseline)))",
		kpi:   "round(max(0.0, min(100.0, 100*(actual-baseline)/(target-baseline))), 10)",
		mean:  "round(sum(weight*score)/sum(weight), 10)",
		units: parseFloat,
	}
	sqliteWhole = dialect{
		number: "INTEGER", storage: inOrder, whole: true, units: parseWhole,
		kpi: fmt.Sprintf(wholeKPI, "/"), mean: fmt.Sprintf(wholeMean, "/"),
	}
	// A numeric quotient has at least 16 places here: enough for 10 rounded ones, with ranges
	// below 1,000,000 hundredths.
	postgresNumeric = dialect{
		number: "numeric(12,2)",
		kpi:    "greatest(0, least(100, round(100*(actual-baseline)/(target-baseline), 10)))",
		mean:   "round(sum(weight*score)/sum(weight), 10)",
		units:  parseDecimal,
	}
	duckDouble = dialect{
		number: "DOUBLE",
		raw:    "greatest(0.0, least(100.0, 100*(actual-baseline)/(target-baseline)))",
		kpi:    "round(greatest(0.0, least(100.0, 100*(actual-baseline)/(target-baseline))), 10)",
		mean:   "round(sum(weight*score)/sum(weight), 10)",
		units:  parseFloat,
	}
	// DuckDB divides a DECIMAL by a DECIMAL as doubles; whole numbers are its exact way.
	duckWhole = dialect{
		number: "BIGINT", whole: true, units: parseWhole,
		kpi: fmt.Sprintf(wholeKPI, "//"), mean: fmt.Sprintf(wholeMean, "//"),
	}
)

// databases returns the contestants that compute in SQL.
func databases() []contestant {
	return []contestant{
		{name: "SQLite REAL", make: sqliteReal.sqlite},
		{name: "SQLite integers", exact: true, make: sqliteWhole.sqlite},
		{name: "PostgreSQL numeric", exact: true, make: postgresNumeric.postgres},
		{name: "DuckDB DOUBLE", make: duckDouble.duckdb},
		{name: "DuckDB integers", exact: true, make: duckWhole.duckdb},
	}
}

func parseWhole(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

func parseFloat(s string) (int64, error) {
	f, err := strconv.ParseFloat(s, 64)
	return floatUnits(f), err
}

func parseDecimal(s string) (int64, error) {
	d, err := decimal.NewFromString(s)
	return decimalUnits(d), err
}

// tables returns the statements that make the tables, one a level.
func (x dialect) tables() []string {
	return []string{
		"CREATE TABLE kpi (id INTEGER, parent INTEGER, weight INTEGER, baseline " + x.number + ", target " +
			x.number + ", actual " + x.number + ", PRIMARY KEY (parent, id))" + x.storage,
		"CREATE TABLE objective (id INTEGER PRIMARY KEY, parent INTEGER, weight INTEGER)",
		"CREATE TABLE perspective (id INTEGER PRIMARY KEY, parent INTEGER, weight INTEGER)",
	}
}

// cardScores returns the query for the scores of all cards, in order.
func (x dialect) cardScores() string {
	return `WITH
		k AS (SELECT parent, weight, ` + x.kpi + ` AS score FROM kpi),
		o AS (SELECT parent AS id, ` + x.mean + ` AS score FROM k GROUP BY parent),
		weighted_o AS (SELECT parent, weight, score FROM o JOIN objective USING (id)),
		p AS (SELECT parent AS id, ` + x.mean + ` AS score FROM weighted_o GROUP BY parent),
		weighted_p AS (SELECT parent, weight, score FROM p JOIN perspective USING (id))
		SELECT ` + x.mean + ` AS score FROM weighted_p GROUP BY parent ORDER BY parent;`
}

// results returns the scores that ask answers as text, one a row, with the text of the cards.
func (x dialect) results(cards []string, ask func(query string) ([]string, error)) (*results, error) {
	kpis, err := ask("SELECT " + x.kpi + " FROM kpi ORDER BY id;")
	if err != nil {
		return nil, err
	}
	r := &results{kpis: make([]int64, len(kpis)), cards: make([]int64, len(cards))}
	for i, s := range kpis {
		if r.kpis[i], err = x.units(s); err != nil {
			return nil, err
		}
	}
	for i, s := range cards {
		if r.cards[i], err = x.units(s); err != nil {
			return nil, err
		}
	}
	if x.raw == "" {
		return r, nil
	}
	raw, err := ask("SELECT " + x.raw + " FROM kpi ORDER BY id;")
	if err != nil {
		return nil, err
	}
	r.floats = make([]float64, len(raw))
	for i, s := range raw {
		if r.floats[i], err = strconv.ParseFloat(s, 64); err != nil {
			return nil, err
		}
	}
	return r, nil
}

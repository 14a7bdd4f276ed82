package main

import (
	"fmt"
	"iter"
	"runtime"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Exact SQL in whole numbers: numbers are hundredths, scores units of 10^-10. %[1]s and %[2]s are a line's
// two terms, and %[3]s divides without a remainder. With terms below 1,000,000 hundredths, everything fits 64
// bits. DuckDB's sums have 128 bits; the cast reduces them.
const (
	wholeLine = `CASE WHEN %[1]s <= 0 THEN 0 WHEN %[1]s >= %[2]s THEN 1000000000000
		ELSE (2000000000000*%[1]s + %[2]s) %[3]s (2*%[2]s) END`
	wholeMean = `CAST((2*sum(weight*score) + sum(weight)) %s (2*sum(weight)) AS BIGINT)`
	realMean  = `round(sum(weight*score)/sum(weight), 10)`
)

// A dialect is the rule in a database's own words.
type dialect struct {
	number  string          // the type of baselines, targets and actuals
	value   func(int64) any // one of them from its hundredths
	storage string          // how to store a table that is read in the order of its key
	// raw is the first term divided by the second, as a score before any rounding; "" in exact arithmetic.
	raw   string
	line  string // the same, rounded
	mean  string // the weighted mean of some scores
	units func(string) (int64, error)
	// pairs adds up the terms of a ratio anew, if that takes less time than joining their sums.
	pairs bool
}

// inOrder makes SQLite keep rows in the order of their primary key, so that it groups them as it reads.
const inOrder = " WITHOUT ROWID"

// The lines in float64, before any rounding.
const (
	sqliteLine = "max(0.0, min(100.0, 100*%[1]s/%[2]s))"
	duckLine   = "greatest(0.0, least(100.0, 100*%[1]s/%[2]s))"
)

var (
	sqliteReal = dialect{
		number: "REAL", value: realValue, storage: inOrder, units: parseFloat, pairs: true,
		raw: sqliteLine, line: "round(" + sqliteLine + ", 10)", mean: realMean,
	}
	sqliteWhole = dialect{
		number: "INTEGER", value: wholeValue, storage: inOrder, units: parseWhole, pairs: true,
		line: divided(wholeLine, "/"), mean: fmt.Sprintf(wholeMean, "/"),
	}
	// A numeric quotient has at least 16 places here. That is enough for 10 rounded ones, with ranges below
	// 1,000,000 hundredths.
	postgresNumeric = dialect{
		number: "numeric(12,2)", value: numericValue, units: parseDecimal,
		line: "greatest(0, least(100, round(100*%[1]s/%[2]s, 10)))", mean: realMean,
	}
	duckDouble = dialect{
		number: "DOUBLE", value: realValue, units: parseFloat,
		raw: duckLine, line: "round(" + duckLine + ", 10)", mean: realMean,
	}
	// DuckDB divides a DECIMAL by a DECIMAL as doubles. Whole numbers are its exact way.
	duckWhole = dialect{
		number: "BIGINT", value: wholeValue, units: parseWhole,
		line: divided(wholeLine, "//"), mean: fmt.Sprintf(wholeMean, "//"),
	}
)

// divided puts a database's division into a format and keeps the placeholders of the terms.
func divided(format, division string) string { return strings.ReplaceAll(format, "%[3]s", division) }

// databases returns the contestants that compute in SQL.
func databases() []contestant[*data] {
	return []contestant[*data]{
		{name: "SQLite REAL", make: func(d *data) (job, error) { return sqliteReal.sqlite(sqliteReal.schema(d)) }},
		{name: "SQLite integers", exact: true, make: func(d *data) (job, error) { return sqliteWhole.sqlite(sqliteWhole.schema(d)) }},
		{name: "PostgreSQL numeric", exact: true, make: postgresNumeric.postgres},
		{name: "DuckDB DOUBLE", make: func(d *data) (job, error) { return duckDouble.duckdb(duckDouble.schema(d), 1) }},
		{name: "DuckDB DOUBLE, all cores", make: func(d *data) (job, error) { return duckDouble.duckdb(duckDouble.schema(d), runtime.GOMAXPROCS(0)) }},
		{name: "DuckDB integers", exact: true, make: func(d *data) (job, error) { return duckWhole.duckdb(duckWhole.schema(d), 1) }},
	}
}

func wholeValue(cents int64) any { return cents }

func realValue(cents int64) any { return floatCents(cents) }

func numericValue(cents int64) any { return decimal.New(cents, -2).String() }

func parseWhole(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }

func parseFloat(s string) (int64, error) {
	f, err := strconv.ParseFloat(s, 64)
	return floatUnits(f), err
}

func parseDecimal(s string) (int64, error) {
	d, err := decimal.NewFromString(s)
	return decimalUnits(d), err
}

// A schema is the tables and queries for a database.
type schema struct {
	tables []table
	cards  string // the scores of all cards, in order
	kpis   string // the scores of all KPIs, in order
	raw    string // KPI scores before any rounding; "" in exact arithmetic
}

// A table is one table, with its rows.
type table struct {
	name, columns string
	storage       string // behind the columns
	rows          iter.Seq[[]any]
}

// create returns the statement that makes the table.
func (t *table) create() string {
	return "CREATE TABLE " + t.name + " (" + t.columns + ")" + t.storage
}

// schema returns the data as tables, one for each level.
func (x dialect) schema(d *data) schema {
	s := schema{cards: x.cardScores(), kpis: x.kpiScores(x.line)}
	if x.raw != "" {
		s.raw = x.kpiScores(x.raw)
	}
	s.tables = []table{
		{
			name: "kpi", storage: x.storage,
			columns: "id INTEGER, parent INTEGER, weight INTEGER, baseline " + x.number + ", target " +
				x.number + ", actual " + x.number + ", PRIMARY KEY (parent, id)",
			rows: func(yield func([]any) bool) {
				for i, w := range d.kpis.weight {
					if !yield([]any{int32(i), d.kpis.parent[i], int32(w), x.value(d.baseline[i]), x.value(d.target[i]), x.value(d.actual[i])}) {
						return
					}
				}
			},
		},
		{name: "objective", columns: levelColumns, rows: d.objectives.rows()},
		{name: "perspective", columns: levelColumns, rows: d.perspectives.rows()},
	}
	return s
}

// levelColumns are the columns of a level.
const levelColumns = "id INTEGER PRIMARY KEY, parent INTEGER, weight INTEGER"

// rows returns the nodes of a level.
func (l level) rows() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for i, w := range l.weight {
			if !yield([]any{int32(i), l.parent[i], int32(w)}) {
				return
			}
		}
	}
}

// scoreOf returns a KPI's score by a line of the dialect.
func scoreOf(line string) string {
	return fmt.Sprintf(line, "(actual-baseline)", "(target-baseline)")
}

// kpiScores returns the query for the scores of all KPIs, in order, by a line of the dialect.
func (x dialect) kpiScores(line string) string {
	return "SELECT " + scoreOf(line) + " FROM kpi ORDER BY id;"
}

// cardScores returns the query for the scores of all cards, in order.
func (x dialect) cardScores() string {
	return `WITH
		k AS (SELECT parent, weight, ` + scoreOf(x.line) + ` AS score FROM kpi),
		o AS (SELECT parent AS id, ` + x.mean + ` AS score FROM k GROUP BY parent),
		weighted_o AS (SELECT parent, weight, score FROM o JOIN objective USING (id)),
		p AS (SELECT parent AS id, ` + x.mean + ` AS score FROM weighted_o GROUP BY parent),
		weighted_p AS (SELECT parent, weight, score FROM p JOIN perspective USING (id))
		SELECT ` + x.mean + ` AS score FROM weighted_p GROUP BY parent ORDER BY parent;`
}

// results returns the scores. ask answers a query with one text for each row. cards are the texts of the
// cards.
func (x dialect) results(s schema, cards []string, ask func(query string) ([]string, error)) (*results, error) {
	kpis, err := ask(s.kpis)
	if err != nil {
		return nil, err
	}
	r := new(results)
	if r.kpis, err = parsed(kpis, x.units); err != nil {
		return nil, err
	}
	if r.cards, err = parsed(cards, x.units); err != nil || s.raw == "" {
		return r, err
	}
	raw, err := ask(s.raw)
	if err != nil {
		return nil, err
	}
	r.floats, err = parsed(raw, func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
	return r, err
}

// parsed parses each text.
func parsed[N any](list []string, parse func(string) (N, error)) ([]N, error) {
	numbers := make([]N, len(list))
	for i, s := range list {
		var err error
		if numbers[i], err = parse(s); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

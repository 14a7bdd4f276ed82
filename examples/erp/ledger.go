package main

import (
	"database/sql"
	_ "embed"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

//go:embed tables.sql
var tablesSQL string

// A ledger is the ERP's database.
type ledger struct{ *sql.DB }

// open connects to a database, named by driver and source, and fills temporary tables with what an ERP would have.
func open(name string) (ledger, error) {
	driver, source, _ := strings.Cut(name, ":")
	db, err := sql.Open(driver, source)
	if err != nil {
		return ledger{}, err
	}
	db.SetMaxOpenConns(1) // the tables are those of one connection
	_, err = db.Exec(tablesSQL)
	return ledger{db}, err
}

// query calls each with every row of a query.
func (l ledger) query(each func(*sql.Rows) error, query string) error {
	rows, err := l.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// entities reads the group's chart, with what each entity brings to its parent.
func (l ledger) entities() (all []entity, err error) {
	return all, l.query(func(rows *sql.Rows) error {
		var e entity
		c := cascade.Contribution{Mode: cascade.Additive}
		err := rows.Scan(&e.id, &e.name, &e.parent, &e.currency, &e.yearStart, &e.weeks, &c.From, &c.Factor.Share, &c.Factor.Rates, &c.Factor.OrgUnit)
		if len(all) == 0 || all[len(all)-1].id != e.id {
			all = append(all, e)
		}
		if c.To = c.From; e.parent != "" {
			all[len(all)-1].contributes = append(all[len(all)-1].contributes, c)
		}
		return err
	}, "select id, name, parent, currency, year_start, weeks, ref, share, rates, rates_of from contribution order by place, ref")
}

// readings reads all figures by their version: actual, budget and forecast.
func (l ledger) readings() (map[string]*bsc.Readings, error) {
	versions := map[string]*bsc.Readings{"actual": {}, "budget": {}, "forecast": {}}
	return versions, l.query(func(rows *sql.Rows) error {
		var f bsc.Fact
		var version, recorded string
		err := rows.Scan(&version, &f.OrgUnit, &f.Ref, &f.Period, &f.Value, &f.State, &recorded, &f.Author, &f.Note)
		if err != nil {
			return err
		}
		if f.RecordedAt, err = time.Parse(time.RFC3339, recorded); err != nil {
			return err
		}
		return versions[version].Add(f)
	}, "select version, unit, ref, period, value, state, recorded_at, coalesce(author, ''), coalesce(note, '') from figure where version in ('actual', 'budget', 'forecast')")
}

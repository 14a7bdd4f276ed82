package main

import (
	"database/sql"
	"errors"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// sqlite makes a database in memory, with tables that are filled.
func (x dialect) sqlite(d *data) (job, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return job{}, err
	}
	db.SetMaxOpenConns(1) // each connection would have a memory of its own
	if err := x.fill(db, d); err != nil {
		return job{}, errors.Join(err, db.Close())
	}
	var bytes int64
	if err := db.QueryRow("SELECT page_count*page_size FROM pragma_page_count, pragma_page_size").Scan(&bytes); err != nil {
		return job{}, errors.Join(err, db.Close())
	}
	ask := func(query string) ([]string, error) { return texts(db, query) }
	query := x.cardScores()
	var cards []string
	return job{
		run: func() (err error) {
			cards, err = ask(query)
			return err
		},
		scores: func() (*results, error) { return x.results(cards, ask) },
		close:  db.Close,
		bytes:  bytes,
	}, nil
}

// fill puts the data into tables of SQLite.
func (x dialect) fill(db *sql.DB, d *data) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, statement := range x.tables() {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	number := func(cents int64) any {
		if x.whole {
			return cents
		}
		return floatCents(cents)
	}
	kpi, err := tx.Prepare("INSERT INTO kpi VALUES (?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	for i, w := range d.kpis.weight {
		if _, err := kpi.Exec(i, d.kpis.parent[i], w, number(d.baseline[i]), number(d.target[i]), number(d.actual[i])); err != nil {
			return err
		}
	}
	for name, l := range map[string]level{"objective": d.objectives, "perspective": d.perspectives} {
		for i, w := range l.weight {
			if _, err := tx.Exec("INSERT INTO "+name+" VALUES (?, ?, ?)", i, l.parent[i], w); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// texts returns the only column of a query's rows.
func texts(db *sql.DB, query string) ([]string, error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

package main

import (
	"database/sql"
	"errors"
	"strings"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// sqlite makes an in-memory database with filled tables.
func (x dialect) sqlite(s schema) (job, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return job{}, err
	}
	db.SetMaxOpenConns(1) // each connection would have its own memory
	return x.opened(db, s, fillSQLite, "SELECT page_count*page_size FROM pragma_page_count, pragma_page_size")
}

// opened fills a database of this process and returns its job. size is the query for the bytes it holds. If
// filling fails, the database is closed.
func (x dialect) opened(db *sql.DB, s schema, fill func(*sql.DB, []table) error, size string) (_ job, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	if err := fill(db, s.tables); err != nil {
		return job{}, err
	}
	var bytes int64
	if err := db.QueryRow(size).Scan(&bytes); err != nil {
		return job{}, err
	}
	ask := func(query string) ([]string, error) { return texts(db, query) }
	s.tables = nil // they would keep the data in memory
	var cards []string
	return job{
		run: func() (err error) {
			cards, err = ask(s.cards)
			return err
		},
		scores: func() (*results, error) { return x.results(s, cards, ask) },
		close:  db.Close,
		bytes:  bytes,
	}, nil
}

// fillSQLite makes and fills tables of SQLite.
func fillSQLite(db *sql.DB, tables []table) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, t := range tables {
		if _, err := tx.Exec(t.create()); err != nil {
			return err
		}
		var insert *sql.Stmt
		for row := range t.rows {
			if insert == nil {
				if insert, err = tx.Prepare("INSERT INTO " + t.name + " VALUES (?" + strings.Repeat(", ?", len(row)-1) + ")"); err != nil {
					return err
				}
			}
			if _, err := insert.Exec(row...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

// texts returns the single column of a query's rows.
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

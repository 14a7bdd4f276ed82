//go:build cgo && (((linux || darwin) && (amd64 || arm64)) || (windows && amd64))

package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"

	duckdb "github.com/duckdb/duckdb-go/v2" // also registers the driver "duckdb"
)

// duckdb makes an in-memory database with filled tables. It computes on so many threads of this process.
func (x dialect) duckdb(s schema, threads int) (job, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return job{}, err
	}
	if _, err := db.Exec(fmt.Sprint("SET threads TO ", threads)); err != nil {
		return job{}, errors.Join(err, db.Close())
	}
	return x.opened(db, s, fillDuckDB, "SELECT CAST(sum(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()")
}

// fillDuckDB makes and fills tables of DuckDB.
func fillDuckDB(db *sql.DB, tables []table) error {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, t := range tables {
		if _, err := conn.ExecContext(context.Background(), t.create()); err != nil {
			return err
		}
		if err := conn.Raw(func(c any) error { return appendRows(c.(driver.Conn), t.name, t.rows) }); err != nil {
			return err
		}
	}
	return nil
}

// appendRows appends rows to a table.
func appendRows(c driver.Conn, table string, rows iter.Seq[[]any]) error {
	to, err := duckdb.NewAppenderFromConn(c, "", table)
	if err != nil {
		return err
	}
	values := []driver.Value(nil)
	for row := range rows {
		values = values[:0]
		for _, v := range row {
			values = append(values, v)
		}
		if err := to.AppendRow(values...); err != nil {
			return errors.Join(err, to.Close())
		}
	}
	return to.Close()
}

package conformance

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"
)

// A database is one way to a database, with a table for every type of column.
type database struct {
	name   string
	sqlite bool
	exec   func(query string, args ...any) error
	row    func(query string, args ...any) interface{ Scan(into ...any) error }
}

// databases returns all of them.
func databases(t *testing.T) []database {
	t.Helper()
	all := []database{openSQLite(t)}
	if url := postgresURL(t); url != "" {
		conn, err := pgx.Connect(context.Background(), url)
		require.NoError(t, err)
		t.Cleanup(func() { _ = conn.Close(context.Background()) })
		native := database{name: "pgx", exec: func(query string, args ...any) error {
			_, err := conn.Exec(context.Background(), query, args...)
			return err
		}, row: func(query string, args ...any) interface{ Scan(...any) error } {
			return conn.QueryRow(context.Background(), query, args...)
		}}
		all = append(all, native, open(t, "pgx through database/sql", "pgx", url))
	}
	for i := range all {
		all[i].prepare(t)
	}
	return all
}

func openSQLite(t *testing.T) database {
	t.Helper()
	d := open(t, "sqlite", "sqlite", filepath.Join(t.TempDir(), "test.db"))
	d.sqlite = true
	return d
}

func open(t *testing.T, name, driver, source string) database {
	t.Helper()
	db, err := sql.Open(driver, source)
	require.NoError(t, err)
	db.SetMaxOpenConns(1) // the tables are temporary
	t.Cleanup(func() { _ = db.Close() })
	return database{name: name, exec: func(query string, args ...any) error {
		_, err := db.Exec(query, args...)
		return err
	}, row: func(query string, args ...any) interface{ Scan(...any) error } {
		return db.QueryRow(query, args...)
	}}
}

// postgresURL returns the address of PostgreSQL, or "". With BSC_CONFORMANCE=require there must be one.
func postgresURL(t *testing.T) string {
	t.Helper()
	url := os.Getenv("BSC_POSTGRES")
	if url == "" && os.Getenv("BSC_CONFORMANCE") == "require" {
		t.Fatal("BSC_POSTGRES is not set")
	}
	return url
}

func needPostgres(t *testing.T) *pgx.Conn {
	t.Helper()
	url := postgresURL(t)
	if url == "" {
		t.Skip("BSC_POSTGRES is not set")
	}
	conn, err := pgx.Connect(context.Background(), url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// prepare makes a table for every type of column, named after it.
func (d database) prepare(t *testing.T) {
	t.Helper()
	columns := map[string]string{
		"text": "text", "varchar": "varchar(60)", "domain": "words", "numeric": "numeric", "integer": "bigint",
		"double": "double precision", "single": "real", "boolean": "boolean", "moment": "timestamptz", "date": "date", "jsonb": "jsonb", "bytes": "bytea",
	}
	end := ""
	if d.sqlite {
		columns, end = map[string]string{"text": "text", "integer": "integer", "double": "real", "bytes": "blob"}, " strict"
	} else {
		_ = d.exec("create domain words as text check (length(value) <= 60)") // the other way may have made it
	}
	for name, column := range columns {
		require.NoError(t, d.exec("create temporary table of_"+name+" (v "+column+")"+end), name)
	}
}

// texts lists the column types that hold text; numbers lists those that hold numbers exactly.
func (d database) texts() []string {
	if d.sqlite {
		return []string{"text"}
	}
	return []string{"text", "varchar", "domain"}
}

func (d database) numbers() []string {
	if d.sqlite {
		return nil // SQLite's NUMERIC is floating point: numbers stand as TEXT
	}
	return []string{"numeric"}
}

// put makes v the only value in the table of a column type.
func (d database) put(t *testing.T, column string, v any) {
	t.Helper()
	require.NoError(t, d.exec("delete from of_"+column))
	require.NoError(t, d.exec("insert into of_"+column+" (v) values ($1)", v), "%T %v", v, v)
}

func (d database) get(column string, into any) error {
	return d.row("select v from of_" + column).Scan(into)
}

// each runs a test for every database and type.
func each(t *testing.T, test func(t *testing.T, d database, r row)) {
	t.Helper()
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			for _, r := range rows() {
				t.Run(r.String(), func(t *testing.T) { test(t, d, r) })
			}
		})
	}
}

func TestSQL_roundTrip(t *testing.T) {
	each(t, func(t *testing.T, d database, r row) {
		columns := d.texts()
		if r.number {
			columns = append(columns, d.numbers()...)
		}
		for _, column := range columns {
			for _, v := range r.values() {
				d.put(t, column, v)
				into := r.pointer(r.good[0])
				require.NoError(t, d.get(column, into), "%s %v", column, v)
				same(t, v, content(into), column != "numeric")
			}
			// The zero value remains.
			var empty sql.NullString
			require.NoError(t, d.get(column, &empty))
			assert.Equal(t, sql.NullString{Valid: !r.null}, empty, "the zero value is NULL, of enumerations empty text")
			require.NoError(t, d.exec("update of_"+column+" set v = null"))
			into := r.pointer(r.good[0])
			require.NoError(t, d.get(column, into))
			assert.Equal(t, r.values()[len(r.good)], content(into), "NULL is the zero value")
		}
	})
}

func TestSQL_refused(t *testing.T) {
	each(t, func(t *testing.T, d database, r row) {
		refuse := func(column string, v any) {
			t.Helper()
			d.put(t, column, v)
			into := r.pointer(r.good[0])
			refused(t, d.get(column, into), r.code, r.good[0], into)
		}
		for _, column := range d.texts() {
			if r.bad != "" {
				refuse(column, r.bad)
			}
		}
		refuse("double", 0.5)
		if !d.sqlite {
			refuse("single", 0.5)
			refuse("boolean", true)
			refuse("moment", "2026-07-15 00:00:00Z")
			refuse("date", "2026-07-15")
		}
		if !r.number {
			refuse("integer", int64(2026))
			return
		}
		refuse("text", "1e161")
		refuse("text", "+5")
		for _, column := range d.numbers() {
			refuse(column, "1e161")
			refuse(column, "NaN")
			refuse(column, "12345678901234567890.12345678901234567890")
		}
	})
}

// TestSQL_numbers reads numbers from columns of another type than written.
func TestSQL_numbers(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			var n bsc.Number
			var s bsc.Score
			for _, whole := range []int64{0, -7, 42, 9223372036854775807} {
				d.put(t, "integer", whole)
				require.NoError(t, d.get("integer", &n))
				got, err := n.Decimal()
				require.NoError(t, err)
				assert.Equal(t, whole, got.IntPart())
				require.NoError(t, d.get("integer", &s))
				assert.Equal(t, string(n), s.String())
			}
			d.put(t, "bytes", []byte("12.50"))
			require.NoError(t, d.get("bytes", &n), "bytes are text")
			assert.Equal(t, bsc.Number("12.50"), n)
			d.put(t, "text", "0.12345678901")
			refused(t, d.get("text", &s), bsc.ErrNumber, s, &s) // 11 places
			for _, column := range d.numbers() {
				d.put(t, column, "1000.00")
				require.NoError(t, d.get(column, &n))
				same(t, bsc.Number("1000"), n, false)
			}
		})
	}
}

// TestSQL_nullable scans into the pointers and wrappers that hosts use for what may be NULL.
func TestSQL_nullable(t *testing.T) {
	for _, d := range databases(t) {
		t.Run(d.name, func(t *testing.T) {
			d.put(t, "text", nil)
			pointer, wrapped := new(period.Period), sql.Null[bsc.Direction]{}
			require.NoError(t, d.get("text", &pointer))
			assert.Nil(t, pointer)
			require.NoError(t, d.get("text", &wrapped))
			assert.False(t, wrapped.Valid)
			d.put(t, "text", sql.Null[bsc.Direction]{V: bsc.DirectionLower, Valid: true})
			require.NoError(t, d.get("text", &wrapped))
			assert.Equal(t, sql.Null[bsc.Direction]{V: bsc.DirectionLower, Valid: true}, wrapped)
			d.put(t, "text", pointerTo(period.Quarter(2026, 3)))
			require.NoError(t, d.get("text", &pointer))
			assert.Equal(t, period.Quarter(2026, 3), *pointer)
		})
	}
}

// TestPgx_arrays writes and reads arrays, which only pgx itself knows.
func TestPgx_arrays(t *testing.T) {
	conn, ctx := needPostgres(t), context.Background()
	directions := []bsc.Direction{bsc.DirectionHigher, bsc.DirectionCloser}
	var back []bsc.Direction
	require.NoError(t, conn.QueryRow(ctx, "select $1::text[]", directions).Scan(&back))
	assert.Equal(t, directions, back)
	err := conn.QueryRow(ctx, "select array['lower', 'zzz']").Scan(&back)
	require.ErrorIs(t, err, bsc.ErrValue)
	periods, readPeriods := []period.Period{period.Year(2026), {}, period.Week(2026, 53)}, []period.Period(nil)
	require.NoError(t, conn.QueryRow(ctx, "select $1::text[]", periods).Scan(&readPeriods))
	assert.Equal(t, periods, readPeriods, "NULL within an array is the zero value, too")
	numbers, readNumbers := []bsc.Number{"1", "-2.5", "0"}, []bsc.Number(nil)
	require.NoError(t, conn.QueryRow(ctx, "select $1::numeric[]", numbers).Scan(&readNumbers))
	for i := range numbers {
		same(t, numbers[i], readNumbers[i], false)
	}
}

// TestPgx_enumeratedType keeps an enumeration in an enumerated type of PostgreSQL. Its zero value is empty
// text, which no such type has. If it may be unset, keep it as a pointer, or in a text column.
func TestPgx_enumeratedType(t *testing.T) {
	conn, ctx := needPostgres(t), context.Background()
	_, err := conn.Exec(ctx, "create type pg_temp.direction as enum ('higher', 'lower', 'closer'); create temporary table typed (v pg_temp.direction)")
	require.NoError(t, err)
	var back bsc.Direction
	require.NoError(t, conn.QueryRow(ctx, "insert into typed values ($1) returning v", bsc.DirectionCloser).Scan(&back))
	assert.Equal(t, bsc.DirectionCloser, back)
	_, err = conn.Exec(ctx, "insert into typed values ($1)", bsc.Direction(""))
	assert.ErrorContains(t, err, "invalid input value for enum")
	require.NoError(t, conn.QueryRow(ctx, "insert into typed values ($1) returning v", (*bsc.Direction)(nil)).Scan(&back))
	assert.Empty(t, back)
}

// TestSQL_documents stores whole documents and reads them back the same.
func TestSQL_documents(t *testing.T) {
	for _, d := range databases(t) {
		columns := []string{"text"}
		if !d.sqlite {
			columns = append(columns, "jsonb") // which puts keys into another order
		}
		for _, column := range columns {
			t.Run(d.name+" "+column, func(t *testing.T) { storeDocuments(t, d, column) })
		}
	}
}

func storeDocuments(t *testing.T, d database, column string) {
	through := func(document []byte) []byte {
		d.put(t, column, string(document))
		var back string
		require.NoError(t, d.get(column, &back))
		return []byte(back)
	}
	def, readings, result := business(t)
	again, err := bsc.ParseDefinition(through(written(t, def)), nil)
	require.NoError(t, err)
	assert.Empty(t, diff.Definitions(def, again))
	if column == "text" {
		assert.Equal(t, string(written(t, def)), string(written(t, again)))
	}
	card, err := bsc.Compile(again, nil)
	require.NoError(t, err)
	assert.Equal(t, result.Fingerprint(), card.Fingerprint())
	facts, err := bsc.ParseReadings(through(written(t, readings)), nil)
	require.NoError(t, err)
	assert.Equal(t, string(written(t, readings)), string(written(t, facts)))
	want := report.Of(result)
	read, err := report.Parse(through(written(t, want)), nil)
	require.NoError(t, err)
	assert.Equal(t, inAnyOrder(t, written(t, want)), inAnyOrder(t, written(t, read)))
	if column == "text" {
		assert.Equal(t, string(written(t, want)), string(written(t, read)))
	}
	assert.Equal(t, card.Fingerprint(), read.Fingerprint)
	fresh, err := card.Evaluate(bsc.Input{Period: result.Period(), Readings: facts})
	require.NoError(t, err)
	assert.Equal(t, string(written(t, want)), string(written(t, report.Of(fresh))), "what was stored is evaluated to the same")
}

// TestSQLite_affinity shows why numbers are TEXT in SQLite: a NUMERIC column keeps them in floating point.
// The library refuses what comes back, as it may differ from what was stored.
func TestSQLite_affinity(t *testing.T) {
	d := openSQLite(t)
	require.NoError(t, d.exec("create temporary table loose (v numeric)"))
	require.NoError(t, d.exec("insert into loose values ($1)", bsc.Number("1234567.123456789012345678")))
	n := bsc.Number("7")
	err := d.row("select v from loose").Scan(&n)
	refused(t, err, bsc.ErrNumber, bsc.Number("7"), &n)
	var p *bsc.Problem
	require.True(t, errors.As(err, &p))
	assert.Contains(t, p.Allowed.String(), "TEXT")
}

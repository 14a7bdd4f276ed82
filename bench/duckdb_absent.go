//go:build !(cgo && (((linux || darwin) && (amd64 || arm64)) || (windows && amd64)))

package main

import "fmt"

// duckdb says that this program has no DuckDB: its driver needs a C compiler.
func (x dialect) duckdb(schema, int) (job, error) {
	return job{}, fmt.Errorf("%w: the program was built without cgo, or for a system that DuckDB's driver does not know", errAbsent)
}

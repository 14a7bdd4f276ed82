// Package schema publishes the forms of the documents of [github.com/go-bsc/bsc] as JSON Schema
// (draft 2020-12), for editors, for front ends, and for programs in other languages.
//
// A schema says what the form of one document is: its keys, their types, words and bounds. What
// a document must hold to beyond that, such as that every reference leads somewhere,
// [bsc.Compile] checks. What a schema refuses, bsc refuses; the only
// exceptions are reports, which [bsc.ParseReport] also reads with keys missing, or with words that are not known.
//
// Each schema stands alone. Its $id only names it; nothing is fetched from there.
//
// [bsc.Compile]: https://pkg.go.dev/github.com/go-bsc/bsc#Compile
// [bsc.ParseReport]: https://pkg.go.dev/github.com/go-bsc/bsc#ParseReport
package schema

import _ "embed"

//go:embed definition.schema.json
var definition string

//go:embed readings.schema.json
var readings string

//go:embed report.schema.json
var report string

// Definition returns the schema of a definition, as bsc.ParseDefinition reads it and bsc.Compile takes it.
func Definition() []byte { return []byte(definition) }

// Readings returns the schema of readings, as bsc.ParseReadings reads them.
func Readings() []byte { return []byte(readings) }

// Report returns the schema of a report, as json.Marshal writes a bsc.Result or a bsc.Report.
func Report() []byte { return []byte(report) }

// Package schema publishes the forms of the documents of [github.com/go-bsc/bsc] as JSON Schema
// (draft 2020-12), for editors, for front ends, and for programs in other languages.
//
// A schema describes the form of one document: its keys, their types, words and bounds. [bsc.Compile] checks
// the rest, such as that every reference leads somewhere. bsc refuses whatever a schema refuses, with one
// exception: [report.Parse] also reads reports with missing keys or unknown words.
//
// Each schema stands alone. Its $id only names it; nothing is fetched from there.
//
// [bsc.Compile]: https://pkg.go.dev/github.com/go-bsc/bsc#Compile
// [report.Parse]: https://pkg.go.dev/github.com/go-bsc/bsc/report#Parse
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

// Report returns the schema of a report, as json.Marshal writes a report.Report.
func Report() []byte { return []byte(report) }

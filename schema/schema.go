// Package schema publishes the forms of the documents of [github.com/go-bsc/bsc] as JSON Schema
// (draft 2020-12), for editors, for front ends, and for programs in other languages.
//
// A schema describes the form of one document: its keys, their types, words and bounds. [bsc.Compile] checks
// the rest, such as that every reference leads somewhere. bsc refuses whatever a schema refuses, with one
// exception: [report.Parse] also reads reports with missing keys or unknown words.
//
// [Definition] and [Readings] also have what a form needs: a title for every field and every word, and defaults.
// [Outputs] has all else that the module writes as JSON.
//
// Each schema stands alone. Its $id only names it; nothing is fetched from there. The schemas hold in the strict mode
// of validators, and their patterns in the pattern of HTML. The folder typescript has declarations made of them.
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

//go:generate go test ../internal/tests/dialect -run TestOutputs -update
//go:embed outputs.schema.json
var outputs string

// Definition returns the schema of a definition, as bsc.ParseDefinition reads it and bsc.Compile takes it.
func Definition() []byte { return []byte(definition) }

// Readings returns the schema of readings, as bsc.ParseReadings reads them.
func Readings() []byte { return []byte(readings) }

// Report returns the schema of a report, as json.Marshal writes a report.Report.
func Report() []byte { return []byte(report) }

// Outputs returns the schemas of all that json.Marshal writes of the types of this module, in $defs, each under the
// name that its type has in Go: Outcome of package bsc, report.Explanation of package report. A validator that has the
// whole takes one of them by its reference:
//
//	https://github.com/go-bsc/bsc/schema/outputs.json#/$defs/report.Explanation
func Outputs() []byte { return []byte(outputs) }

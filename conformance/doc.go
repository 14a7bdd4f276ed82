// Package conformance checks that the types of package bsc survive what hosts store them in and send them
// with: PostgreSQL, SQLite, GORM, MongoDB's BSON, JSON in both versions, and an HTTP framework that describes
// itself in OpenAPI. It also checks laws of the library on generated scorecards that shrink. It has only
// tests, in a module of its own, so that users of the library do not depend on any of these.
//
// The tests that need PostgreSQL take its connection string from BSC_POSTGRES. Without it they are skipped,
// or fail if BSC_CONFORMANCE=require is set. .ci/conformance runs them on a cluster of its own:
//
//	bash .ci/conformance
//
// To check the laws for longer:
//
//	go test -run Law -rapid.checks=10000
package conformance

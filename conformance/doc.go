// Package conformance checks that the types of package bsc go through what hosts keep them in and send them
// with: PostgreSQL, SQLite, GORM, MongoDB's BSON, JSON in both versions, and an HTTP framework that
// describes itself in OpenAPI. It holds the library to laws, too, over generated scorecards that shrink. It has
// tests only, in a module of its own, so that nobody who imports the library depends on any of this.
//
// The tests that need PostgreSQL want its connection string in BSC_POSTGRES. They are skipped without it, and
// fail instead where BSC_CONFORMANCE=require is set.
// .ci/conformance runs them on a cluster of its own:
//
//	bash .ci/conformance
//
// To hold the laws longer to the test:
//
//	go test -run Law -rapid.checks=10000
package conformance

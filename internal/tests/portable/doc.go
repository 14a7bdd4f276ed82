// Package portable tests that the same cards lead to the same bytes, whatever the machine, the release of Go, and the
// settings of the decimal package. The script .ci/portable runs it elsewhere.
package portable

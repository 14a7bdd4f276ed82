// Package diffs tests what is said of the changes between two definitions: line by line, for every field there is, and
// for random edits.
package diffs

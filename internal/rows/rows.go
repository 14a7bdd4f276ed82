// Package rows computes values and scores over time in integers, at the speed of memory.
//
// An [Entry] is what packages measure and target decide about a window before any reading: the parts that
// make up the value, and the line or curve that scores it. A [Row] is the readings of one measure of an org
// unit: a number and a [State] for each part, with running totals, so that the sum over a window is the
// difference of two totals.
//
//	row.go     the readings of one measure, part by part
//	reading.go what a source says of a part, into a row and out of it
//	unit.go    the rows of a unit
//	number.go  quotients of integers
//	entry.go   what is known of a KPI and a period before any reading
//	score.go   a value and its score, where everything is there
//	own.go     targets of a unit's own
//	past.go    targets that come from another time
//	holes.go   the same where parts are missing, or do not apply
//
// What does not fit, or is of another kind than its entry foresees, is left to the wide path: packages
// measure and target themselves. Score then returns false and has changed nothing.
package rows

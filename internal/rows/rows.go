// Package rows makes values and scores over time in integers, at the speed of memory.
//
// What package measure and package target decide about a window without looking at a reading is an [Entry] here: the
// parts that the value is made of, and the line or curve that scores it. The readings of one measure of a unit are a
// [Row], a number and a [State] for each part, with running totals: a sum over a window is the difference of two.
//
//	row.go    the readings of one measure, part by part
//	unit.go   the rows of a unit
//	number.go quotients of integers
//	entry.go  what is known of a KPI and a period before any reading
//	score.go  a value and its score, where everything is there
//	own.go    targets of a unit's own
//	past.go   targets that come from another time
//	holes.go  the same where parts are missing, or do not apply
//
// What does not fit, or is of another kind than its entry foresees, is left to the wide path, which is packages measure
// and target themselves: Score says so, and has changed nothing.
package rows

// Package timeplan plans consecutive periods before any reading: for each of them, the parts that the value of every
// KPI is made of, and how it is scored in rows. A plan does not depend on an org unit: all org units share it.
//
//	plans.go  the plans of a card that were made, by their periods
//	card.go   what a plan needs to know of a scorecard
//	plan.go   a plan, and how it is made
//	grid.go   the periods of a kind, by place
//	window.go the window of a KPI or a series, of parts that a row can hold
//	entry.go  the entry of a KPI in a period: its window, and how it is scored
//	own.go    entries for org units' own targets
//	finder.go the targets in force if every part is there, and what a KPI has then
//	fill.go   a row that is filled place by place
//	unit.go   the rows of an org unit by a plan: its readings and scores in a period
//
// The package knows nothing of scorecards and policies: it knows measures by their slots, KPIs first, and scores a
// target by a function. What it does not plan is left to the wide path: packages measure and target.
package timeplan

// Package timeplan plans periods in a row before any reading: of which parts the value of every KPI is made in each of
// them, and how it is scored in rows. A plan does not depend on a unit: all units share it.
//
//	plans.go  the plans of a card that were made, by their periods
//	card.go   what a plan has to know of a scorecard
//	plan.go   a plan, and how it is made
//	grid.go   the periods of a kind, by place
//	window.go the window of a KPI or a series, of parts that a row can hold
//	entry.go  the entry of a KPI in a period: its window, and how it is scored
//	own.go    entries for targets of units' own
//	finder.go the targets in force where every part is there, and what a KPI has then
//	fill.go   a row that is filled place by place
//	unit.go   the rows of a unit by a plan: its readings and scores in a period
//
// The package knows nothing of scorecards and of policies: measures are known by their slots, KPIs first, and how a
// target is scored comes as a function. What it does not plan is left to the wide path: packages measure and target.
package timeplan

// Package organisation tests organisations that change: people who join, move and leave, units that split and merge,
// and what is recorded late. Every number is computed again from the design's pages, in fractions and without the
// engine, for every unit in every month of random histories.
//
// This company is what the other reference is not, which knows more of time and of policies, and nothing of change:
// here are months, sums and means to date, ratios of sums, phased targets, and one way to score.
//
// A seed is a history for ever: it stands in the message of a failure. BSC_CARDS=50000 compares 2,000 histories.
//
//	history_test.go  what is recorded, and which version rules a month as of a moment
//	months_test.go   the state and the value of one month
//	values_test.go   values and targets over a window
//	scores_test.go   scores and coverage up the tree
//	cards_test.go    the scorecards of people, teams and the company
//	compare_test.go  where the library says otherwise
//	random_test.go   histories: who is where, and when it is recorded
//	events_test.go   what happens: people join, move and leave, teams split and merge
//	figures_test.go  readings and targets
//	shares_test.go   shares and lines of sight, which have to agree
//	found_test.go    the least histories of what was found
package organisation

// Package history looks at a scorecard over the years: how it developed from period to period, and which version of its
// definition ruled when.
//
// A [Trend] is a scorecard evaluated for consecutive periods. [NewTrend] makes one, [Last] one of the last so many
// periods, and [Trend.Of] follows a node through it. Each [Point] is an outcome with its change against the period
// before and against the same period of last year, its movement, and how long it has moved that way.
//
//	june := bsc.Input{Period: period.Month(2026, 6), Readings: readings}
//	trend, err := history.NewTrend(card, period.Month(2026, 1), june)
//	for p := range trend.Of(bsc.KPIRef("sales")) {
//		fmt.Println(p.Period, p.Score, p.Movement, p.Streak)
//	}
//
// Definitions change: weights, targets, and what is measured at all. A [Version] is a definition with the period from
// which it rules and the moment when that was decided. A [Timeline] holds all versions, compiled. It knows which one
// rules a period ([Timeline.At]), evaluates each period by its own version, and gives a trend across versions:
//
//	versions, err := history.ParseVersions(document, nil)
//	timeline, err := history.NewTimeline(versions, nil)
//	result, err := timeline.Evaluate(june)
//	trend, err = timeline.Trend(period.Month(2026, 1), june)
//
// A past report can be computed again: with Input.AsOf set to its moment, readings and versions recorded later do not
// count. To see the past by today's definition, evaluate it on today's scorecard.
//
// Trends and timelines are immutable and may be shared by goroutines. Package diff says what changed from one version
// to the next, package impact warns of what falls, and package render draws a trend.
//
// As JSON, a [Trend] is its periods and, by node, its points, for a chart; a [Timeline] is its versions. Package report has
// the rules of all JSON.
package history

// Command year follows a company through its fiscal year, month by month. Its data come in CSV deliveries:
// one is late, one corrects a figure. In July the board revises a target, retires a KPI and adds another. The
// command prints the year's trend, the report on June as it was given in July, the same report today, and why
// the two differ.
//
//	go run ./examples/year
//	go run ./examples/year -asof 2025-07-22T09:00:00Z -explain kpi:nps
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
)

// The versions of the company's definition: one that rules from the start of the fiscal
// year, and one that rules from July.
//
//go:embed versions.json
var versionsJSON []byte

// The deliveries, each named by the day on which it came.
//
//go:embed data/*.csv
var deliveries embed.FS

// reported is the month whose report is given in July and again today.
var reported = period.Month(2025, 6)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "year:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("year", flag.ContinueOnError)
	given := time.Date(2025, 7, 15, 9, 0, 0, 0, time.UTC)
	flags.TextVar(&given, "asof", given, "when the report on June was given")
	explain := flags.String("explain", "kpi:revenue", "the node of that report to explain, then and today")
	if err := flags.Parse(args); err != nil {
		return err
	}

	// 1. The definitions: all versions, compiled.
	versions, err := history.ParseVersions(versionsJSON, nil)
	if err != nil {
		return err
	}
	timeline, err := history.NewTimeline(versions, nil)
	if err != nil {
		return err
	}

	// 2. The readings: every delivery, with the moment at which it came.
	readings, err := load(time.Time{})
	if err != nil {
		return err
	}

	if problems := timeline.CheckReadings(readings); len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}

	// 3. The fiscal year until today, the day of the last delivery.
	today := lastRecorded(readings)
	y, err := follow(timeline, readings, today)
	if err != nil {
		return err
	}

	// 4. June, three times: as it was given, as of today, and by today's definition.
	j, err := compare(y, reported, given)
	if err != nil {
		return err
	}

	p := &printer{out: out}
	p.year(y)
	p.report("The report on "+reported.String()+" as it was given on "+date(given), j.then)
	p.report("The same report today, "+date(today), j.now)
	p.differences(j)
	p.explain(j, bsc.ParseRef(*explain))
	return p.err
}

// load reads the deliveries that came until a moment; the zero time means all of them. If a file does not say
// when its lines became known, its name does.
func load(until time.Time) (*bsc.Readings, error) {
	files, err := deliveries.ReadDir("data")
	if err != nil {
		return nil, err
	}
	readings := new(bsc.Readings)
	for _, file := range files {
		day, err := time.Parse(time.DateOnly, strings.TrimSuffix(file.Name(), ".csv"))
		if err != nil {
			return nil, err
		}
		delivered := day.Add(8 * time.Hour)
		if !until.IsZero() && delivered.After(until) {
			continue
		}
		lines, err := deliveries.ReadFile(path.Join("data", file.Name()))
		if err != nil {
			return nil, err
		}
		if err := (csvfile.Dialect{}).AddReadings(readings, bytes.NewReader(lines), delivered, nil); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
	}
	return readings, nil
}

// lastRecorded returns the moment of the newest fact.
func lastRecorded(readings *bsc.Readings) time.Time {
	var last time.Time
	for _, fact := range readings.Facts() {
		if fact.RecordedAt.After(last) {
			last = fact.RecordedAt
		}
	}
	return last
}

// A year is a company's fiscal year as it was known at a moment.
type year struct {
	timeline *history.Timeline
	readings *bsc.Readings
	today    time.Time
	calendar period.Calendar
	label    period.Period  // of the fiscal year
	trend    *history.Trend // from its first month to the last one that is over
	whole    *bsc.Result    // of the fiscal year itself
}

// follow evaluates the fiscal year that contains the month before today.
func follow(timeline *history.Timeline, readings *bsc.Readings, today time.Time) (*year, error) {
	day := period.DayOf(today)
	card, ok := timeline.At(day, today)
	if !ok {
		return nil, errors.New("no definition is in force today")
	}
	y := &year{timeline: timeline, readings: readings, today: today, calendar: card.Calendar()}
	month, err := y.monthBefore(day)
	if err != nil {
		return nil, err
	}
	if y.label, err = y.calendar.Enclosing(month, period.Yearly); err != nil {
		return nil, err
	}
	months, err := y.calendar.Children(y.label, period.Monthly)
	if err != nil {
		return nil, err
	}
	if y.trend, err = timeline.Trend(months[0], y.input(month, today)); err != nil {
		return nil, err
	}
	y.whole, err = timeline.Evaluate(y.input(y.label, today))
	return y, err
}

// monthBefore returns the last month that is over on a day.
func (y *year) monthBefore(day period.Period) (period.Period, error) {
	month, err := y.calendar.At(day, period.Monthly)
	if err != nil {
		return month, err
	}
	return y.calendar.Previous(month)
}

// input asks for a period as it was known at a moment.
func (y *year) input(asked period.Period, moment time.Time) bsc.Input {
	return bsc.Input{Period: asked, Readings: y.readings, AsOf: moment}
}

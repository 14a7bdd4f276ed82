// Command review prepares a company's quarterly review: what moved since last quarter and why, what of that was a moved
// target, what to do first, what it would take, and what does not depend on the weights. The figures come from CSV
// files; in July the board has changed the scorecard, and in August a figure of June was corrected.
//
//	go run ./examples/review
//	go run ./examples/review -svg /tmp/review
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
)

//go:embed versions.json
var versionsJSON []byte

//go:embed data/*.csv
var data embed.FS

// The two quarters, and the days on which the board met.
var (
	last, now = period.Quarter(2026, 2), period.Quarter(2026, 3)
	july      = time.Date(2026, 7, 10, 9, 0, 0, 0, time.UTC)
	october   = time.Date(2026, 10, 9, 9, 0, 0, 0, time.UTC)
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "review:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("review", flag.ContinueOnError)
	drawings := flags.String("svg", "", "a `directory` to write the drawings to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	r, err := load(out)
	if err != nil {
		return err
	}
	sections := []func() error{r.moved, r.targets, r.first, r.takes, r.weights}
	if *drawings != "" {
		sections = append(sections, func() error { return r.draw(*drawings) })
	}
	for _, section := range sections {
		if err := section(); err != nil {
			return err
		}
	}
	return nil
}

// A review is what the board has before it.
type review struct {
	out      io.Writer
	timeline *history.Timeline
	readings *bsc.Readings

	told     *bsc.Result // last quarter as it was reported in July
	restated *bsc.Result // last quarter as it is known now
	current  *bsc.Result
	change   *bridge.Bridge // from what was told to what is
}

// load reads the versions of the scorecard and all figures, and evaluates both quarters.
func load(out io.Writer) (*review, error) {
	versions, err := history.ParseVersions(versionsJSON, nil)
	if err != nil {
		return nil, err
	}
	r := &review{out: out, readings: new(bsc.Readings)}
	if r.timeline, err = history.NewTimeline(versions, nil); err != nil {
		return nil, err
	}
	monthly := csvfile.Dialect{Across: csvfile.AcrossPeriods}
	if err := errors.Join(r.read("data/actuals.csv", monthly), r.read("data/corrections.csv", csvfile.Dialect{})); err != nil {
		return nil, err
	}
	if problems := r.timeline.CheckReadings(r.readings); len(problems) > 0 {
		return nil, &bsc.InputError{Problems: problems}
	}
	for _, e := range []struct {
		result **bsc.Result
		period period.Period
		asOf   time.Time
	}{{&r.told, last, july}, {&r.restated, last, october}, {&r.current, now, october}} {
		if *e.result, err = r.evaluate(e.period, e.asOf); err != nil {
			return nil, err
		}
	}
	r.change, err = bridge.Between(r.told, r.current, &bridge.Options{Restated: r.restated})
	return r, err
}

func (r *review) read(file string, dialect csvfile.Dialect) error {
	text, err := data.ReadFile(file)
	if err != nil {
		return err
	}
	return dialect.AddReadings(r.readings, bytes.NewReader(text), time.Time{}, nil)
}

func (r *review) evaluate(p period.Period, asOf time.Time) (*bsc.Result, error) {
	return r.timeline.Evaluate(bsc.Input{Period: p, Readings: r.readings, AsOf: asOf})
}

// head begins a section.
func (r *review) head(title string) { fmt.Fprintf(r.out, "\n%s\n\n", title) }

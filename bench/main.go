// Bench compares the engine's speed with what a user would write or pick instead. It is a module of its own,
// to keep its contestants out of the engine's dependencies.
//
// The program computes the scores of many KPIs in every way it has, in one run on the same data, and checks
// that the exact ways agree to the digit:
//
//	go run . -kpis 1000000 -shape forest
//
// With -time it does so for scorecards over time, first by the plain rule and then by its variants:
//
//	go run . -time -units 40
//
// With -live it measures what updates of a board cost, and how they affect readers. With -grow it measures
// whether time and memory grow in proportion to the number of KPIs; -time -grow does the same over time.
//
// SQLite needs no installation. PostgreSQL takes part if psql is installed and reaches a server by its PG
// variables. DuckDB takes part if the program is built with cgo. The tests compare the strategy map's graph
// with gonum.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is the program: the race, or the measurements that a flag selects.
func run(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	kpis := flags.Int("kpis", 1_000_000, "how many KPIs, rounded up to whole cards or objectives")
	rounds := flags.Int("rounds", 7, "how often each contestant runs; slow ones run less often")
	shape := flags.String("shape", "forest", "forest: cards of 100 KPIs from one template; tree: one card of all KPIs")
	only := flags.String("only", "", "the contestants, as a comma list of what their names start with")
	markdown := flags.Bool("table", false, "print tables as Markdown")
	onlyLive := flags.Bool("live", false, "instead of the race, measure updates of a board of so many KPIs, and its readers")
	stint := flags.Duration("stint", time.Second, "with -live: how long readers read in a round")
	onlyTime := flags.Bool("time", false, "instead of the race, that of scorecards over time")
	units := flags.Int("units", 40, "with -time: how many units, of 60 KPIs in 36 months each")
	onlyGrow := flags.Bool("grow", false, "instead of the race, measure 1,000 KPIs, then ten times as many, up to -kpis; with -time from 10,000 KPIs and months")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *kpis < 1 || *units < 1 || *rounds < 1 {
		return errors.New("give a positive number of KPIs, of units and of rounds, and nothing behind the flags")
	}
	switch {
	case *onlyTime && *onlyGrow:
		return growHistory(w, *markdown, *kpis, *rounds)
	case *onlyTime:
		return overTime(w, *markdown, *only, *units, *rounds)
	case *onlyLive:
		return live(w, *markdown, *kpis, *rounds, *stint)
	case *onlyGrow:
		return growing(w, *markdown, *kpis, *rounds)
	}
	list, err := pick(all(), *only)
	if err != nil {
		return err
	}
	var d *data
	switch *shape {
	case "forest":
		d = forest(*kpis)
	case "tree":
		d = tree(*kpis)
	default:
		return fmt.Errorf("the shape %q is neither forest nor tree", *shape)
	}
	return compete(w, *markdown, list, d, *rounds)
}

// compete prints the race of the contestants, and compares their results.
func compete(w io.Writer, markdown bool, list []contestant[*data], d *data, rounds int) (err error) {
	fmt.Fprintf(w, "%s\n%s: %d KPIs, %d objectives, %d perspectives, %d cards\n\n", machine(), d.shape,
		len(d.actual), len(d.objectives.weight), len(d.perspectives.weight), d.cards)
	entries, err := enter(list, d, rounds, w)
	defer func() { err = errors.Join(err, leave(entries)) }()
	if err != nil {
		return err
	}
	return hold(w, markdown, work{"KPI", len(d.actual)}, d, entries)
}

// hold runs the race of the entries and prints it.
func hold(w io.Writer, markdown bool, of work, d judge, entries []*entry) error {
	if len(entries) == 0 {
		return errors.New("no contestant is here")
	}
	if err := race(entries); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if err := times(w, markdown, of, entries); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return check(w, markdown, of, d, entries)
}

// Bench times the engine against what a user would write or pick instead. It is a module of
// its own, so that what it compares with stays out of the engine's dependencies.
//
// The program computes the scores of many KPIs in every way that is here, all in one run
// on the same data, and checks that the exact ways agree to the digit:
//
//	go run . -kpis 1000000 -shape forest
//
// SQLite needs nothing. PostgreSQL takes part where psql is installed and reaches a server, for
// which its PG variables stand; DuckDB where its command duckdb is installed. The tests compare
// the strategy map's graph with gonum.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run is the program. Measurements of another kind than the race get flags of their own here.
func run(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	kpis := flags.Int("kpis", 1_000_000, "how many KPIs, rounded up to whole cards or objectives")
	rounds := flags.Int("rounds", 7, "how often each contestant runs; slow ones run less often")
	shape := flags.String("shape", "forest", "forest: cards of 100 KPIs from one template; tree: one card of all KPIs")
	only := flags.String("only", "", "the contestants, as a comma list of what their names start with")
	markdown := flags.Bool("table", false, "print tables as Markdown")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *kpis < 1 || *rounds < 1 {
		return errors.New("give a positive number of KPIs and of rounds, and nothing behind the flags")
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

// compete prints the race of the contestants, and what their results have in common.
func compete(w io.Writer, markdown bool, list []contestant, d *data, rounds int) (err error) {
	fmt.Fprintf(w, "%s\n%s: %d KPIs, %d objectives, %d perspectives, %d cards\n\n", machine(), d.shape,
		len(d.actual), len(d.objectives.weight), len(d.perspectives.weight), d.cards)
	entries, err := enter(list, d, rounds, w)
	defer func() { err = errors.Join(err, leave(entries)) }()
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return errors.New("no contestant is here")
	}
	if err := race(entries); err != nil {
		return err
	}
	fmt.Fprintln(w)
	if err := times(w, markdown, d, entries); err != nil {
		return err
	}
	fmt.Fprintln(w)
	return check(w, markdown, d, entries)
}

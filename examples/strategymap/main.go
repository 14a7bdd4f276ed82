// Command strategymap works with an airline's strategy map. It asks the map what drives what, warns of what a
// slip below will reach above, computes what ten points less at one objective would cause and when, and draws
// everything.
//
//	go run ./examples/strategymap
//	go run ./examples/strategymap -slip C1 -points 15
//	go run ./examples/strategymap -out drawings
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
)

//go:embed airline.json
var airlineJSON []byte

//go:embed actuals.csv
var actualsCSV string

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "strategymap:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("strategymap", flag.ContinueOnError)
	slip := flags.String("slip", "I1", "the objective that slips")
	points := flags.Int64("points", 10, "by how many points it slips")
	dir := flags.String("out", "", "write SVG, DOT, Mermaid and Markdown files into this directory")
	if err := flags.Parse(args); err != nil {
		return err
	}
	def, err := bsc.ParseDefinition(airlineJSON, nil)
	if err != nil {
		return err
	}
	card, err := bsc.Compile(def, nil)
	if err != nil {
		return err
	}
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(actualsCSV), nil)
	if err != nil {
		return err
	}
	trend, err := history.NewTrend(card, period.Quarter(2025, 4), bsc.Input{Period: period.Quarter(2026, 2), Readings: readings})
	if err != nil {
		return err
	}

	p := printer{out: out, card: card}
	p.ask()
	p.warn(trend)
	if err := p.whatIf(trend, bsc.ParseRef(*slip), decimal.NewFromInt(-*points)); err != nil {
		return err
	}
	view := render.View{Trend: trend}
	p.section("The scorecard behind it")
	if err := view.Text(out); err != nil {
		return err
	}
	if *dir != "" {
		return draw(view, *dir, out)
	}
	return nil
}

// draw writes every drawing into a directory.
func draw(view render.View, dir string, out io.Writer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	drawings := []struct {
		file string
		to   func(io.Writer) error
	}{
		{"map.svg", view.MapSVG},
		{"map.dot", view.MapDOT},
		{"map.mmd", view.MapMermaid},
		{"scorecard.svg", view.ScorecardSVG},
		{"scorecard.md", view.Markdown},
	}
	fmt.Fprintln(out)
	for _, d := range drawings {
		name := filepath.Join(dir, d.file)
		if err := save(name, d.to); err != nil {
			return err
		}
		fmt.Fprintln(out, "wrote", name)
	}
	return nil
}

func save(name string, to func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(to(f), f.Close())
}

// Command cascade takes one scorecard through an organisation: a company, its departments and their people
// share one template, with their own targets and weights. The organisation chart is a CSV file, in place of a
// host's database. The command prints every org unit's score, one person's line of sight to the company's
// objectives, a comparison of the people, and a review of the template.
//
//	go run ./examples/cascade
//	go run ./examples/cascade -person finn
package main

import (
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

//go:embed template.json
var templateJSON []byte

// The organisation chart, and everybody's readings.
//
//go:embed units.csv actuals.csv
var files embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cascade:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("cascade", flag.ContinueOnError)
	person := flags.String("person", "cleo", "whose line of sight to show")
	if err := flags.Parse(args); err != nil {
		return err
	}
	template, err := bsc.ParseDefinition(templateJSON, nil)
	if err != nil {
		return err
	}
	chart, err := readChart(files)
	if err != nil {
		return err
	}
	org, err := cascade.New(chart.units(template), nil)
	if err != nil {
		return err
	}
	actuals, err := files.Open("actuals.csv")
	if err != nil {
		return err
	}
	defer actuals.Close()
	readings, err := csvfile.Dialect{}.Readings(actuals, nil)
	if err != nil {
		return err
	}
	if problems := org.CheckReadings(readings); len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings, Targets: chart})
	if err != nil {
		return err
	}

	p := printer{out: out, org: org, result: result}
	if org.Scorecard(*person) == nil {
		return fmt.Errorf("there is no org unit %q in %s", *person, strings.Join(org.OrgUnits(), ", "))
	}
	p.scores()
	p.lineOfSight(*person)
	p.compare()
	p.gaps()
	return p.review(template, result.Of("company"))
}

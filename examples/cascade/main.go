// Command cascade takes one scorecard through an organisation and its year. A company, its departments and their
// people share one template. One technician moves to the other department in July, one is on leave in May, one
// joins, one leaves, and in autumn a figure of spring is corrected. CSV files stand in for a host's database. The
// command prints every org unit's year to date; the departments as they were at the time and by the structure of
// the end; June as the board saw it and as it is known now; one person's line of sight to the company's objectives;
// a comparison of the people; and a review of the template.
//
//	go run ./examples/cascade
//	go run ./examples/cascade -person finn -period 2026-09
package main

import (
	"embed"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

//go:embed template.json
var templateJSON []byte

// The organisation chart with its changes, everybody's readings, what was recorded of them later, and the targets
// that are not the template's.
//
//go:embed units.csv actuals.csv later.csv targets.csv
var files embed.FS

var revenue = bsc.KPIRef("revenue")

// An organisation is what the files hold.
type organisation struct {
	template *bsc.Definition
	timeline *cascade.Timeline
	readings *bsc.Readings
	targets  csvfile.TargetsByPeriod
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cascade:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("cascade", flag.ContinueOnError)
	person := flags.String("person", "cleo", "the `id` of whose line of sight to show")
	var asked period.Period
	flags.TextVar(&asked, "period", period.Month(2026, 12), "the `month` of 2026 until which to look")
	if err := flags.Parse(args); err != nil {
		return err
	}
	o, err := load()
	if err != nil {
		return err
	}
	result, err := o.timeline.Evaluate(o.input(asked, today))
	if err != nil {
		return err
	}
	if problems := o.timeline.CheckReadings(o.readings); len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}
	p := printer{organisation: o, out: out, asked: asked, org: result.Cascade(), result: result}
	if result.Of(*person) == nil {
		return fmt.Errorf("there is no org unit %q in %s", *person, strings.Join(p.org.OrgUnits(), ", "))
	}
	p.scores()
	for _, section := range []func() error{p.months, p.restated, p.june} {
		if err := section(); err != nil {
			return err
		}
	}
	p.leave()
	p.lineOfSight(*person)
	p.compare()
	p.gaps()
	return p.review()
}

// load reads all files.
func load() (*organisation, error) {
	o := &organisation{readings: new(bsc.Readings)}
	var err error
	if o.template, err = bsc.ParseDefinition(templateJSON, nil); err != nil {
		return nil, err
	}
	versions, err := readChart(files, o.template)
	if err != nil {
		return nil, err
	}
	if o.timeline, err = cascade.NewTimeline(versions, nil); err != nil {
		return nil, err
	}
	if problems := o.timeline.Check(); len(problems) > 0 {
		return nil, &bsc.DefinitionError{Problems: problems}
	}
	months := csvfile.Dialect{Across: csvfile.AcrossPeriods, NotApplicable: []string{"leave"}} // a column a month
	if err := o.addReadings("actuals.csv", months); err != nil {
		return nil, err
	}
	if err := o.addReadings("later.csv", csvfile.Dialect{}); err != nil {
		return nil, err
	}
	file, err := files.Open("targets.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	o.targets, err = months.TargetsByPeriod(file, nil)
	return o, err
}

func (o *organisation) addReadings(name string, dialect csvfile.Dialect) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return dialect.AddReadings(o.readings, file, time.Time{}, nil)
}

// input asks for a period, as it was known at a moment.
func (o *organisation) input(p period.Period, asOf time.Time) bsc.Input {
	return bsc.Input{Period: p, Readings: o.readings, Targets: o.targets, AsOf: asOf}
}

// Command quickstart evaluates a company's balanced scorecard. It reads a definition in JSON and a CSV file
// of actuals. It prints a tree with traffic lights, the strategy map's causes and effects, what needs
// attention, and the explanation of one score.
//
//	go run ./examples/quickstart
//	go run ./examples/quickstart -card mine.json -actuals mine.csv -period 2026-Q3
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

//go:embed scorecard.json
var defaultCard []byte

//go:embed actuals.csv
var defaultActuals string

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		report(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	cardFile := flags.String("card", "", "a definition in JSON; without it, the built-in company")
	actualsFile := flags.String("actuals", "", "readings in CSV: kpi,period,value[,label,unit,state,recorded_at,note]")
	periodLabel := flags.String("period", "", "the period to evaluate, such as 2026-Q3; without it, that of the latest reading")
	explain := flags.String("explain", "", "the node to explain, such as kpi:turnover; without it, the objective that needs most attention")
	if err := flags.Parse(args); err != nil {
		return err
	}

	// 1. The definition: plain data, from JSON or from your own tables.
	document := defaultCard
	if *cardFile != "" {
		read, err := os.ReadFile(*cardFile)
		if err != nil {
			return err
		}
		document = read
	}
	definition, err := bsc.ParseDefinition(document, nil)
	if err != nil {
		return err
	}

	// 2. Compile checks everything and returns a scorecard that goroutines can share.
	card, err := bsc.Compile(definition, nil)
	if err != nil {
		return err
	}

	// 3. The readings.
	readings, err := load(*actualsFile, *cardFile != "")
	if err != nil {
		return err
	}
	if err := checkKnown(card, readings); err != nil {
		return err
	}
	period, err := choosePeriod(*periodLabel, card.Calendar(), readings)
	if err != nil {
		return err
	}

	// 4. Evaluate, and look at the result.
	result, err := card.Evaluate(bsc.Input{Period: period, Readings: readings})
	if err != nil {
		return err
	}
	p := &printer{out: out, card: card, result: result}
	p.tree()
	p.warnings()
	p.strategyMap()
	p.attention()
	p.explain(*explain)
	return p.err
}

// load reads the CSV file, or the company's own if none is named.
func load(file string, ownCard bool) (*bsc.Readings, error) {
	if file == "" {
		if ownCard {
			return nil, errors.New("-card needs -actuals with its readings")
		}
		return csvfile.Dialect{}.Readings(strings.NewReader(defaultActuals), nil)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return csvfile.Dialect{}.Readings(f, nil)
}

// choosePeriod reads the -period flag, or takes the last period that has readings. Of several that end
// together it takes the longest.
func choosePeriod(label string, calendar period.Calendar, readings *bsc.Readings) (period.Period, error) {
	if label != "" {
		return period.Parse(label)
	}
	var latest, first, last period.Period
	for _, fact := range readings.Facts() {
		begins, ends, err := calendar.Bounds(fact.Period)
		if err != nil {
			return latest, err
		}
		if later := ends.Compare(last); later > 0 || later == 0 && begins.Compare(first) < 0 {
			latest, first, last = fact.Period, begins, ends
		}
	}
	if latest.IsZero() {
		return latest, errors.New("there are no readings")
	}
	return latest, nil
}

// checkKnown refuses readings of something the scorecard does not have: usually a typo.
func checkKnown(card *bsc.Scorecard, readings *bsc.Readings) error {
	if problems := card.CheckReadings(readings); len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}
	return nil
}

// report prints every problem of an error, one a line.
func report(w io.Writer, err error) {
	var definition *bsc.DefinitionError
	var input *bsc.InputError
	var problems bsc.Problems
	switch {
	case errors.As(err, &definition):
		problems = definition.Problems
	case errors.As(err, &input):
		problems = input.Problems
	default:
		fmt.Fprintln(w, "quickstart:", err)
		return
	}
	fmt.Fprintf(w, "quickstart: %d problems\n", len(problems))
	for _, p := range problems {
		fmt.Fprintln(w, " ", p)
	}
}

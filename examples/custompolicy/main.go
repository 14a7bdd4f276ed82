// Command custompolicy evaluates a hotel's scorecard by the hotel's own rules: a scorer for the net promoter
// score, an aggregator that looks at the two weakest KPIs, and a threshold with a rating for what needs
// watching.
//
//	go run ./examples/custompolicy
//
// The rules are in policy.go, and policy_test.go tests them; scorecard.json names them.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

//go:embed scorecard.json
var scorecard []byte

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(stdout io.Writer) error {
	definition, err := bsc.ParseDefinition(scorecard, nil)
	if err != nil {
		return err
	}

	// Compile looks up the definition's policies in the registry. Without it, a name such
	// as example.com/nps@1 would be a problem of the definition.
	registry, err := policies()
	if err != nil {
		return err
	}
	card, err := bsc.Compile(definition, &bsc.Options{Registry: registry})
	if err != nil {
		return err
	}

	result, err := card.Evaluate(bsc.Input{
		Period: period.Month(2026, 7),
		Readings: bsc.Actuals{
			"promoters":  decimal.RequireFromString("58"), // percent of the guests asked
			"detractors": decimal.RequireFromString("21"),
			"check_in":   decimal.RequireFromString("5.5"),
			"complaints": decimal.RequireFromString("2.5"),
			"breakfast":  decimal.RequireFromString("4.6"),
		},
	})
	if err != nil {
		return err
	}
	for outcome := range result.All() {
		fmt.Fprintf(stdout, "%-24s %6s  %s\n", outcome.Name, outcome.Score.Text(1), outcome.Rating)
	}

	// An explanation evaluates once more, with traces. The policies' notes appear in it.
	explanation, err := result.Explain(card.Ref())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "\n%s", explanation)
	return err
}

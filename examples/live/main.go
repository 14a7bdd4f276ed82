// Command live follows a call centre through a morning. Every half hour, the telephone system reports its
// counts, the readings are set on a board, and the board tells which ratings have changed. At the end, the
// fifty branches of the company, which share the scorecard, are evaluated in one pass.
//
//	go run ./examples/live
package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/examples/internal/table"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

//go:embed card.json
var cardJSON []byte

//go:embed morning.csv
var files embed.FS

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "live:", err)
		os.Exit(1)
	}
}

func run(out io.Writer) error {
	def, err := bsc.ParseDefinition(cardJSON, nil)
	if err != nil {
		return err
	}
	card, err := bsc.Compile(def, nil)
	if err != nil {
		return err
	}
	if err := morning(card, out); err != nil {
		return err
	}
	return branches(card, out)
}

var today = period.Day(2026, 6, 1)

// columns are the columns of the telephone system's report, in file order.
func columns() []string { return []string{"on-shift", "waiting", "solved", "calls", "given-up"} }

// morning sets the readings of one report after another on a board.
func morning(card *bsc.Scorecard, out io.Writer) error {
	board, err := card.Board(bsc.Input{Period: today})
	if err != nil {
		return err
	}
	cancel := board.Subscribe(func(_ *bsc.Board, n bsc.Notice) {
		for _, c := range n.Changes {
			if c.From != "" { // at the first report, everything gets its first rating
				fmt.Fprintf(out, "       %s is %s, and was %s\n", card.NameOf(c.Ref), c.To, c.From)
			}
		}
	})
	defer cancel()
	handles := map[string]bsc.Handle{} // resolved once
	for _, column := range columns() {
		h, ok := card.KPI(column)
		if !ok {
			h, _ = card.Series(column)
		}
		handles[column] = h
	}
	rows, err := table.Read(files, "morning.csv", append([]string{"time"}, columns()...)...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var updates []bsc.Update
		for _, column := range columns() {
			value, err := row.Number(column)
			if err != nil {
				return err
			}
			if value.Valid { // a missing cell changes nothing
				updates = append(updates, bsc.Update{Of: handles[column], Reading: bsc.Reading{Value: value.Decimal}})
			}
		}
		fmt.Fprintf(out, "%s\n", row.Text("time"))
		if err := board.Apply(updates...); err != nil { // readers see all of a report or none
			return row.Errorf("%w", err)
		}
		fmt.Fprintf(out, "       %s %s\n", board.Result().Score().Text(1), board.Result().Total().Rating)
	}
	for _, s := range impact.Shortfalls(board.Result(), 1) {
		fmt.Fprintf(out, "What costs most now: %s, %s points of the total.\n\n", s.Name, s.Points.StringFixed(1))
	}
	return nil
}

// branches evaluates the scorecard for every branch, and shows the best and the worst.
func branches(card *bsc.Scorecard, out io.Writer) error {
	var inputs []bsc.Input
	for i := range int64(50) {
		inputs = append(inputs, bsc.Input{OrgUnit: fmt.Sprintf("branch %02d", i+1), Period: today, Readings: bsc.Actuals{
			"on-shift": decimal.NewFromInt(28 + i*7%13), "waiting": decimal.NewFromInt(15 + i*37%90), "solved": decimal.NewFromInt(60 + i*11%23),
			"calls": decimal.NewFromInt(900 + i*53%400), "given-up": decimal.NewFromInt(10 + i*29%70),
		}})
	}
	var results []*bsc.Result
	for result, err := range card.EvaluateOrgUnits(context.Background(), slices.Values(inputs)) {
		if err != nil {
			return err
		}
		results = append(results, result)
	}
	slices.SortStableFunc(results, func(a, b *bsc.Result) int { return b.Score().Compare(a.Score()) })
	fmt.Fprintf(out, "%d branches, from %s with %s to %s with %s.\n", len(results),
		results[0].OrgUnit(), results[0].Score().Text(1), results[len(results)-1].OrgUnit(), results[len(results)-1].Score().Text(1))
	return nil
}

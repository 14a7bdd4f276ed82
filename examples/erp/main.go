// Command erp makes a group's board pack from the tables of its ERP. One scorecard is evaluated on the budget, the
// forecast, last year and the actuals: for the group, whose entities have other currencies, shares and financial years,
// and for each of them. It shows June as it was closed, what was recorded since, and June as it is known now. Its test
// has SQL compute the group's figures again.
//
//	go -C examples/erp run . -out drawings
//	go -C examples/erp run . -db "pgx:host=/var/run/postgresql dbname=erp"
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-bsc/bsc/render"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "erp:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("erp", flag.ContinueOnError)
	name := flags.String("db", "sqlite::memory:", "the database: sqlite or pgx, a colon, and what that driver opens")
	drawings := flags.String("out", "", "a folder for drawings of the scorecard and of its strategy map")
	if err := flags.Parse(args); err != nil {
		return err
	}
	erp, err := open(*name)
	if err != nil {
		return err
	}
	defer erp.Close()
	b, err := erp.board()
	if err != nil {
		return err
	}
	if err := b.print(out); err != nil || *drawings == "" {
		return err
	}
	return draw(*drawings, render.View{Result: b.Today[0].Actual().Of("group")})
}

// draw writes the scorecard and the strategy map into a folder.
func draw(folder string, of render.View) error {
	err := os.MkdirAll(folder, 0o755)
	for name, write := range map[string]func(io.Writer) error{"scorecard.svg": of.ScorecardSVG, "map.svg": of.MapSVG} {
		var svg bytes.Buffer
		err = errors.Join(err, write(&svg), os.WriteFile(filepath.Join(folder, name), svg.Bytes(), 0o644))
	}
	return err
}

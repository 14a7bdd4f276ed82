// Command appraisal takes a small company through a year's appraisals, from its tables in SQL: goals with weights and
// targets of their own for each person, four quarters of talks, and a panel at the end. It prints a manager's team, the
// sheet of one person as it was signed and as it is known now, and a file for payroll.
//
//	go -C examples/appraisal run . -manager max -person ben -db appraisal.db
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/go-bsc/bsc/period"
)

// The appraisals are those of 2026. They were signed in January; a figure was corrected in February.
var (
	year        = period.Year(2026)
	first, last = period.Quarter(2026, 1), period.Quarter(2026, 4)
	signed      = time.Date(2027, 1, 22, 18, 0, 0, 0, time.UTC)
	now         = time.Date(2027, 2, 15, 9, 0, 0, 0, time.UTC)
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "appraisal:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("appraisal", flag.ContinueOnError)
	file := flags.String("db", ":memory:", "a file of SQLite; one without tables gets those of the example")
	manager := flags.String("manager", "max", "whose team to show")
	person := flags.String("person", "ben", "whose sheet to print; all: those of the team")
	if err := flags.Parse(args); err != nil {
		return err
	}
	db, err := open(*file)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := load(db)
	if err != nil {
		return err
	}
	var known [2][]appraisal
	for i, asOf := range []time.Time{signed, now} {
		if known[i], err = c.appraise(asOf); err != nil {
			return err
		}
	}
	return errors.Join(write(out, *manager, *person, known[:]), writePayroll(out, known[1]))
}

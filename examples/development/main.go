// Command development computes the Human Development Index of 2021 and its groups. A country's scorecard has
// three perspectives: health, education and income. Income is scored between goalposts on a logarithmic line,
// which is this program's own policy. The index is the geometric mean of the three; it is rounded first and
// rated afterwards. Every index, group and rank is compared with the published one.
//
//	go run ./examples/development
//	go run ./examples/development -country THA
//	go run ./examples/development -dir folder/with/both/files
//
// Read on in scorecard.go, the definition and the policy. data/SOURCE.md says where the figures come from.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/go-bsc/bsc"
)

//go:embed data/*.csv
var shipped embed.FS

func main() {
	err := run(os.Args[1:], os.Stdout)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "development:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("development", flag.ContinueOnError)
	flags.SetOutput(stdout)
	dir := flags.String("dir", "", "a folder with input.csv and expected.csv; without it, the countries that come with this program")
	chosen := flags.String("country", "", "the ISO code of the country to explain; without it, the first in the table")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}

	// 1. The data: each country's four indicators, and what was published about it.
	countries, err := load(*dir)
	if err != nil {
		return err
	}

	// 2. The scorecard, compiled once for all countries.
	card, err := bsc.Compile(definition(), nil)
	if err != nil {
		return err
	}

	// 3. Evaluate every country as an org unit of that scorecard.
	for _, c := range countries {
		if err := c.evaluate(card); err != nil {
			return err
		}
	}
	rank(countries)

	// 4. Show all countries, explain one, and compare with the published figures.
	p := &printer{out: stdout}
	p.table(countries)
	if err := p.explain(countries, *chosen); err != nil {
		return err
	}
	return errors.Join(p.compare(countries), p.err)
}

// load reads the two files of a folder, or those that come with this program.
func load(dir string) ([]*country, error) {
	if dir == "" {
		fsys, err := fs.Sub(shipped, "data")
		if err != nil {
			return nil, err
		}
		return readCountries(fsys)
	}
	countries, err := readCountries(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("in %s: %w", dir, err)
	}
	return countries, nil
}

// evaluate computes a country's index.
func (c *country) evaluate(card *bsc.Scorecard) error {
	var err error
	c.result, err = card.Evaluate(bsc.Input{Period: c.year, OrgUnit: c.iso3, Readings: c.readings})
	if err != nil {
		return fmt.Errorf("%s: %w", c.iso3, err)
	}
	return nil
}

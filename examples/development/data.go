package main

import (
	"io/fs"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/examples/internal/table"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A country is a line of the input, with what was published about it and what was computed.
type country struct {
	iso3, name string
	year       period.Period
	readings   bsc.Actuals
	published  published
	result     *bsc.Result
	rank       int // among the countries of the input; 0 without an index
}

// published is a line of the expected results.
type published struct {
	place string // file and line; "" if nothing was published
	index decimal.NullDecimal
	group string
	rank  int // 0: none
}

// readCountries reads both files. Countries keep the order of the input.
func readCountries(fsys fs.FS) ([]*country, error) {
	indicators := []string{"le", "eys", "mys", "gnipc"}
	rows, err := table.Read(fsys, "input.csv", append([]string{"iso3", "country", "year"}, indicators...)...)
	if err != nil {
		return nil, err
	}
	var countries []*country
	byCode := map[string]*country{}
	for _, r := range rows {
		c := &country{iso3: r.Text("iso3"), name: r.Text("country"), readings: bsc.Actuals{}}
		if c.iso3 == "" {
			return nil, r.Errorf("the iso3 code is empty")
		}
		if byCode[c.iso3] != nil {
			return nil, r.Errorf("a second line for %s", c.iso3)
		}
		if c.year, err = period.Parse(r.Text("year")); err != nil {
			return nil, r.Errorf("year: %w", err)
		}
		for _, id := range indicators {
			value, err := r.Number(id)
			if err != nil {
				return nil, err
			}
			if value.Valid {
				c.readings[id] = value.Decimal
			}
		}
		byCode[c.iso3] = c
		countries = append(countries, c)
	}
	return countries, readPublished(fsys, byCode)
}

// readPublished reads the results into the countries they belong to.
func readPublished(fsys fs.FS, byCode map[string]*country) error {
	rows, err := table.Read(fsys, "expected.csv", "iso3", "year", "hdi", "rank", "group")
	if err != nil {
		return err
	}
	for _, r := range rows {
		c := byCode[r.Text("iso3")]
		switch {
		case c == nil:
			return r.Errorf("%q is not in input.csv", r.Text("iso3"))
		case c.published.place != "":
			return r.Errorf("a second line for %s", c.iso3)
		case r.Text("year") != c.year.String():
			return r.Errorf("%s of the year %q, and of %s in input.csv", c.iso3, r.Text("year"), c.year)
		}
		c.published.place, c.published.group = r.Place(), r.Text("group")
		if c.published.index, err = r.Number("hdi"); err != nil {
			return err
		}
		text := r.Text("rank")
		if text == "" {
			continue
		}
		if c.published.rank, err = strconv.Atoi(text); err != nil || c.published.rank < 1 {
			return r.Errorf("rank: %q is not a rank", text)
		}
	}
	return nil
}

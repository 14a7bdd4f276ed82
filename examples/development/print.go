package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
)

// printer writes text. It keeps the first error of its writer.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// table prints a line for each country, the highest index first.
func (p *printer) table(countries []*country) {
	p.printf("Human Development Index, %d countries\n\n", len(countries))
	p.printf("rank  published  %s  index  %-9s  health  education  income\n", pad("country"), "group")
	for _, c := range byIndex(countries) {
		p.printf("%4s  %9s  %s  %5s  %-9s  %6s  %9s  %6s\n", dash(rankText(c.rank)), dash(rankText(c.published.rank)),
			pad(c.name), text(c.result.Score()), dash(c.group()), c.dimension(health), c.dimension(education), c.dimension(income))
	}
}

// byIndex returns the countries by index, the highest first, and by name if it is the same.
func byIndex(countries []*country) []*country {
	return slices.SortedFunc(slices.Values(countries), func(a, b *country) int {
		return cmp.Or(b.result.Score().Compare(a.result.Score()), cmp.Compare(a.name, b.name))
	})
}

func (c *country) dimension(id string) string {
	outcome, _ := c.result.Of(bsc.PerspectiveRef(id))
	return text(outcome.Score)
}

func text(s bsc.Score) string {
	if !s.Valid() {
		return "-"
	}
	return s.Text(3)
}

func dash(text string) string { return cmp.Or(text, "-") }

// pad pads a country's name with blanks, counting runes: Côte d'Ivoire has thirteen.
func pad(name string) string {
	const width = 34
	return name + strings.Repeat(" ", max(0, width-len([]rune(name))))
}

// explain prints a country's index as arithmetic, down to its indicators.
func (p *printer) explain(countries []*country, iso3 string) error {
	sorted := byIndex(countries)
	i := slices.IndexFunc(sorted, func(c *country) bool { return c.iso3 == iso3 || iso3 == "" })
	if i < 0 && iso3 != "" {
		return fmt.Errorf("there is no country %q in the data", iso3)
	}
	if i < 0 {
		return nil
	}
	result := sorted[i].result
	explanation, err := result.Explain(result.Total().Ref)
	if err != nil {
		return err
	}
	p.printf("\n%s explained\n%s", sorted[i].name, explanation)
	return nil
}

package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
)

// rank ranks the countries of the input: a country's rank is 1 plus the number of countries with a higher
// index. Countries with the same index share a rank, and the next ranks are left out. The rounded index
// decides.
func rank(countries []*country) {
	sorted := slices.Clone(countries)
	slices.SortFunc(sorted, func(a, b *country) int { return b.result.Score().Compare(a.result.Score()) })
	for i, c := range sorted {
		switch {
		case !c.result.Score().Valid():
			return // countries without an index come last
		case i > 0 && c.result.Score().Equal(sorted[i-1].result.Score()):
			c.rank = sorted[i-1].rank
		default:
			c.rank = i + 1
		}
	}
}

// ranksAreComplete reports whether the published ranks are ranks among the countries of the input. If so, the
// last rank and the countries that share it end at the number of countries. If they end beyond it, countries
// are missing.
func ranksAreComplete(countries []*country) bool {
	last, sharing, ranked := 0, 0, 0
	for _, c := range countries {
		if c.published.rank == 0 {
			continue
		}
		ranked++
		if c.published.rank > last {
			last, sharing = c.published.rank, 0
		}
		if c.published.rank == last {
			sharing++
		}
	}
	return ranked > 0 && last+sharing-1 <= ranked
}

// group returns the name of a country's group; "" if it has none.
func (c *country) group() string {
	for _, level := range c.result.Scorecard().Ratings() {
		if level.ID == c.result.Total().Rating {
			return level.Name
		}
	}
	return ""
}

// compare compares every published figure with the computed one. It prints the differences, and how many are
// equal.
func (p *printer) compare(countries []*country) error {
	index, group, rank := tally{what: "index values"}, tally{what: "groups"}, tally{what: "ranks"}
	p.printf("\n")
	for _, c := range countries {
		if c.published.place == "" {
			continue
		}
		index.count(c, publishedIndex(c), indexText(c))
		group.count(c, c.published.group, c.group())
		rank.count(c, rankText(c.published.rank), rankText(c.rank))
	}
	tallies := []tally{index, group}
	if ranksAreComplete(countries) {
		tallies = append(tallies, rank)
	} else {
		p.printf("Ranks are not compared: the published ones are among more countries than the %d here.\n", len(countries))
	}
	different := 0
	for _, t := range tallies {
		for _, line := range t.different {
			p.printf("%s\n", line)
		}
		different += len(t.different)
	}
	for _, t := range tallies {
		p.printf("%d of %d %s equal the published ones\n", t.all-len(t.different), t.all, t.what)
	}
	switch {
	case index.all == 0:
		return fmt.Errorf("no index was published to compare with")
	case different > 0:
		return fmt.Errorf("published figures that are not reproduced: %d", different)
	}
	return nil
}

// A tally counts the published figures of one kind, and keeps a line for each that differs.
type tally struct {
	what      string
	all       int
	different []string
}

// count compares two texts. Numbers have only one form in them. If both are empty, there is nothing to
// compare.
func (t *tally) count(c *country, published, computed string) {
	if published == "" && computed == "" {
		return
	}
	t.all++
	if published != computed {
		t.different = append(t.different, fmt.Sprintf("%s: %s, %s: published %q, computed %q",
			c.published.place, c.iso3, t.what, published, computed))
	}
}

func publishedIndex(c *country) string {
	if !c.published.index.Valid {
		return ""
	}
	return string(bsc.NumberOf(c.published.index.Decimal))
}

func indexText(c *country) string {
	if !c.result.Score().Valid() {
		return ""
	}
	return c.result.Score().String()
}

func rankText(rank int) string {
	if rank == 0 {
		return ""
	}
	return strconv.Itoa(rank)
}

package main

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

//go:embed board.tmpl
var boardText string

// print writes the board pack in Markdown.
func (b board) print(out io.Writer) error {
	t := template.New("board").Funcs(template.FuncMap{
		"closed": func() string { return day(closed) }, "now": func() string { return day(now) },
		"day": day, "figure": figure, "variance": variance, "remark": remark,
	})
	return template.Must(t.Parse(boardText)).Execute(out, b)
}

// A scorecard is that of one org unit in a pack.
type scorecard struct {
	pack
	Unit string
}

// Of returns the scorecard of an org unit.
func (p pack) Of(unit string) scorecard { return scorecard{p, unit} }

// A correction is a figure that was recorded after the month was closed.
type correction struct {
	bsc.Fact
	Was any
}

func (b board) Corrections() (all []correction) {
	for _, f := range b.readings.Facts() {
		if f.Period.Frequency() == period.Monthly && f.RecordedAt.After(closed) && !f.RecordedAt.After(now) {
			c := correction{f, "–"}
			if was, ok := b.readings.Reading(bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: closed}); ok {
				c.Was = was.Value
			}
			all = append(all, c)
		}
	}
	return all
}

// A change is a KPI whose figure is not what it was when the month was closed.
type change struct {
	bsc.Outcome
	Was, Is *bsc.Result
}

func (b board) Changes() (all []change) {
	for unit, is := range b.Today[0].Actual().All() {
		was := b.Then[0].Actual().Of(unit)
		for o := range is.All() {
			if o.Ref.Kind == bsc.KindKPI && figure(was, o) != figure(is, o) {
				all = append(all, change{o, was, is})
			}
		}
	}
	return all
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// figure shows what a KPI came to, and the score of any other node.
func figure(in *bsc.Result, o bsc.Outcome) string {
	if o.Ref.Kind != bsc.KindKPI {
		return strings.TrimSuffix(in.Display(o.Ref, 1), "no score")
	}
	if value, ok := in.Value(o.Ref); ok {
		return number(value, o.Unit)
	}
	return "–"
}

// variance shows how far the actual is from the budget, in two cells: by how much, and whether that is better or worse.
func variance(of *bsc.Result, o bsc.Outcome) string {
	if !o.Actual.Valid || !o.Target.Value.Valid {
		return " | "
	}
	by, judged := o.Actual.Decimal.Sub(o.Target.Value.Decimal), "favourable"
	rules, _ := of.Scorecard().Rules(o.Ref)
	if by.IsZero() {
		judged = "on budget"
	} else if by.IsPositive() == (rules.Direction == bsc.DirectionLower) {
		judged = "adverse"
	}
	return number(by, o.Unit) + " | " + judged
}

// remark gives the rating, and what a figure waits for.
func remark(of *bsc.Result, o bsc.Outcome) string {
	words := []string{string(o.Rating)}
	if o.Flags.Has(bsc.FlagProvisional) {
		words = append(words, "provisional")
	}
	for _, gap := range of.Missing(o.Ref) {
		words = append(words, fmt.Sprintf("waits for %s of %s in %s", gap.Ref.ID, gap.OrgUnit, gap.Period))
	}
	return strings.TrimPrefix(strings.Join(words, ", "), ", ")
}

// number shows money in thousands, and all else with one place.
func number(d decimal.Decimal, unit string) string {
	if unit == "EUR" || unit == "GBP" {
		return d.Shift(-3).StringFixed(0)
	}
	return d.StringFixed(1)
}

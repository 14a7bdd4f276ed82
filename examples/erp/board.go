package main

import (
	_ "embed"
	"io"
	"strings"
	"text/template"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

//go:embed board.tmpl
var boardText string

// print writes the board pack in Markdown.
func (b board) print(out io.Writer) error {
	t := template.New("board").Funcs(template.FuncMap{
		"closed": func() time.Time { return closed }, "now": func() time.Time { return now }, "was": b.was, "figure": figure, "number": number,
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

// was shows what a figure was when the month was closed.
func (b board) was(f bsc.Fact) string {
	r, known := b.Readings.Reading(bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: closed})
	if !known {
		return "–"
	}
	return r.Value.String()
}

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

// number shows money in thousands, and all else with one place.
func number(d decimal.Decimal, unit string) string {
	if unit == "EUR" || unit == "GBP" {
		return d.Shift(-3).StringFixed(0)
	}
	return d.StringFixed(1)
}

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/shopspring/decimal"
)

// A printer writes the map's answers.
type printer struct {
	out  io.Writer
	card *bsc.Scorecard
}

func (p printer) printf(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

func (p printer) section(title string) { p.printf("\n%s\n", title) }

// names shows nodes by their names.
func (p printer) names(refs []bsc.Ref, between string) string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = p.card.NameOf(ref)
	}
	return strings.Join(names, between)
}

// ask asks the map.
func (p printer) ask() {
	m := p.card.Map()
	top := m.Outcomes()[0]
	p.printf("%s: the strategy map\n\n", p.card.Name())
	p.printf("%-10s %s\n", "drivers", p.names(m.Drivers(), ", "))
	p.printf("%-10s %s\n", "outcomes", p.names(m.Outcomes(), ", "))
	p.printf("%-10s %s\n", "order", p.names(m.Order(), " · "))
	p.printf("%-10s %s: every way to the top runs through it\n", "cut points", p.names(impact.CutPoints(m, bsc.Ref{}, top), ", "))

	p.section("Every path from the bottom to the top")
	for path := range impact.AllPaths(m, bsc.Ref{}, bsc.Ref{}) {
		p.path("", path)
	}
	for _, question := range []struct {
		name string
		find func(m *bsc.StrategyMap, from, to bsc.Ref) (impact.Path, bool)
	}{
		{"shortest", impact.ShortestPath},
		{"soonest", impact.SoonestPath},
		{"strongest", impact.StrongestPath},
		{"longest", impact.LongestPath},
	} {
		if path, ok := question.find(m, bsc.Ref{}, top); ok {
			p.path(question.name, path)
		}
	}
}

func (p printer) path(name string, path impact.Path) {
	strength, err := path.Strength()
	if err != nil {
		return // a compiled card has no such link
	}
	p.printf("%-10s %d links, %d quarters, carries %s: %s\n", name, len(path.Links), path.Delay(), bsc.NumberOf(strength), p.names(path.Nodes(), " → "))
}

// warn lists drivers in trouble, and what they will affect.
func (p printer) warn(trend *history.Trend) {
	p.section("Early warnings")
	for _, w := range impact.TrendWarnings(trend, -1) {
		p.printf("%s: %s %s", w.Name, w.Result.Display(w.Ref, 1), w.Rating)
		if w.Movement == history.Falling {
			p.printf(", %s by %s, quarters in a row: %d", w.Movement, bsc.NumberOf(w.Change.Decimal.Abs().Round(1)), w.Streak)
		}
		p.printf("\n")
		for _, o := range w.Outcomes {
			p.printf("  reaches %s from %s on\n", p.card.NameOf(o.Ref), o.Due)
		}
	}
}

// whatIf shows the effect of a slip, next to the scores.
func (p printer) whatIf(trend *history.Trend, of bsc.Ref, change decimal.Decimal) error {
	results := trend.Results()
	effects, err := impact.WhatIf(results[len(results)-1], of, change, 8)
	if err != nil {
		return err
	}
	p.section(fmt.Sprintf("What if %s moved by %s points?", p.card.NameOf(of), bsc.NumberOf(change)))
	for _, e := range effects {
		p.printf("%-38s %s now, %s then:", e.Name, e.Score.Text(1), e.Then.Text(1))
		for _, a := range e.Arrivals {
			p.printf("  %s %s", a.Period, bsc.NumberOf(a.Change.Round(2)))
		}
		p.printf("\n")
	}
	return nil
}

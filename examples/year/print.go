package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
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

// line prints a line without trailing blanks.
func (p *printer) line(cells ...string) {
	p.printf("%s\n", strings.TrimRight(strings.Join(cells, ""), " "))
}

// title prints the heading of a part.
func (p *printer) title(text string) { p.printf("\n%s\n\n", text) }

// light returns the sign of a rating, which is readable without colour.
func light(card *bsc.Scorecard, r bsc.Rating) string {
	for _, level := range card.Ratings() {
		if level.ID == r && level.Symbol != "" {
			return level.Symbol
		}
	}
	return "·"
}

// A mark is the letter for a flag in a table that has no room for its name.
type mark struct {
	flag         bsc.Flags
	sign, reason string
}

// marks are in order of importance: a cell shows the first that applies.
var marks = []mark{
	{bsc.FlagFailed, "f", "failed"},
	{bsc.FlagStale, "s", "stale"},
	{bsc.FlagCarried, "c", "carried"},
	{bsc.FlagNotDue, "n", "not due"},
	{bsc.FlagPartial, "p", "partial"},
	{bsc.FlagNoData, "m", "missing"},
	{bsc.FlagHeld, "h", "held"},
	{bsc.FlagProvisional, "v", "provisional"},
}

// letter returns the mark of an outcome; a blank if it has none.
func letter(flags bsc.Flags) string {
	for _, m := range marks {
		if flags.Has(m.flag) {
			return m.sign
		}
	}
	return " "
}

// legend explains the signs of the ratings and the letters.
func (p *printer) legend(card *bsc.Scorecard) {
	var ratings, letters []string
	for _, level := range card.Ratings() {
		ratings = append(ratings, light(card, level.ID)+" "+string(level.ID))
	}
	for _, m := range marks {
		letters = append(letters, m.sign+" "+m.reason)
	}
	p.printf("\n%s  · none\n%s\n", strings.Join(ratings, "  "), strings.Join(letters, ", "))
}

// score shows a score with the sign of its rating.
func score(r *bsc.Result, o bsc.Outcome) string {
	card := r.Scorecard()
	if !o.Score.Valid() {
		return light(card, o.Rating) + right("–", 6)
	}
	return light(card, o.Rating) + right(r.Display(o.Ref, 1), 6)
}

// actual shows a KPI's actual and target in its unit.
func actual(o bsc.Outcome) string {
	if !o.Actual.Valid {
		return ""
	}
	text := number(o.Actual.Decimal)
	if o.Target.Value.Valid {
		text += " of " + number(o.Target.Value.Decimal)
	}
	return strings.TrimSpace(text + " " + o.Unit)
}

// remark says what is particular about an outcome.
func remark(o bsc.Outcome) string {
	text := strings.NewReplacer("_", " ", ",", ", ").Replace((o.Flags &^ bsc.FlagCapped).String())
	if o.Flags.Has(bsc.FlagHeld) {
		text += " from " + o.Window.Last.String()
	}
	if o.Err != nil {
		text += ": " + o.Err.Error()
	}
	return text
}

// number shows a number with at most two decimal places.
func number(d decimal.Decimal) string { return string(bsc.NumberOf(d.Round(2))) }

// percent shows a share as a percentage with one decimal place.
func percent(share decimal.Decimal) string { return share.Shift(2).StringFixed(1) + " %" }

// signed shows a difference with its sign.
func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + d.StringFixed(1)
	}
	return d.StringFixed(1)
}

// date shows the day of a moment.
func date(t time.Time) string { return t.Format("2 January 2006") }

// left and right pad text with blanks to a width in runes.
func left(text string, width int) string  { return text + blanks(text, width) }
func right(text string, width int) string { return blanks(text, width) + text }

func blanks(text string, width int) string {
	return strings.Repeat(" ", max(0, width-len([]rune(text))))
}

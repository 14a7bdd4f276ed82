package csvfile

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/shopspring/decimal"
)

// resultColumns are the columns of WriteResult, named as the keys of package report.
func resultColumns() []string {
	return []string{
		"unit", "period", "ref", "parent", "name", "score", "attainment", "counted", "rating", "coverage", "low", "high",
		"weight", "effective_weight", "actual", "label", "measured_in", "target", "baseline", "stretch", "floor", "owner",
		"flags", "reason", "variance", "variance_percent",
	}
}

// WriteResult writes results as CSV, for spreadsheets: one header, and below it a line for each node of each result, in
// definition order, with its org unit and period. Numbers have all their digits and the decimal mark of the dialect, and
// no marks for thousands; what there is not is empty. Cells stand between the dialect's separators. The other fields of
// the dialect do not matter. A nil result has no lines.
//
// The text is UTF-8. Excel takes it for that if a byte order mark comes first: io.WriteString(w, "\ufeff").
//
// Names and reasons are text that somebody wrote. So that no spreadsheet takes one for a formula, texts pass through
// Guard; a program that reads the file takes that back with Unguard.
//
// The error is a *bsc.Problem that holds the writer's, for errors.Is.
func (d Dialect) WriteResult(w io.Writer, results ...*bsc.Result) error {
	if wrong := mistakes(d.checkMarks); wrong != nil {
		return wrong[0]
	}
	if fault.IsNil(w) {
		return problem(bsc.ErrInput, "a result is written to a writer that is nil")
	}
	b := &lineWriter{d: &d}
	for _, column := range resultColumns() {
		b.add(column)
	}
	b.end()
	for _, result := range results {
		for o := range result.All() {
			b.outcome(result, &o)
			if b.Len() > 1<<16 {
				if err := b.flush(w); err != nil {
					return err
				}
			}
		}
	}
	return b.flush(w)
}

// A lineWriter gathers lines of cells.
type lineWriter struct {
	strings.Builder
	d      *Dialect
	inLine bool
}

func (b *lineWriter) flush(w io.Writer) error {
	_, err := io.WriteString(w, b.String())
	b.Reset()
	if err != nil {
		p := problem(bsc.ErrInput, "the result cannot be written")
		p.Err = err
		return p
	}
	return nil
}

func (b *lineWriter) outcome(r *bsc.Result, o *bsc.Outcome) {
	b.text(r.OrgUnit())
	b.add(r.Period().String())
	b.text(o.Ref.String())
	b.text(o.Parent.String())
	b.text(o.Name)
	b.score(o.Score)
	b.score(o.Attainment)
	b.score(o.Counted)
	b.text(string(o.Rating))
	b.number(decimal.NewNullDecimal(o.Coverage))
	b.score(o.Low)
	b.score(o.High)
	b.number(decimal.NewNullDecimal(o.Weight))
	b.number(decimal.NewNullDecimal(o.EffectiveWeight))
	b.number(o.Actual)
	b.text(o.Label)
	b.text(o.Unit)
	b.number(o.Target.Value)
	b.number(o.Target.Baseline)
	b.number(o.Target.Stretch)
	b.number(o.Target.Floor)
	b.text(o.Owner)
	b.add(strings.Join(o.Flags.Names(), " "))
	b.text(o.Reason)
	b.number(o.Variance.Amount)
	b.number(o.Variance.Percent)
	b.end()
}

// text adds a cell that somebody wrote. It is in quotation marks where a spreadsheet that expects another separator
// would take it apart, and find a formula in the middle.
func (b *lineWriter) text(s string) { b.cell(Guard(s), "\",;\t|\r\n") }

func (b *lineWriter) score(s bsc.Score) {
	v, ok := s.Decimal()
	b.number(decimal.NullDecimal{Decimal: v, Valid: ok})
}

func (b *lineWriter) number(v decimal.NullDecimal) {
	if !v.Valid {
		b.add("")
		return
	}
	b.add(strings.Replace(string(bsc.NumberOf(v.Decimal)), ".", string(b.d.decimal()), 1))
}

// add adds a cell.
func (b *lineWriter) add(cell string) { b.cell(cell, "\"") }

// cell adds a cell, in quotation marks if it has the separator or another of these characters.
func (b *lineWriter) cell(cell, quoted string) {
	if b.inLine {
		b.WriteRune(b.d.separator())
	}
	b.inLine = true
	if !strings.ContainsAny(cell, quoted) && !strings.ContainsRune(cell, b.d.separator()) {
		b.WriteString(cell)
		return
	}
	b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
}

func (b *lineWriter) end() {
	b.WriteByte('\n')
	b.inLine = false
}

// Guard returns text that no spreadsheet takes for a formula: an apostrophe before it if it begins with =, +, -, @, a
// tab or a line break, also after spaces and apostrophes. Other text stays as it is. Guard numbers not at all: -5 is a
// number, and '-5 is not.
func Guard(text string) string {
	if isFormula(text) {
		return "'" + text
	}
	return text
}

// Unguard returns the text that Guard was given: Unguard(Guard(text)) is text.
func Unguard(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && isFormula(rest) {
		return rest
	}
	return text
}

// isFormula reports whether a spreadsheet may take a text for a formula, or Guard has been there.
func isFormula(text string) bool {
	for _, r := range text {
		switch {
		case slices.Contains([]rune("=+-@\t\r\n＝＋－＠"), r):
			return true
		case r != '\'' && !unicode.IsSpace(r):
			return false
		}
	}
	return false
}

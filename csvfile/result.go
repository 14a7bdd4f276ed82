package csvfile

import (
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/shopspring/decimal"
)

// resultColumns are the columns of WriteResult and WriteTotals, named as the keys of package report. New ones come last.
func resultColumns() []string {
	return []string{
		"unit", "period", "ref", "parent", "name", "score", "attainment", "counted", "rating", "coverage", "low", "high",
		"weight", "effective_weight", "actual", "label", "measured_in", "target", "baseline", "stretch", "floor", "owner",
		"flags", "reason", "variance", "variance_percent", "final_score", "final_rating", "decided_by", "decided_as",
	}
}

// WriteResult writes results as CSV, for spreadsheets: one header, and below it a line for each node of each result, in
// definition order. Results of many org units or periods, such as those of a cascade, go into one file: give all of
// them. A nil result has no lines. See WriteTotals for a line of each result.
//
// The columns are these, in this order. New ones are added at the end, so find yours by name:
//
//	unit, period                          of the result: the org unit and the period evaluated
//	ref, parent, name                     which node it is; the scorecard's own total comes first and has no parent
//	score, attainment, counted            as in bsc.Outcome: computed, before clamping, and what the parent counts
//	rating                                of the computed score
//	coverage                              0 to 1
//	low, high                             what the score could be once no data is missing
//	weight, effective_weight              among its siblings, as defined; its share of the total, 0 to 1
//	actual, label, measured_in            of KPIs: the value, or the label read, and the unit of measurement
//	target, baseline, stretch, floor      of KPIs: the target in force
//	owner                                 of KPIs
//	flags                                 names with a space between them
//	reason                                why there is no score, or no rating
//	variance, variance_percent            of KPIs: by how much the actual is better than the target
//	final_score, final_rating             what holds in the end: of the assessment that counts or, without one, score and
//	                                      rating; no score where somebody has given a rating alone
//	decided_by, decided_as                author and role of that assessment; empty without one, and the author
//	                                      where several have decided the parts that it is made of
//
// Numbers have all their digits and the decimal mark of the dialect, and no marks for thousands; what there is not is
// empty. Cells stand between the dialect's separators. The other fields of the dialect do not matter.
//
// The text is UTF-8. Excel takes it for that if a byte order mark comes first: io.WriteString(w, "\ufeff").
//
// Names and reasons are text that somebody wrote. So that no spreadsheet takes one for a formula, texts pass through
// Guard; a program that reads the file takes that back with Unguard.
//
// The error is a *bsc.Problem that holds the writer's, for errors.Is.
func (d Dialect) WriteResult(w io.Writer, results ...*bsc.Result) error {
	return d.writeOutcomes(w, results, (*bsc.Result).All)
}

// WriteTotals writes a line for each result, that of the scorecard's own total, with the header and the columns of
// WriteResult: a company's appraisals for payroll, a year's months, or the org units of a cascade side by side.
func (d Dialect) WriteTotals(w io.Writer, results ...*bsc.Result) error {
	return d.writeOutcomes(w, results, func(r *bsc.Result) iter.Seq[bsc.Outcome] {
		return func(yield func(bsc.Outcome) bool) {
			if total := r.Total(); total.Ref != (bsc.Ref{}) {
				yield(total)
			}
		}
	})
}

// writeOutcomes writes the header, and the lines of some outcomes of each result.
func (d Dialect) writeOutcomes(w io.Writer, results []*bsc.Result, of func(*bsc.Result) iter.Seq[bsc.Outcome]) error {
	if wrong := mistakes(d.checkMarks); wrong != nil {
		return wrong[0]
	}
	if fault.IsNil(w) {
		return problem(bsc.ErrInput, "writer_nil")
	}
	b := &lineWriter{d: &d}
	for _, column := range resultColumns() {
		b.add(column)
	}
	b.end()
	for _, result := range results {
		for o := range of(result) {
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
		p := problem(bsc.ErrInput, "result_not_written")
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
	b.text(o.Reason.String())
	b.number(o.Variance.Amount)
	b.number(o.Variance.Percent)
	b.score(o.FinalScore)
	b.text(string(o.FinalRating))
	var decided bsc.Assessment
	if o.Assessment != nil {
		decided = *o.Assessment
	}
	b.text(decided.Author)
	b.text(decided.Role)
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

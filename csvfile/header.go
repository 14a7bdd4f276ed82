package csvfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// An item is a column with values. In a wide table it stands for a period, an org unit or a KPI.
type item struct {
	at     int
	period period.Period
	text   string // of the org unit or the KPI
}

// header reads the names of the columns; false if one is wrong.
func (s *sheet) header() bool {
	before := s.count
	s.places, s.width = map[string]int{}, len(s.record)
	names := make([]string, len(s.record))
	for at, cell := range s.record {
		if names[at] = strings.Join(strings.Fields(cell), " "); names[at] == "" {
			s.unnamed = append(s.unnamed, at)
		}
	}
	if s.width-len(s.unnamed) == 1 {
		s.reportAt(0, s.title(strings.Join(names, "")))
		return false
	}
	twice := map[string]bool{}
	for at, name := range names {
		if name == "" {
			continue
		}
		if p := s.column(at, name, twice); p != nil {
			s.reportAt(at, p)
		}
	}
	end, wrong := 0, s.count > before
	if wrong {
		end = s.width - 1 // behind the columns that may be those that are missing
	}
	for _, key := range s.form.columns {
		if p := s.missing(key, wrong); p != nil {
			s.reportAt(end, p)
		}
	}
	switch at, there := s.places["value"]; {
	case there:
		s.items = []item{{at: at}}
	case len(s.items) == 0 && s.count == before:
		s.reportAt(0, problem(bsc.ErrSyntax, "no_column_across", "across", s.d.Across))
	}
	return s.count == before
}

// title refuses a line with one name, which cannot be a header.
func (s *sheet) title(name string) *bsc.Problem {
	if p := s.checkText(&s.limits, "column", name); p != nil {
		return p
	}
	p := problem(bsc.ErrSyntax, "header_has_one_name", "name", name)
	p.Allowed = words.New("header_line", "line", strings.Join(s.form.needed, string(s.d.separator())))
	p.Hint = words.New("if_title")
	return p
}

// isAcross reports whether a wide table has what a column would hold in its header, or under it.
func (s *sheet) isAcross(key string) bool {
	return s.d.Across != "" && (key == string(s.d.Across) || slices.Contains(s.form.values, key))
}

// column reads the name of one column.
func (s *sheet) column(at int, name string, twice map[string]bool) *bsc.Problem {
	if p := s.checkText(&s.limits, "column", name); p != nil {
		return p
	}
	key, mapped := s.d.Columns[name]
	switch {
	case !mapped:
		key = name
	case key == "":
		return nil
	}
	if !slices.Contains(s.form.columns, key) {
		if s.d.Across == "" {
			return s.unknown(name)
		}
		return s.acrossColumn(at, key, twice)
	}
	if s.isAcross(key) {
		return problem(bsc.ErrSyntax, "column_beside_across", "column", name, "across", s.d.Across)
	}
	if _, there := s.places[key]; there {
		return problem(bsc.ErrDuplicate, "column_stands_twice", "column", key)
	}
	s.places[key] = at
	return nil
}

// acrossColumn reads what a column of a wide table stands for.
func (s *sheet) acrossColumn(at int, name string, twice map[string]bool) *bsc.Problem {
	of := item{at: at, text: name}
	id := name
	switch s.d.Across {
	case AcrossKPIs:
		if p := s.form.kpi(name); p != nil {
			return p
		}
	case AcrossPeriods:
		var p *bsc.Problem
		if of.period, p = s.period(name); p != nil {
			if p.Hint.IsZero() {
				p.Hint = cmp.Or(s.meaning(name), mapHint(name))
			}
			return p
		}
		id = of.period.String()
	}
	if twice[id] {
		return problem(bsc.ErrDuplicate, "column_stands_twice", "column", id)
	}
	twice[id] = true
	s.items = append(s.items, of)
	return nil
}

// unknown refuses a column, and says what it may be.
func (s *sheet) unknown(name string) *bsc.Problem {
	p := problem(bsc.ErrSyntax, "unknown_column", "column", name)
	p.Allowed, p.Hint = words.New("one_of", "values", s.form.columns), s.meaning(name)
	if !p.Hint.IsZero() {
		return p
	}
	for _, other := range separators() {
		if other.rune != s.d.separator() && strings.ContainsRune(name, other.rune) {
			p.Hint = words.New("if_mark_separates", "marks", words.New(other.marks), "separator", strconv.QuoteRune(other.rune))
			return p
		}
	}
	if _, wrong := s.d.period(name); wrong == nil || !dateHint(name).IsZero() {
		p.Hint = words.New("if_columns_are_periods")
		return p
	}
	p.Hint = mapHint(name)
	return p
}

// mapHint says how any column is declared.
func mapHint(name string) words.Phrase { return words.New("say_what_column_holds", "column", name) }

// meaning guesses what a column holds, for a hint; nothing if its name is not known from elsewhere.
func (s *sheet) meaning(name string) words.Phrase {
	columns := s.form.columns
	lower := strings.ToLower(name)
	key := usual(lower)
	switch {
	case slices.Contains(columns, lower):
		key = lower
	case slices.Contains(s.form.usual, lower):
		key = "value"
	}
	if slices.Contains(columns, key) {
		return words.New("if_column_is", "key", key, "column", name)
	}
	return fault.DidYouMean(name, columns)
}

// usual returns the column that other files often call by this name; "" if there is none.
func usual(name string) string {
	switch name {
	case "org_unit", "org unit", "orgunit", "unit_id", "branch", "department", "site":
		return "unit"
	case "kpi_id", "kpi id", "metric", "measure", "indicator":
		return "kpi"
	case "date", "month", "quarter", "year":
		return "period"
	case "comment", "comments", "remark":
		return "note"
	}
	return ""
}

// missing says that a column is not there that the form needs, or that Dialect.Columns names; nil if neither.
// Where other columns are wrong, one of them may hold it.
func (s *sheet) missing(key string, wrong bool) *bsc.Problem {
	if _, there := s.places[key]; there || s.isAcross(key) {
		return nil
	}
	var names []words.Phrase
	for name, holds := range s.d.Columns {
		if holds == key {
			names = append(names, words.New("column_name", "column", name))
		}
	}
	if names == nil && !slices.Contains(s.form.needed, key) {
		return nil
	}
	p := problem(bsc.ErrSyntax, "column_missing", "column", key)
	slices.SortFunc(names, func(a, b words.Phrase) int { return strings.Compare(a.String(), b.String()) })
	switch {
	case names != nil:
		p.Hint = words.New("column_read_from", "columns", names)
	case wrong:
		p.Hint = words.New("if_column_has_other_name", "key", key)
	}
	return p
}

package bsc

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/almanac"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	places "github.com/go-bsc/bsc/internal/place"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The options of Compile and the readers, and the limits of what is read.

// Options say how definitions are compiled, and how documents and files are read. The zero value and nil are the
// defaults.
type Options struct {
	Registry *Registry // the host's own policies; nil: the built-in ones only
	Limits   Limits    // of what is loaded
	// TextNumbers is for documents that go through a browser, whose JSON.parse keeps some 16 digits of a number. Marshal
	// then writes every decimal as text: 7.0731 as "7.0731". Readers of JSON always take both, and with TextNumbers they
	// refuse a bare number where a decimal stands unless a double certainly keeps it: it has at most 15 significant digits,
	// and is below 10^15. So a document that Marshal wrote with TextNumbers comes back with every digit, and a number that
	// JavaScript computed is not taken for an exact one. What the digits were before a number became a double, no reader
	// can tell: 0.3 is accepted, also from a page that was sent the bare number 0.30000000000000000001.
	TextNumbers bool
	// UTF16: the columns of problems count code units of UTF-16, as JavaScript and the editors in browsers do. Else they
	// count bytes of UTF-8, as compilers do.
	UTF16 bool
	_     struct{}
}

func (o *Options) registry() *Registry {
	if o == nil {
		return nil
	}
	return o.Registry
}

// columns returns what columns count.
func (o *Options) columns() places.Unit { return places.Unit(o != nil && o.UTF16) }

// Limits bound what is loaded: documents and files that a host's users wrote. A field that is 0 has the value its
// comment names. A negative one allows nothing, as a limit of 0 would; of Problems, at least one is listed. There is no
// value for no limit: a host that trusts its files sets one it can bear.
//
// Compile holds the texts of a definition built in Go to StringBytes, NameRunes, TextRunes and Marks, so that it can be
// saved and read with the same Options. How many nodes, links and facts are built in Go is the host's own affair.
// Whatever the limits, no text has control characters, broken UTF-8 or codes that are no character, and only prose has
// line breaks and tabs: descriptions, formulas, sources, notes, reasons, attributes and arguments. Numbers are always
// bounded: to 34 significant digits and 52 decimal places, below 10^52. Package impact says how many paths it lists.
type Limits struct {
	Bytes       int `json:"bytes,omitempty"`        // of a document or file: 8 MiB
	Depth       int `json:"depth,omitempty"`        // of objects and lists in one another: 32
	Values      int `json:"values,omitempty"`       // in a document, counting objects, lists, texts, numbers, true and false: 200,000
	StringBytes int `json:"string_bytes,omitempty"` // of one text, and of one key: 64 KiB
	NameRunes   int `json:"name_runes,omitempty"`   // of names, owners, units and the like: 200
	TextRunes   int `json:"text_runes,omitempty"`   // of descriptions, formulas, notes, attributes and the like: 4,000
	Marks       int `json:"marks,omitempty"`        // combining marks in a row: 8
	Nodes       int `json:"nodes,omitempty"`        // perspectives, objectives, KPIs, series, themes and initiatives together: 20,000
	Links       int `json:"links,omitempty"`        // of the strategy map: 100,000
	Facts       int `json:"facts,omitempty"`        // of one KPI or series of one org unit: 100,000
	Problems    int `json:"problems,omitempty"`     // listed, and as many warnings; the rest is counted: 100
	_           struct{}
}

// ResolvedLimits returns the limits in force: those of the options, with the defaults for fields that are 0. A host that
// reads files of its own keeps to them.
func (o *Options) ResolvedLimits() Limits {
	var l Limits
	if o != nil {
		l = o.Limits
	}
	or := func(limit, usual int) int { return max(cmp.Or(limit, usual), 0) }
	return Limits{
		Bytes:       or(l.Bytes, 8<<20),
		Depth:       or(l.Depth, 32),
		Values:      or(l.Values, 200_000),
		StringBytes: or(l.StringBytes, 64<<10),
		NameRunes:   or(l.NameRunes, 200),
		TextRunes:   or(l.TextRunes, 4_000),
		Marks:       or(l.Marks, 8),
		Nodes:       or(l.Nodes, 20_000),
		Links:       or(l.Links, 100_000),
		Facts:       or(l.Facts, 100_000),
		Problems:    max(or(l.Problems, 100), 1),
	}
}

// isProse reports whether a field holds text of several lines rather than a name.
func isProse(field string) bool {
	switch field {
	case "description", "formula", "source", "note", "reason", "error", "attributes", "args":
		return true
	}
	return false
}

// CheckText returns what is wrong with a text under a key, or in a column: it is not UTF-8, has characters that are not
// printable, or is longer than the limits allow. Under the keys description, formula, source, note, reason, error,
// attributes and args it may have several lines and TextRunes characters, under others NameRunes. The limits have to be
// resolved: see Options.ResolvedLimits. It returns nil for a text that is right.
func (l Limits) CheckText(key, text string) *Problem {
	if len(text) > l.StringBytes {
		p := fault(ErrLimit, "text_too_long")
		p.Allowed = words.New("text_at_most_bytes", "most", l.StringBytes)
		return p
	}
	return l.text(key, text)
}

// text says what is wrong with the text of a document's field.
func (l *Limits) text(field, s string) *Problem {
	most, prose := l.NameRunes, isProse(field)
	if prose {
		most = l.TextRunes
	}
	if n := utf8.RuneCountInString(s); n > most {
		p := fault(ErrLimit, "value_too_long", "value", cut(s, faults.MaxText))
		p.Allowed = words.New("text_at_most_characters", "most", most)
		return p
	}
	if marksIn(s) > l.Marks {
		p := fault(ErrLimit, "too_many_marks", "value", cut(s, faults.MaxText))
		p.Allowed = words.New("at_most_marks", "most", l.Marks)
		return p
	}
	return problemOf(faults.CheckText(s, prose))
}

// marksIn returns the most combining marks in a row.
func marksIn(s string) (most int) {
	marks := 0
	for _, r := range s {
		if r < utf8.RuneSelf || !unicode.Is(unicode.M, r) {
			marks = 0
			continue
		}
		marks++
		most = max(most, marks)
	}
	return most
}

// How problems are made, hinted at, gathered and sorted. What they are is in errors.go.

// fault makes the error of a built-in policy, or of a door for numbers.
func fault(code Code, says string, args ...any) *Problem {
	return &Problem{Code: code, Detail: words.New(says, args...)}
}

// problemOf makes a Problem of what an engine below says is wrong; nil of nothing.
func problemOf(f *faults.Fault) *Problem {
	if f == nil {
		return nil
	}
	return &Problem{Path: Pointer(f.Path), Code: Code(f.Code), Detail: f.Detail, Allowed: f.Allowed, Hint: f.Hint}
}

// ownProblem returns an error that this module made as a Problem of its own; nil for a host's.
func ownProblem(err error) *Problem {
	switch e := err.(type) {
	case *Problem:
		if e != nil {
			copied := *e
			return &copied
		}
	case *period.Error:
		return &Problem{Path: Pointer(e.Path), Code: Code(e.Code), Detail: e.Detail, Allowed: e.Allowed, Hint: e.Hint}
	case *curve.Error:
		return &Problem{Path: Pointer(e.Path), Code: Code(e.Code), Detail: e.Detail, Allowed: e.Allowed}
	case *measure.Error:
		return problemOf(e.Fault)
	}
	return nil
}

// asProblem returns err as a Problem: as it is where this module made it, else as the cause of one with the given code.
func asProblem(err error, code Code, detail words.Phrase) *Problem {
	if p := ownProblem(err); p != nil {
		return p
	}
	if hasPanicked(err) {
		code = ErrPanic
	}
	return &Problem{Code: code, Detail: detail, Err: err}
}

// asError keeps a nil *Problem from becoming an error that is not nil.
func asError(p *Problem) error {
	if p == nil {
		return nil
	}
	return p
}

// faultOf makes a Problem of a fault in a JSON document.
func faultOf(f *strictjson.Fault) *Problem {
	p := &Problem{Code: ErrSyntax, Detail: f.Detail}
	p.Path, p.Allowed = Pointer(f.Pointer), f.Allowed
	p.stands(f.Position)
	switch f.Kind {
	case strictjson.Duplicate:
		p.Code = ErrDuplicate
	case strictjson.Unknown:
		p.Hint = didYouMean(f.Name, f.Fields)
	case strictjson.Limit:
		p.Code = ErrLimit
	case strictjson.Schema:
		p.Code = ErrSchema
	case strictjson.Value:
		if own := ownProblem(f.Err); own != nil {
			p.Path += own.Path
			p.Code, p.Detail, p.Allowed, p.Hint = own.Code, own.Detail, own.Allowed, own.Hint
		} else {
			p.Detail = words.Text(oneLine(f.Err.Error()))
		}
	case strictjson.Moment:
		own := notMoment(f.Name)
		p.Code, p.Detail, p.Allowed = own.Code, own.Detail, own.Allowed
	}
	return p
}

// stands says where in a document a problem is.
func (p *Problem) stands(at strictjson.Position) {
	p.Line, p.Col, p.EndLine, p.EndCol = at.Line, at.Col, at.End.Line, at.End.Col
}

func notMoment(text string) *Problem {
	p := fault(ErrValue, "not_a_moment", "value", text)
	p.Allowed = words.New("rfc_t_z")
	return p
}

// unknown is the problem of a value that is not known. What says of what kind it is: see the names in words/en.
func unknown[T ~string](code Code, what string, got T) *Problem {
	return fault(code, "unknown", "what", words.Name("term", what), "got", got)
}

// notOneOf is the problem of a value that is not among those allowed.
func notOneOf[T ~string](path Pointer, what string, got T, allowed []T) *Problem {
	p := unknown(ErrValue, what, got)
	p.Path, p.Allowed = path, words.New("one_of", "values", words.List(allowed))
	p.Hint = didYouMean(string(got), texts(allowed))
	return p
}

// oneOf checks that a value is one of an enumeration's.
func oneOf[T ~string](what string, allowed []T) func(T) *Problem {
	return func(v T) *Problem {
		if slices.Contains(allowed, v) {
			return nil
		}
		return notOneOf("", what, v, allowed)
	}
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// listed lists names in words: a, b and c. There is at least one.
func listed(names []string, conjunction string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " " + conjunction + " " + names[last]
}

// at extends a path by a field and an index.
func at(path Pointer, field string, i int) Pointer {
	return item(path+Pointer("/"+field), i)
}

// item is the path of an item of a list.
func item(list Pointer, i int) Pointer { return list + Pointer("/"+strconv.Itoa(i)) }

// hints finds what unknown names may have meant. The zero value has found none.
type hints struct{ faults.Hints }

// didYouMean makes the hint of an unknown name.
func didYouMean(wrong string, names []string) words.Phrase { return faults.DidYouMean(wrong, names) }

// didYouMeanRef makes the hint of an unknown node, from those of its kind.
func (h *hints) didYouMeanRef(wrong Ref, known map[Ref]int) words.Phrase {
	if h.Spent() {
		return words.Phrase{}
	}
	var ids []string
	for ref := range known {
		if ref.Kind == wrong.Kind {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	return h.DidYouMean(wrong.ID, ids)
}

// A collector keeps the first problems, and as many warnings, and counts the others.
type collector struct {
	most             int
	problems         Problems
	errors, warnings int // how many there are
}

func (c *collector) add(p *Problem) {
	n := &c.errors
	if p.Warning {
		n = &c.warnings
	}
	if *n += max(p.more, 1); *n-max(p.more, 1) < c.most && p.more == 0 {
		c.problems = append(c.problems, p)
	}
}

// full reports whether further problems will only be counted.
func (c *collector) full() bool { return c.errors >= c.most }

func (c *collector) list() Problems {
	if more := c.warnings - c.most; more > 0 {
		p := notListed(more, c.most)
		p.Warning = true
		c.problems = append(c.problems, p)
	}
	if more := c.errors - c.most; more > 0 {
		c.problems = append(c.problems, notListed(more, c.most))
	}
	return c.problems
}

func notListed(more, most int) *Problem {
	p := fault(ErrLimit, "more_problems", "n", more)
	p.Allowed, p.more = words.New("first_listed", "most", most), more
	return p
}

// upTo returns the first problems, and as many warnings, with a line of each kind that says how many more there are.
func (ps Problems) upTo(most int) Problems {
	c := collector{most: most}
	for _, p := range ps {
		c.add(p)
	}
	return c.list()
}

// sortByPlace sorts problems into the order of the document they are about, which is a T.
func sortByPlace[T any](problems Problems) {
	strictjson.SortByPlace(reflect.TypeFor[T](), problems, func(p *Problem) string { return string(p.Path) })
}

// maxPeriods is the largest number of periods evaluated in one pass.
const maxPeriods = 10_000

// between lists the periods from one to another of the same kind.
func between(a *almanac.Almanac, from, to period.Period) ([]period.Period, *Problem) {
	var days [2]almanac.Span
	for i, p := range []period.Period{from, to} {
		var ok bool
		if days[i], ok = a.Span(p.Label()); !ok {
			return nil, problemOf(period.Absent(a, p))
		}
	}
	if from.Frequency() != to.Frequency() || days[1].First < days[0].First {
		p := fault(ErrPeriod, "periods_not_in_order", "from", from, "to", to)
		if from.Frequency() != to.Frequency() {
			p.Detail = words.New("periods_of_two_sizes", "from", from, "to", to)
		}
		p.Allowed = words.New("two_in_order", "nouns", to.Label().Kind.Nouns())
		return nil, p
	}
	var periods []period.Period
	for l := range a.Walk(from.Label(), to.Label()) {
		if periods = append(periods, period.Of(l)); len(periods) > maxPeriods {
			return nil, fault(ErrPeriod, "too_many_periods", "most", maxPeriods)
		}
	}
	return periods, nil
}

package formula

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The bounds of a formula.
const (
	maxBytes = 4000
	maxParts = 200
)

// A vocabulary is the names of the values that a formula may use.
type vocabulary struct {
	numbers, texts, lists []string
	open                  bool // any other name is a number, too: a KPI or a series
	complete              bool // all numbers are there: of a calculator
	parts                 bool // score and weight of one child
}

// A frame has the values of one evaluation, in the order of the vocabulary.
type frame struct {
	numbers       []decimal.NullDecimal // not valid: there is none
	texts         []string
	lists         [][]decimal.Decimal
	attributes    map[string]string
	own           map[string]string // of the org unit
	parts, beside []bsc.Part
}

// A program is a formula that has been checked. It never changes, and goroutines may share it.
type program struct {
	source string
	names  vocabulary
	used   []int // the numbers that it uses, by their place in names
	result term
}

// compile reads a formula and checks it.
func compile(source string, names vocabulary, result kind) (*program, *bsc.Problem) {
	switch {
	case strings.TrimSpace(source) == "":
		return nil, refuse(words.New("formula_missing"), suchAs(result))
	case len(source) > maxBytes:
		return nil, refuse(words.New("formula_of_bytes", "size", len(source)), words.New("at_most_bytes", "most", maxBytes))
	}
	tree, err := new(parser.Parser).Parse(source, grammar())
	if err != nil {
		return nil, unreadable(source, names, err)
	}
	c := compiler{program: &program{source: source, names: names}, runes: []rune(source)}
	t, p := c.term(tree.Node)
	if p != nil {
		return nil, p
	}
	if t.kind != result {
		return nil, c.at(tree.Node, words.New("formula_is", "kind", t.kind.says()), words.New("formula_kind_such_as", "kind", result.says(), "example", example(result)))
	}
	if names.complete && len(c.names.numbers) == 0 {
		return nil, refuse(words.New("formula_reads_nothing"), suchAs(result))
	}
	c.result = t
	return c.program, nil
}

func suchAs(result kind) words.Phrase {
	return words.New("formula_such_as", "example", example(result))
}

func example(result kind) string {
	if result == text {
		return `score >= 90 ? "green" : "red"`
	}
	return "1.5 * (a + b)"
}

// grammar returns the settings of the parser: none of its own functions.
func grammar() *conf.Config {
	c := conf.CreateNew()
	c.MaxNodes = maxParts
	for name := range builtin.Index {
		c.Disabled[name] = true
		c.Functions[name] = nil // functions with a closure are otherwise syntax
	}
	return c
}

func refuse(detail, allowed words.Phrase) *bsc.Problem {
	return &bsc.Problem{Code: bsc.ErrPolicyArgs, Detail: detail, Allowed: allowed}
}

// number calculates a formula whose result is one.
func (p *program) number(f *frame, trace *bsc.Trace) (decimal.Decimal, error) {
	result, err := p.result.number(f)
	p.trace(f, trace)
	return result, err
}

// trace shows the formula, and the values that it used.
func (p *program) trace(f *frame, trace *bsc.Trace) {
	if trace == nil {
		return
	}
	trace.Formula("%s", p.source)
	for _, i := range p.used {
		if n := f.numbers[i]; n.Valid {
			trace.Note(p.names.numbers[i], n.Decimal)
		}
	}
}

// A compiler makes terms of the parts of a formula.
type compiler struct {
	*program
	runes []rune
}

// at returns a problem with the place of a part.
func (c *compiler) at(n ast.Node, detail, allowed words.Phrase) *bsc.Problem {
	line, column := c.place(n)
	return refuse(at(detail, line, column), allowed)
}

// at says the place of what is wrong.
func at(what words.Phrase, line, column int) words.Phrase {
	return words.New("formula_at", "what", what, "line", line, "column", column)
}

// place returns the line and the column of a part, both from 1. The column counts characters.
func (c *compiler) place(n ast.Node) (line, column int) { return place(c.runes, n.Location().From) }

func place(formula []rune, at int) (line, column int) {
	before := formula[:min(at, len(formula))]
	line, column = 1, len(before)
	for i, r := range before {
		if r == '\n' {
			line, column = line+1, len(before)-i-1
		}
	}
	return line, column + 1
}

// use returns the place of a number in the vocabulary, which a calculator's names enter.
func (c *compiler) use(name string) (int, bool) {
	i := slices.Index(c.names.numbers, name)
	if i < 0 && c.names.open {
		i = len(c.names.numbers)
		c.names.numbers = append(slices.Clone(c.names.numbers), name)
	}
	if i >= 0 && !slices.Contains(c.used, i) {
		c.used = append(c.used, i)
	}
	return i, i >= 0
}

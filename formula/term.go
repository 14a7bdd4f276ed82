package formula

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A kind is what a term is.
type kind string

const (
	number kind = "number"
	text   kind = "text"
	truth  kind = "condition"
	list   kind = "list"
)

// says names the kind, with its article.
func (k kind) says() words.Phrase { return words.New("formula_kind." + string(k)) }

// A term is a part of a formula that has been checked. It has the function of its kind.
type term struct {
	kind   kind
	number func(*frame) (decimal.Decimal, error)
	text   func(*frame) (string, error)
	truth  func(*frame) (bool, error)
	list   func(*frame) ([]decimal.Decimal, error)
	said   []string // of a text: those that stand in the formula and may be the result
}

// term makes a term of a part.
func (c *compiler) term(n ast.Node) (term, *bsc.Problem) {
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return c.literal(n)
	case *ast.StringNode:
		return term{kind: text, text: always(n.Value), said: []string{n.Value}}, nil
	case *ast.BoolNode:
		return term{kind: truth, truth: always(n.Value)}, nil
	case *ast.IdentifierNode:
		return c.name(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.conditional(n)
	case *ast.CallNode:
		return c.call(n)
	case *ast.MemberNode:
		return term{}, c.at(n, words.New("formula_point_or_bracket"), c.advice())
	}
	return term{}, c.at(n, words.New("formula_not_part"), words.New("formula_parts"))
}

// advice says how to write ids that are no names.
func (c *compiler) advice() words.Phrase {
	if c.names.open {
		return words.New("formula_id_is_no_name")
	}
	return words.Phrase{}
}

func always[T any](v T) func(*frame) (T, error) { return func(*frame) (T, error) { return v, nil } }

// literal reads a number from the text, exactly.
func (c *compiler) literal(n ast.Node) (term, *bsc.Problem) {
	at := n.Location()
	written := strings.ReplaceAll(string(c.runes[at.From:min(at.To, len(c.runes))]), "_", "")
	if strings.HasPrefix(written, ".") {
		written = "0" + written
	}
	d, err := bsc.Number(strings.TrimSuffix(written, ".")).Decimal()
	if err != nil {
		return term{}, c.at(n, words.New("formula_number", "number", written), words.New("formula_decimal_within_bounds"))
	}
	return term{kind: number, number: always(d)}, nil
}

func (c *compiler) name(n *ast.IdentifierNode) (term, *bsc.Problem) {
	if i := slices.Index(c.names.texts, n.Value); i >= 0 {
		return term{kind: text, text: func(f *frame) (string, error) { return f.texts[i], nil }}, nil
	}
	if i := slices.Index(c.names.lists, n.Value); i >= 0 {
		return term{kind: list, list: func(f *frame) ([]decimal.Decimal, error) { return f.lists[i], nil }}, nil
	}
	if i, ok := c.use(n.Value); ok {
		return c.variable(n, n.Value, i), nil
	}
	known := slices.Concat(c.names.numbers, c.names.texts, c.names.lists)
	slices.Sort(known)
	return term{}, c.at(n, words.New("formula_name_unknown", "name", n.Value), words.New("one_of", "values", known))
}

// variable reads a number of the frame.
func (c *compiler) variable(n ast.Node, name string, i int) term {
	line, column := c.place(n)
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		if v := f.numbers[i]; v.Valid {
			return v.Decimal, nil
		}
		code := bsc.ErrNoData
		if name == "target" {
			code = bsc.ErrNoTarget
		}
		return decimal.Decimal{}, &bsc.Problem{Code: code, Detail: words.New("formula_value_missing", "name", name, "line", line, "column", column)}
	}}
}

func (c *compiler) unary(n *ast.UnaryNode) (term, *bsc.Problem) {
	of, p := c.term(n.Node)
	if p != nil {
		return of, p
	}
	switch n.Operator {
	case "+":
		return of, c.need(n.Node, of, number)
	case "-":
		return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
			d, err := of.number(f)
			return d.Neg(), err
		}}, c.need(n.Node, of, number)
	}
	return term{kind: truth, truth: func(f *frame) (bool, error) { // ! and not: there are no others
		yes, err := of.truth(f)
		return !yes, err
	}}, c.need(n.Node, of, truth)
}

// need refuses a term of another kind.
func (c *compiler) need(n ast.Node, t term, want kind) *bsc.Problem {
	if t.kind == want {
		return nil
	}
	return c.at(n, t.kind.says(), want.says())
}

func (c *compiler) conditional(n *ast.ConditionalNode) (term, *bsc.Problem) {
	var parts [3]term
	for i, part := range []ast.Node{n.Cond, n.Exp1, n.Exp2} {
		var p *bsc.Problem
		if parts[i], p = c.term(part); p != nil {
			return term{}, p
		}
	}
	asked, then, otherwise := parts[0], parts[1], parts[2]
	if p := c.need(n.Cond, asked, truth); p != nil {
		return term{}, p
	}
	if p := c.need(n.Exp2, otherwise, then.kind); p != nil {
		return term{}, p
	}
	return term{
		kind:   then.kind,
		number: choose(asked.truth, then.number, otherwise.number),
		text:   choose(asked.truth, then.text, otherwise.text),
		truth:  choose(asked.truth, then.truth, otherwise.truth),
		list:   choose(asked.truth, then.list, otherwise.list),
		said:   slices.Concat(then.said, otherwise.said),
	}, nil
}

// choose calculates one of two terms only.
func choose[T any](asked func(*frame) (bool, error), then, otherwise func(*frame) (T, error)) func(*frame) (T, error) {
	return func(f *frame) (T, error) {
		yes, err := asked(f)
		switch {
		case err != nil:
			var none T
			return none, err
		case yes:
			return then(f)
		}
		return otherwise(f)
	}
}

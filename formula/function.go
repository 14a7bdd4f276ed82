package formula

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// call makes a term of a function.
func (c *compiler) call(n *ast.CallNode) (term, *bsc.Problem) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return term{}, c.at(n, words.New("formula_function_of_something"), c.advice())
	}
	switch name := callee.Value; name {
	case "abs":
		return c.abs(n)
	case "round", "round_up", "round_down":
		return c.round(n, name)
	case "min", "max", "sum", "mean":
		return c.fold(n, name)
	case "count":
		return c.count(n)
	case "number":
		return c.numberOf(n)
	case "has":
		return c.has(n)
	case "attribute", "org_attribute":
		return c.attribute(n, name)
	}
	if c.names.open && callee.Value == "value" {
		id, p := c.quoted(n)
		if p != nil {
			return term{}, p
		}
		i, _ := c.use(id)
		return c.variable(n, id, i), nil
	}
	if c.names.parts && (callee.Value == "score" || callee.Value == "weight") {
		return c.part(n, callee.Value)
	}
	return term{}, c.at(n, words.New("formula_function_unknown", "function", callee.Value), words.New("one_of", "values", c.functions()))
}

// functions lists the names of all functions.
func (c *compiler) functions() []string {
	names := map[string]bool{
		"abs": true, "round": true, "round_up": true, "round_down": true, "min": true, "max": true, "sum": true, "mean": true,
		"count": true, "number": true, "has": true, "attribute": true, "org_attribute": true,
		"value": c.names.open, "score": c.names.parts, "weight": c.names.parts,
	}
	maps.DeleteFunc(names, func(_ string, known bool) bool { return !known })
	return slices.Sorted(maps.Keys(names))
}

// arguments makes terms of a function's arguments, of which it needs so many of these kinds.
func (c *compiler) arguments(n *ast.CallNode, kinds ...kind) ([]term, *bsc.Problem) {
	if len(n.Arguments) != len(kinds) {
		miscounted := words.New("formula_arguments_miscounted", "function", n.Callee, "n", len(kinds), "given", len(n.Arguments))
		return nil, c.at(n, miscounted, words.Phrase{})
	}
	terms := make([]term, len(kinds))
	for i, a := range n.Arguments {
		t, p := c.term(a)
		if p == nil {
			p = c.need(a, t, kinds[i])
		}
		if p != nil {
			return nil, p
		}
		terms[i] = t
	}
	return terms, nil
}

func (c *compiler) abs(n *ast.CallNode) (term, *bsc.Problem) {
	of, p := c.arguments(n, number)
	if p != nil {
		return term{}, p
	}
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		d, err := of[0].number(f)
		return d.Abs(), err
	}}, nil
}

// round rounds to a number of decimal places that stands in the formula.
func (c *compiler) round(n *ast.CallNode, name string) (term, *bsc.Problem) {
	of, p := c.arguments(n, number, number)
	if p != nil {
		return term{}, p
	}
	const most = 52
	places, ok := n.Arguments[1].(*ast.IntegerNode)
	if !ok || places.Value > most {
		return term{}, c.at(n.Arguments[1], words.New("formula_decimal_places"), words.New("formula_whole_number", "most", most))
	}
	rounding := map[string]func(decimal.Decimal, int32) decimal.Decimal{
		"round": decimal.Decimal.Round, "round_up": decimal.Decimal.RoundCeil, "round_down": decimal.Decimal.RoundFloor,
	}[name]
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		d, err := of[0].number(f)
		if err != nil {
			return d, err
		}
		return rounding(d, int32(places.Value)), nil
	}}, nil
}

// fold makes one number of several, or of a list.
func (c *compiler) fold(n *ast.CallNode, name string) (term, *bsc.Problem) {
	values, p := c.values(n)
	if p != nil {
		return term{}, p
	}
	op := map[string]func(a, b decimal.Decimal) decimal.Decimal{
		"min": func(a, b decimal.Decimal) decimal.Decimal { return decimal.Min(a, b) },
		"max": func(a, b decimal.Decimal) decimal.Decimal { return decimal.Max(a, b) },
		"sum": decimal.Decimal.Add, "mean": decimal.Decimal.Add,
	}[name]
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		all, err := values(f)
		if err != nil {
			return decimal.Decimal{}, err
		}
		result := all[0]
		for _, v := range all[1:] {
			result = op(result, v)
		}
		if name == "mean" {
			result = quotient(result, decimal.NewFromInt(int64(len(all))))
		}
		return result, nil
	}}, nil
}

// values returns what gives the numbers of a function: one list, or one number or more. There is at least one.
func (c *compiler) values(n *ast.CallNode) (func(*frame) ([]decimal.Decimal, error), *bsc.Problem) {
	var terms []term
	for i, a := range n.Arguments {
		t, p := c.term(a)
		if p == nil && (i > 0 || t.kind != list) {
			p = c.need(a, t, number)
		}
		if p != nil {
			return nil, p
		}
		terms = append(terms, t)
	}
	switch {
	case len(terms) == 1 && terms[0].kind == list:
		return terms[0].list, nil
	case len(terms) == 0 || terms[0].kind == list:
		return nil, c.at(n, words.New("formula_arguments", "function", n.Callee, "given", len(terms)), words.New("formula_list_or_numbers"))
	}
	return func(f *frame) ([]decimal.Decimal, error) {
		all := make([]decimal.Decimal, len(terms))
		for i := range terms {
			var err error
			if all[i], err = terms[i].number(f); err != nil {
				return nil, err
			}
		}
		return all, nil
	}, nil
}

func (c *compiler) count(n *ast.CallNode) (term, *bsc.Problem) {
	of, p := c.arguments(n, list)
	if p != nil {
		return term{}, p
	}
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		all, err := of[0].list(f)
		return decimal.NewFromInt(int64(len(all))), err
	}}, nil
}

// numberOf reads a number from a text, such as an attribute.
func (c *compiler) numberOf(n *ast.CallNode) (term, *bsc.Problem) {
	of, p := c.arguments(n, text)
	if p != nil {
		return term{}, p
	}
	line, column := c.place(n)
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		written, err := of[0].text(f)
		if err != nil {
			return decimal.Decimal{}, err
		}
		d, err := bsc.Number(written).Decimal()
		if err != nil {
			return d, &bsc.Problem{Code: bsc.ErrNumber, Detail: words.New("formula_reads_number", "line", line, "column", column), Err: err}
		}
		return d, nil
	}}, nil
}

// has asks whether there is a number.
func (c *compiler) has(n *ast.CallNode) (term, *bsc.Problem) {
	if len(n.Arguments) == 1 {
		if name, ok := c.named(n.Arguments[0]); ok {
			if i, known := c.use(name); known && !c.names.complete {
				return term{kind: truth, truth: func(f *frame) (bool, error) { return f.numbers[i].Valid, nil }}, nil
			}
		}
	}
	if c.names.complete {
		return term{}, c.at(n, words.New("formula_has_in_calculator"), words.Phrase{})
	}
	return term{}, c.at(n, words.New("formula_has_of_other"), words.New("one_of", "values", c.names.numbers))
}

// named returns the name of a number: as it stands, or as value("id").
func (c *compiler) named(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value, true
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok && callee.Value == "value" && c.names.open {
			id, p := c.quoted(n)
			return id, p == nil
		}
	}
	return "", false
}

// attribute reads an attribute of the node or of the org unit.
func (c *compiler) attribute(n *ast.CallNode, of string) (term, *bsc.Problem) {
	name, p := c.quoted(n)
	return term{kind: text, text: func(f *frame) (string, error) {
		if of == "attribute" {
			return f.attributes[name], nil
		}
		return f.own[name], nil
	}}, p
}

// quoted returns the one argument of a function: a text that stands in the formula.
func (c *compiler) quoted(n *ast.CallNode) (string, *bsc.Problem) {
	if len(n.Arguments) == 1 {
		if s, ok := n.Arguments[0].(*ast.StringNode); ok && s.Value != "" {
			return s.Value, nil
		}
	}
	return "", c.at(n, words.New("formula_name_without_quotes"), words.New("formula_one_text"))
}

// part reads the score or the weight of one child.
func (c *compiler) part(n *ast.CallNode, what string) (term, *bsc.Problem) {
	id, p := c.quoted(n)
	line, column := c.place(n)
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		for _, parts := range [][]bsc.Part{f.parts, f.beside} {
			for i := range parts {
				switch part := &parts[i]; {
				case part.Ref.ID != id && part.Ref.String() != id:
				case what == "score":
					return part.Score, nil
				default:
					return part.Weight, nil
				}
			}
		}
		return decimal.Decimal{}, &bsc.Problem{
			Code: bsc.ErrNoData, Detail: words.New("formula_child_without_score", "id", id, "line", line, "column", column),
		}
	}}, p
}

package formula

import (
	"github.com/expr-lang/expr/ast"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// binary makes a term of an operator with two sides.
func (c *compiler) binary(n *ast.BinaryNode) (term, *bsc.Problem) {
	left, p := c.term(n.Left)
	if p != nil {
		return term{}, p
	}
	right, p := c.term(n.Right)
	if p != nil {
		return term{}, p
	}
	switch n.Operator {
	case "and", "&&", "or", "||":
		return c.junction(n, left, right)
	case "==", "!=":
		if left.kind == text || left.kind == truth {
			return c.alike(n, left, right)
		}
	}
	if op := arithmetic(n.Operator); op != nil {
		return c.calculation(n, op, left, right)
	}
	if holds := comparison(n.Operator); holds != nil {
		return c.comparing(n, holds, left, right)
	}
	return term{}, c.at(n, words.New("formula_operator_unknown", "operator", n.Operator), words.New("formula_operators"))
}

// both refuses sides of another kind.
func (c *compiler) both(n *ast.BinaryNode, left, right term, want kind) *bsc.Problem {
	if p := c.need(n.Left, left, want); p != nil {
		return p
	}
	return c.need(n.Right, right, want)
}

// junction is and, or. The right side is calculated only if it decides.
func (c *compiler) junction(n *ast.BinaryNode, left, right term) (term, *bsc.Problem) {
	any := n.Operator == "or" || n.Operator == "||"
	return term{kind: truth, truth: func(f *frame) (bool, error) {
		yes, err := left.truth(f)
		if err != nil || yes == any {
			return yes, err
		}
		return right.truth(f)
	}}, c.both(n, left, right, truth)
}

// alike compares texts, or conditions.
func (c *compiler) alike(n *ast.BinaryNode, left, right term) (term, *bsc.Problem) {
	want := n.Operator == "=="
	same := equal(left.text, right.text, want)
	if left.kind == truth {
		same = equal(left.truth, right.truth, want)
	}
	return term{kind: truth, truth: same}, c.both(n, left, right, left.kind)
}

func equal[T comparable](left, right func(*frame) (T, error), want bool) func(*frame) (bool, error) {
	return func(f *frame) (bool, error) {
		l, err := left(f)
		if err != nil {
			return false, err
		}
		r, err := right(f)
		return (l == r) == want, err
	}
}

// comparison returns what an operator asks of the order of two numbers; nil for other operators.
func comparison(operator string) func(order int) bool {
	switch operator {
	case "==":
		return func(order int) bool { return order == 0 }
	case "!=":
		return func(order int) bool { return order != 0 }
	case "<":
		return func(order int) bool { return order < 0 }
	case "<=":
		return func(order int) bool { return order <= 0 }
	case ">":
		return func(order int) bool { return order > 0 }
	case ">=":
		return func(order int) bool { return order >= 0 }
	}
	return nil
}

func (c *compiler) comparing(n *ast.BinaryNode, holds func(int) bool, left, right term) (term, *bsc.Problem) {
	return term{kind: truth, truth: func(f *frame) (bool, error) {
		l, r, err := sides(f, left, right)
		if err != nil {
			return false, err
		}
		return holds(l.Cmp(r)), nil
	}}, c.both(n, left, right, number)
}

func sides(f *frame, left, right term) (l, r decimal.Decimal, err error) {
	if l, err = left.number(f); err != nil {
		return l, r, err
	}
	r, err = right.number(f)
	return l, r, err
}

// arithmetic returns what an operator makes of two numbers; nil for other operators. Of 0, nothing is a divisor.
func arithmetic(operator string) func(l, r decimal.Decimal) decimal.Decimal {
	switch operator {
	case "+":
		return decimal.Decimal.Add
	case "-":
		return decimal.Decimal.Sub
	case "*":
		return decimal.Decimal.Mul
	case "/":
		return quotient
	case "%":
		return decimal.Decimal.Mod
	}
	return nil
}

func (c *compiler) calculation(n *ast.BinaryNode, op func(l, r decimal.Decimal) decimal.Decimal, left, right term) (term, *bsc.Problem) {
	line, column := c.place(n)
	divides := n.Operator == "/" || n.Operator == "%"
	return term{kind: number, number: func(f *frame) (decimal.Decimal, error) {
		l, r, err := sides(f, left, right)
		if err != nil {
			return decimal.Decimal{}, err
		}
		if divides && r.IsZero() {
			return decimal.Decimal{}, &bsc.Problem{
				Code: bsc.ErrNoData, Detail: words.New("formula_divides_by_zero", "line", line, "column", column),
			}
		}
		return op(l, r), nil
	}}, c.both(n, left, right, number)
}

// quotient returns a/b with at most 34 significant digits and 52 decimal places, rounded half away from zero, as the
// built-in calculators divide. b is not 0.
func quotient(a, b decimal.Decimal) decimal.Decimal {
	const digits, places = 34, 52
	if a.IsZero() {
		return decimal.Decimal{}
	}
	before := a.NumDigits() + int(a.Exponent()) - b.NumDigits() - int(b.Exponent()) // its digits before the point, or one more
	for at := min(digits-before, places); ; at-- {
		q := a.DivRound(b, int32(at))
		if q.NumDigits() <= digits {
			return q
		}
	}
}

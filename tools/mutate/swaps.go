package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// decimalSwaps, bigSwaps and ratSwaps say what replaces a method: another method of the type or, after "mut",
// one of the helpers.
var decimalSwaps = map[string][]string{
	"Add": {"Sub"}, "Sub": {"Add"}, "Mul": {"mutDecimalFirst"}, "Div": {"Mul"}, "Mod": {"mutDecimalFirst"},
	"LessThan": {"LessThanOrEqual", "GreaterThan"}, "LessThanOrEqual": {"LessThan", "GreaterThan"},
	"GreaterThan": {"GreaterThanOrEqual", "LessThan"}, "GreaterThanOrEqual": {"GreaterThan", "LessThan"},
	"Round": {"RoundBank"}, "RoundBank": {"Round"}, "RoundUp": {"RoundDown"}, "RoundDown": {"RoundUp"},
	"RoundFloor": {"RoundCeil"}, "RoundCeil": {"RoundFloor"}, "Truncate": {"Round"},
	"DivRound": {"mutDecimalLess"}, "Neg": {"mutDecimalSame"}, "Abs": {"mutDecimalSame"},
	"IsPositive": {"IsNegative"}, "IsNegative": {"IsPositive"},
}

var bigSwaps = map[string][]string{
	"Add": {"Sub"}, "Sub": {"Add"}, "Mul": {"mutBigFirst"}, "Quo": {"mutBigFirst"}, "Div": {"mutBigFirst"},
	"Neg": {"Set"}, "Abs": {"Set"}, "Lsh": {"Rsh"}, "Rsh": {"Lsh"}, "QuoRem": {"DivMod"}, "DivMod": {"QuoRem"},
	"Rem": {"Mod"}, "Mod": {"Rem"},
}

var ratSwaps = map[string][]string{
	"Add": {"Sub"}, "Sub": {"Add"}, "Mul": {"Quo"}, "Quo": {"Mul"}, "Neg": {"Set"}, "Abs": {"Set"}, "Inv": {"Set"},
}

// A swap says how a call changes: the type of the method, and what replaces the method.
type swap struct {
	of      string
	becomes []string
}

// swaps returns how a call of a decimal or big method changes, or nil.
func (f *finder) swaps(call *ast.CallExpr) *swap {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	selection := f.info.Selections[sel]
	if selection == nil || selection.Kind() != types.MethodVal || len(selection.Index()) != 1 {
		return nil
	}
	switch selection.Recv().String() {
	case "github.com/shopspring/decimal.Decimal":
		if others := decimalSwaps[sel.Sel.Name]; others != nil && f.imports["github.com/shopspring/decimal"] {
			return &swap{"mutDecimal", others}
		}
	case "*math/big.Int":
		if others := bigSwaps[sel.Sel.Name]; others != nil && f.imports["math/big"] {
			return &swap{"(*mutBig)", others}
		}
	case "*math/big.Rat":
		if others := ratSwaps[sel.Sel.Name]; others != nil && f.imports["math/big"] {
			return &swap{"(*mutRat)", others}
		}
	}
	return nil
}

// call swaps methods, min and max, and reverses the signs of comparisons.
func (f *finder) call(call *ast.CallExpr, stack []ast.Node) {
	if s := f.swaps(call); s != nil {
		f.swapMethod(call, s)
		return
	}
	if isIdent(call.Fun, "min", "max") && len(call.Args) > 1 {
		name, other := "mutMin", "max"
		if isIdent(call.Fun, "max") {
			name, other = "mutMax", "min"
		}
		place := f.place(call, f.text(call)+" → "+other)
		f.edit(place, call.Fun.Pos(), call.Lparen+1, fmt.Sprintf("%s(%d, ", name, place), false)
		return
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	isInt := types.Identical(f.info.Types[call].Type, types.Typ[types.Int])
	switch sel.Sel.Name {
	case "Cmp", "CmpAbs", "Sign", "Compare":
		if isInt && !f.comparedWithZero(call, stack) {
			place := f.place(call, f.text(call)+" → the opposite sign")
			f.wrap(place, call, fmt.Sprintf("mutNeg(%d, ", place), ")")
		}
	}
}

// swapMethod turns x.Add(y) into mutPick(place, Type.Add, Type.Sub)(x, y).
func (f *finder) swapMethod(call *ast.CallExpr, s *swap) {
	sel := call.Fun.(*ast.SelectorExpr)
	functions := []string{s.of + "." + sel.Sel.Name}
	var changes []string
	for _, other := range s.becomes {
		shown, isHelper := strings.CutPrefix(other, "mut")
		if !isHelper {
			other = s.of + "." + other
		}
		functions = append(functions, other)
		changes = append(changes, f.text(call)+" → "+shown)
	}
	place := f.place(call, changes...)
	f.edit(place, call.Pos(), call.Pos(), fmt.Sprintf("mutPick(%d, %s)(", place, strings.Join(functions, ", ")), false)
	comma := ", "
	if len(call.Args) == 0 {
		comma = ""
	}
	f.edit(place, sel.X.End(), call.Lparen+token.Pos(1), comma, false)
}

// comparedWithZero reports whether a node is only compared with 0.
func (f *finder) comparedWithZero(e ast.Expr, stack []ast.Node) bool {
	parent, ok := stack[len(stack)-1].(*ast.BinaryExpr)
	return ok && (parent.Op == token.EQL || parent.Op == token.NEQ) && parent.X == e && f.text(parent.Y) == "0"
}

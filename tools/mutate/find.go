package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A finder collects the mutants of one declaration. It changes a node by putting text before and after it, so
// that nodes inside can be changed as well.
type finder struct {
	*pkg
	file     *file
	function string
	negated  map[ast.Node]bool // already changed to its opposite
}

// place numbers a place and adds its mutants.
func (f *finder) place(n ast.Node, changes ...string) int {
	place := f.next
	for i, change := range changes {
		f.mutants = append(f.mutants, &mutant{id: place + i, place: place, file: f.file.name, line: f.fset.Position(n.Pos()).Line, function: f.function, change: change})
	}
	f.next += len(changes)
	return place
}

func (f *finder) edit(place int, from, to token.Pos, text string, closes bool) {
	f.file.edits = append(f.file.edits, edit{f.fset.Position(from).Offset, f.fset.Position(to).Offset, text, closes, place, f.fset.Position(from).Line})
}

// wrap puts text around a node.
func (f *finder) wrap(place int, n ast.Node, before, after string) {
	f.edit(place, n.Pos(), n.Pos(), before, false)
	f.edit(place, n.End(), n.End(), after, true)
}

// text returns the source of a node on one line, cut short.
func (f *finder) text(n ast.Node) string {
	s := strings.Join(strings.Fields(string(f.file.source[f.fset.Position(n.Pos()).Offset:f.fset.Position(n.End()).Offset])), " ")
	if r := []rune(s); len(r) > 70 {
		s = string(r[:69]) + "…"
	}
	return s
}

// visit finds the mutants of one node, and reports whether to go into it.
func (f *finder) visit(n ast.Node, stack []ast.Node) bool {
	switch n := n.(type) {
	case *ast.ArrayType, *ast.StructType, *ast.InterfaceType, *ast.FuncType, *ast.MapType, *ast.Field:
		return false
	case *ast.GenDecl:
		return n.Tok == token.VAR
	case *ast.KeyValueExpr:
		return true
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.CommClause:
		f.statements(n.Body)
	case *ast.IfStmt:
		f.negate(n.Cond)
	case *ast.ForStmt:
		if n.Cond != nil {
			f.negate(n.Cond)
		}
	case *ast.ReturnStmt:
		f.returns(n, stack)
	case *ast.AssignStmt:
		f.assignOp(n)
	case ast.Expr:
		return f.expression(n, stack)
	}
	return true
}

func (f *finder) expression(e ast.Expr, stack []ast.Node) bool {
	if tv := f.info.Types[e]; tv.Value != nil {
		f.constant(e, tv, stack)
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		f.binary(e)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			f.negate(e)
		}
	case *ast.CallExpr:
		f.call(e, stack)
	}
	return true
}

// constant makes an integer one more and one less.
func (f *finder) constant(e ast.Expr, tv types.TypeAndValue, stack []ast.Node) {
	basic, ok := tv.Type.(*types.Basic)
	if !ok || basic.Info()&types.IsInteger == 0 || tv.Value.ExactString() == "" || len(stack) == 0 {
		return
	}
	switch literal := e.(type) {
	case *ast.BasicLit:
		if literal.Kind != token.INT {
			return
		}
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return
	}
	switch parent := stack[len(stack)-1].(type) {
	case *ast.KeyValueExpr:
		if parent.Key == e {
			return
		}
	case *ast.BinaryExpr: // the comparison's own mutants move its limit
		switch parent.Op {
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			return
		}
	}
	name := basic.Name()
	if basic.Info()&types.IsUntyped != 0 {
		name = "int"
	}
	text := f.text(e)
	parent := f.text(stack[len(stack)-1])
	changes := []string{text + " → " + text + " + 1 in " + parent}
	if tv.Value.ExactString() != "0" {
		changes = append(changes, text+" → "+text+" - 1 in "+parent)
	}
	place := f.place(e, changes...)
	f.wrap(place, e, fmt.Sprintf("mutInt[%s](%d, ", name, place), ")")
}

// negate negates a truth value that is not a comparison.
func (f *finder) negate(e ast.Expr) {
	inner := ast.Unparen(e)
	if f.negated[inner] || f.info.Types[inner].Value != nil && !isIdent(inner, "true", "false") {
		return
	}
	switch n := inner.(type) {
	case *ast.BinaryExpr:
		return
	case *ast.CallExpr:
		if f.swaps(n) != nil {
			return
		}
	}
	f.negated[inner] = true
	text := f.text(inner)
	opposite, found := strings.CutPrefix(text, "!")
	if !found {
		opposite = "!" + text
	}
	place := f.place(inner, text+" → "+opposite)
	f.wrap(place, inner, fmt.Sprintf("mutNot(%d, ", place), ")")
}

func isIdent(e ast.Expr, names ...string) bool {
	ident, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	for _, name := range names {
		if ident.Name == name {
			return true
		}
	}
	return false
}

// An operator is the function that stands for it, and what its mutants replace it with.
type operator struct {
	function string
	becomes  []string
}

var operators = map[token.Token]operator{
	token.LSS: {"mutLt", []string{"<=", ">="}}, token.LEQ: {"mutLe", []string{"<", ">"}},
	token.GTR: {"mutGt", []string{">=", "<="}}, token.GEQ: {"mutGe", []string{">", "<"}},
	token.ADD: {"mutAdd", []string{"-"}}, token.SUB: {"mutSub", []string{"+"}},
	token.MUL: {"mutMul", []string{"/"}}, token.QUO: {"mutQuo", []string{"*"}}, token.REM: {"mutRem", []string{"/"}},
	token.AND: {"mutBitAnd", []string{"|"}}, token.OR: {"mutBitOr", []string{"&"}},
	token.SHL: {"mutShl", []string{">>"}}, token.SHR: {"mutShr", []string{"<<"}},
}

func (f *finder) binary(e *ast.BinaryExpr) {
	left, right := f.text(e.X), f.text(e.Y)
	own := left + " " + e.Op.String() + " " + right
	switch e.Op {
	case token.EQL, token.NEQ:
		other := map[token.Token]string{token.EQL: "!=", token.NEQ: "=="}[e.Op]
		place := f.place(e, own+" → "+other)
		f.wrap(place, e, fmt.Sprintf("mutNot(%d, ", place), ")")
	case token.LAND, token.LOR:
		function, other := "mutAnd", "||"
		if e.Op == token.LOR {
			function, other = "mutOr", "&&"
		}
		place := f.place(e, own+" → "+other, own+" → the left alone", own+" → the right alone")
		f.edit(place, e.Pos(), e.Pos(), fmt.Sprintf("%s(%d, ", function, place), false)
		f.edit(place, e.OpPos, e.OpPos+2, ", func() bool { return (", false)
		f.edit(place, e.End(), e.End(), ")})", true)
	default:
		op, ok := operators[e.Op]
		basic, _ := f.info.Types[e.X].Type.Underlying().(*types.Basic)
		if !ok || basic == nil || e.Op == token.ADD && basic.Info()&types.IsString != 0 {
			return
		}
		var changes []string
		for _, other := range op.becomes {
			changes = append(changes, own+" → "+other)
		}
		place := f.place(e, changes...)
		f.edit(place, e.Pos(), e.Pos(), fmt.Sprintf("%s(%d, ", op.function, place), false)
		f.edit(place, e.OpPos, e.OpPos+token.Pos(len(e.Op.String())), ",", false)
		f.edit(place, e.End(), e.End(), ")", true)
	}
}

// assignOp changes what += and -= add.
func (f *finder) assignOp(s *ast.AssignStmt) {
	if s.Tok != token.ADD_ASSIGN && s.Tok != token.SUB_ASSIGN {
		return
	}
	basic, _ := f.info.Types[s.Lhs[0]].Type.Underlying().(*types.Basic)
	if basic == nil || basic.Info()&types.IsNumeric == 0 || f.info.Types[s.Rhs[0]].Value != nil {
		return
	}
	text := f.text(s)
	place := f.place(s, text+" → the opposite sign", text+" → nothing")
	f.wrap(place, s.Rhs[0], fmt.Sprintf("mutSigned(%d, ", place), ")")
}

// statements removes calls, assignments, steps and branches.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			call, ok := s.X.(*ast.CallExpr)
			if !ok || isIdent(call.Fun, "panic") {
				continue
			}
		case *ast.AssignStmt:
			basic, _ := f.info.Types[s.Rhs[0]].Type.(*types.Basic)
			numeric := basic != nil && basic.Info()&types.IsNumeric != 0
			if s.Tok == token.DEFINE || isIdent(s.Lhs[0], "_") || (s.Tok == token.ADD_ASSIGN || s.Tok == token.SUB_ASSIGN) && numeric && f.info.Types[s.Rhs[0]].Value == nil {
				continue
			}
		case *ast.IncDecStmt:
		case *ast.BranchStmt:
			if s.Tok != token.BREAK && s.Tok != token.CONTINUE {
				continue
			}
		default:
			continue
		}
		place := f.place(s, "removed: "+f.text(s))
		f.wrap(place, s, fmt.Sprintf("if !mutOn(%d) { ", place), " }")
	}
}

// returns drops returned errors and negates returned truth values.
func (f *finder) returns(s *ast.ReturnStmt, stack []ast.Node) {
	results := f.resultsAt(stack)
	if results == nil || results.Len() != len(s.Results) {
		return
	}
	for i, e := range s.Results {
		of := results.At(i).Type()
		if types.Identical(of, types.Typ[types.Bool]) {
			f.negate(e)
		}
		if isIdent(e, "nil") {
			continue
		}
		function := ""
		if types.Identical(of, types.Universe.Lookup("error").Type()) {
			function = "mutErr"
		} else if pointer, ok := of.(*types.Pointer); ok && strings.HasSuffix(pointer.Elem().String(), "Problem") {
			function = "mutNil"
		}
		if function != "" {
			place := f.place(e, f.text(s)+" → no error")
			f.wrap(place, e, fmt.Sprintf("%s(%d, ", function, place), ")")
		}
	}
}

// resultsAt returns the results of the innermost function around a node.
func (f *finder) resultsAt(stack []ast.Node) *types.Tuple {
	for i := len(stack) - 1; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.FuncLit:
			return f.info.Types[n].Type.(*types.Signature).Results()
		case *ast.FuncDecl:
			return f.info.Defs[n.Name].Type().(*types.Signature).Results()
		}
	}
	return nil
}

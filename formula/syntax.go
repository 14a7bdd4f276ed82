package formula

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser/lexer"
	"github.com/go-bsc/bsc"
)

// unreadable returns the problem of a formula that cannot be parsed, in plain words.
func unreadable(source string, names vocabulary, err error) *bsc.Problem {
	var at *file.Error
	if !errors.As(err, &at) {
		return refuse(err.Error(), "")
	}
	s := syntax{runes: []rune(source), open: names.open, place: fmt.Sprintf(" at %d:%d", at.Line, at.Column+1)}
	detail, about, _ := strings.Cut(at.Message, ": ")
	switch detail {
	case "compilation failed":
		return refuse("the formula is too long", fmt.Sprintf("at most %d numbers, names, operators and functions", maxParts))
	case "integer literal is too large", "invalid integer literal":
		return refuse("a whole number of more than 18 digits"+s.place, "a point behind it: 12345678901234567890.0")
	case "literal not terminated":
		return refuse("a text is not closed"+s.place, "the quotation mark that it begins with")
	case "invalid float literal":
		return refuse("not a number"+strings.Replace(s.place, "at", "before", 1), "a decimal number such as 12 or 0.5")
	case "bad number syntax":
		return refuse(about+" is not a number"+s.place, "a decimal number such as 12 or 0.5")
	case "unrecognized character":
		return s.character(about)
	}
	unexpected := "unexpected token "
	switch {
	case strings.HasPrefix(at.Message, "a map key"):
		return refuse("not part of a formula"+s.place, "numbers, texts, names, operators, conditions and functions")
	case !strings.HasPrefix(at.Message, unexpected):
		return refuse(at.Message+s.place, "")
	}
	tokens, err := lexer.Lex(file.NewSource(source))
	if err != nil { // a character behind it, say
		return unreadable(source, names, err)
	}
	i := slices.IndexFunc(tokens, func(t lexer.Token) bool {
		return t.From == at.From && at.Message == unexpected+t.String()
	})
	if i < 0 {
		return refuse(at.Message+s.place, "")
	}
	return s.token(tokens, i)
}

// A syntax has a formula that cannot be parsed, and where the parser stopped.
type syntax struct {
	runes []rune
	open  bool // it is a calculator, which has value("id")
	place string
}

// character refuses a character, of which the lexer says U+00D7 '×'.
func (s *syntax) character(said string) *bsc.Problem {
	_, quoted, _ := strings.Cut(said, " ")
	allowed := ""
	switch strings.Trim(quoted, "'") {
	case "×", "·", "∙", "⋅":
		allowed = "write *"
	case "÷", "∕":
		allowed = "write /"
	case "−", "–", "—":
		allowed = "write -"
	case "≤":
		allowed = "write <="
	case "≥":
		allowed = "write >="
	case "≠":
		allowed = "write !="
	case "“", "”", "„", "‘", "’":
		allowed = `write " or '`
	}
	return refuse("the character "+said+s.place, allowed)
}

// token refuses a token that cannot stand behind those before it.
func (s *syntax) token(tokens []lexer.Token, i int) *bsc.Problem {
	this, before := tokens[i], lexer.Token{}
	if i > 0 {
		before = tokens[i-1]
	}
	opened := unclosed(tokens[:i])
	switch {
	case before.Is(lexer.Operator, "%"):
		return refuse("nothing to divide by behind %"+s.place, "% is the remainder; for a percentage, divide by 100")
	case this.Is(lexer.EOF) && opened != nil:
		return refuse("the bracket opened at "+place(s.runes, opened.From)+" is not closed", "")
	case this.Is(lexer.EOF):
		return refuse("the formula ends too early"+s.place, "a value at its end")
	case this.Is(lexer.Operator, "="):
		return refuse("= is no operator"+s.place, "== compares")
	case this.Is(lexer.Bracket, ")", "]", "}") && opened == nil:
		return refuse(fmt.Sprintf("%q closes no bracket%s", this.Value, s.place), "")
	case this.Is(lexer.Operator, ",") && i > 0 && i+1 < len(tokens):
		return s.comma(tokens, i)
	case this.Is(lexer.Operator, ":") && s.open && before.Is(lexer.Identifier, "kpi", "series"):
		return refuse(fmt.Sprintf("%q%s", ":", s.place), fmt.Sprintf("write value(%q)", before.Value+":"+s.idFrom(this.To)))
	case isValue(before) && (isValue(this) && !this.Is(lexer.Bracket) || this.Is(lexer.Bracket, "(")):
		return refuse(fmt.Sprintf("no operator before %q%s", this.Value, s.place), "such as + - * /")
	}
	return refuse(fmt.Sprintf("unexpected %q%s", this.Value, s.place), "")
}

// comma refuses a comma that separates no arguments.
func (s *syntax) comma(tokens []lexer.Token, i int) *bsc.Problem {
	for at := range i {
		if tokens[at].Is(lexer.Operator, "if") && tokens[at+1].Is(lexer.Bracket, "(") {
			return refuse("if is no function at "+place(s.runes, tokens[at].From), "write a > 3 ? 1 : 0")
		}
	}
	this, before, next := tokens[i], tokens[i-1], tokens[i+1]
	if before.Is(lexer.Number) && next.Is(lexer.Number) && before.To == this.From && this.To == next.From {
		return refuse("a comma in a number"+s.place, "decimals have a point: 0.5")
	}
	return refuse(`unexpected ","`+s.place, "between the arguments of a function")
}

// idFrom returns what may be an id at a place: letters, digits, and what joins them.
func (s *syntax) idFrom(at int) string {
	id := s.runes[min(at, len(s.runes)):]
	end := slices.IndexFunc(id, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) && !strings.ContainsRune("-_.:", r) })
	if end >= 0 {
		id = id[:end]
	}
	return string(id)
}

// isValue reports whether a value ends, or may begin, with a token.
func isValue(t lexer.Token) bool {
	return t.Is(lexer.Identifier) || t.Is(lexer.Number) || t.Is(lexer.String) || t.Is(lexer.Bracket, ")")
}

// unclosed returns the last bracket that is open behind some tokens; nil if there is none.
func unclosed(tokens []lexer.Token) *lexer.Token {
	var open []*lexer.Token
	for i := range tokens {
		switch t := &tokens[i]; {
		case t.Is(lexer.Bracket, "(", "[", "{"):
			open = append(open, t)
		case t.Is(lexer.Bracket) && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return nil
	}
	return open[len(open)-1]
}

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
	"github.com/go-bsc/bsc/words"
)

// unreadable returns the problem of a formula that cannot be parsed, in plain words.
func unreadable(source string, names vocabulary, err error) *bsc.Problem {
	var stopped *file.Error
	if !errors.As(err, &stopped) {
		return refuse(words.Text(err.Error()), words.Phrase{})
	}
	s := syntax{runes: []rune(source), open: names.open, line: stopped.Line, column: stopped.Column + 1}
	detail, about, _ := strings.Cut(stopped.Message, ": ")
	switch detail {
	case "compilation failed":
		return refuse(words.New("formula_too_long"), words.New("formula_parts_at_most", "most", maxParts))
	case "integer literal is too large", "invalid integer literal":
		return s.refuse(words.New("formula_whole_number_too_long"), words.New("formula_point_behind"))
	case "literal not terminated":
		return s.refuse(words.New("formula_text_not_closed"), words.New("formula_same_quotation_mark"))
	case "invalid char escape":
		return s.refuse(words.New("formula_escape"), words.Phrase{})
	case "unclosed comment":
		return s.refuse(words.New("formula_comment_not_closed"), words.Phrase{})
	case "expected name":
		return s.refuse(words.New("formula_name_expected"), words.Phrase{})
	case "invalid float literal":
		return refuse(words.New("formula_no_number_before", "line", s.line, "column", s.column), words.New("formula_decimal"))
	case "bad number syntax":
		return s.refuse(words.New("formula_no_number", "quoted", about), words.New("formula_decimal"))
	case "unrecognized character":
		return s.character(about)
	}
	unexpected := "unexpected token "
	switch {
	case strings.HasPrefix(stopped.Message, "a map key"):
		return s.refuse(words.New("formula_not_part"), words.New("formula_parts"))
	case !strings.HasPrefix(stopped.Message, unexpected):
		return s.refuse(words.Text(stopped.Message), words.Phrase{})
	}
	tokens, err := lexer.Lex(file.NewSource(source))
	if err != nil { // a character behind it, say
		return unreadable(source, names, err)
	}
	i := slices.IndexFunc(tokens, func(t lexer.Token) bool {
		return t.From == stopped.From && stopped.Message == unexpected+t.String()
	})
	if i < 0 {
		return s.refuse(words.Text(stopped.Message), words.Phrase{})
	}
	return s.token(tokens, i)
}

// A syntax has a formula that cannot be parsed, and where the parser stopped.
type syntax struct {
	runes        []rune
	open         bool // it is a calculator, which has value("id")
	line, column int
}

// refuse says what is wrong where the parser stopped.
func (s *syntax) refuse(detail, allowed words.Phrase) *bsc.Problem {
	return refuse(at(detail, s.line, s.column), allowed)
}

// character refuses a character, of which the lexer says U+00D7 '×'.
func (s *syntax) character(said string) *bsc.Problem {
	_, quoted, _ := strings.Cut(said, " ")
	write := ""
	switch strings.Trim(quoted, "'") {
	case "×", "·", "∙", "⋅":
		write = "*"
	case "÷", "∕":
		write = "/"
	case "−", "–", "—":
		write = "-"
	case "≤":
		write = "<="
	case "≥":
		write = ">="
	case "≠":
		write = "!="
	case "“", "”", "„", "‘", "’":
		return s.refuse(words.New("formula_character", "character", said), words.New("formula_write_quotes"))
	}
	var allowed words.Phrase
	if write != "" {
		allowed = words.New("formula_write", "what", write)
	}
	return s.refuse(words.New("formula_character", "character", said), allowed)
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
		return s.refuse(words.New("formula_percent"), words.New("formula_percent_is_remainder"))
	case this.Is(lexer.EOF) && opened != nil:
		line, column := place(s.runes, opened.From)
		return refuse(words.New("formula_bracket_not_closed", "line", line, "column", column), words.Phrase{})
	case this.Is(lexer.EOF):
		return s.refuse(words.New("formula_ends_too_early"), words.New("formula_value_at_end"))
	case this.Is(lexer.Operator, "="):
		return s.refuse(words.New("formula_equals_sign"), words.New("formula_compares"))
	case this.Is(lexer.Bracket, ")", "]", "}") && opened == nil:
		return s.refuse(words.New("formula_closes_no_bracket", "token", this.Value), words.Phrase{})
	case this.Is(lexer.Operator, ",") && i > 0 && i+1 < len(tokens):
		return s.comma(tokens, i)
	case this.Is(lexer.Operator, ":") && s.open && before.Is(lexer.Identifier, "kpi", "series"):
		value := fmt.Sprintf("value(%q)", before.Value+":"+s.idFrom(this.To))
		return s.refuse(words.Text(`":"`), words.New("formula_write", "what", value))
	case isValue(before) && (isValue(this) && !this.Is(lexer.Bracket) || this.Is(lexer.Bracket, "(")):
		return s.refuse(words.New("formula_no_operator", "token", this.Value), words.New("formula_such_as", "example", "+ - * /"))
	}
	return s.refuse(words.New("formula_unexpected", "token", this.Value), words.Phrase{})
}

// comma refuses a comma that separates no arguments.
func (s *syntax) comma(tokens []lexer.Token, i int) *bsc.Problem {
	for start := range i {
		if tokens[start].Is(lexer.Operator, "if") && tokens[start+1].Is(lexer.Bracket, "(") {
			line, column := place(s.runes, tokens[start].From)
			return refuse(at(words.New("formula_if"), line, column), words.New("formula_write", "what", "a > 3 ? 1 : 0"))
		}
	}
	this, before, next := tokens[i], tokens[i-1], tokens[i+1]
	if before.Is(lexer.Number) && next.Is(lexer.Number) && before.To == this.From && this.To == next.From {
		return s.refuse(words.New("formula_comma_in_number"), words.New("formula_point_in_number"))
	}
	return s.refuse(words.New("formula_unexpected", "token", this.Value), words.New("formula_between_arguments"))
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

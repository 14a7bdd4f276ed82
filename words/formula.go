package words

import (
	"strings"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/shopspring/decimal"
)

// A Formula is arithmetic with its numbers filled in, such as 100 × (8.4 - 2) / (10 - 2): numbers, which know what they
// are of, and the signs between them. The zero Formula shows nothing. As JSON it is a list of its tokens.
type Formula []Token

// A Token is a part of a Formula: one of Number, Text and Phrase.
type Token struct {
	Number Number // in plain digits
	Of     string // what the number is: actual, target, weight and the like, or the node whose score it is; "" is not said
	Text   string // signs, spaces and a host's words
	Phrase Phrase // words, such as: the score of kpi:growth
}

// Arithmetic makes a formula. In the layout, {name} stands for the argument of that name, as in [New]; all else is text.
// A decimal is a number of that name, in parentheses where it is negative. A Formula is put in as it is.
func Arithmetic(layout string, args ...any) Formula {
	var f Formula
	for {
		before, after, found := strings.Cut(layout, "{")
		f = f.text(before)
		if !found {
			return f
		}
		name, _, size := placeholder(after)
		if size == 0 {
			f = f.text("{")
		}
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == any(name) && size > 0 {
				f = f.put(name, args[i+1])
			}
		}
		layout = after[size:]
	}
}

// Of returns the formula of one number: what it is, and the number.
func Of(name string, number decimal.Decimal) Formula { return Formula{}.put(name, number) }

// Join puts text between formulas.
func Join(formulas []Formula, between string) Formula {
	var joined Formula
	for i, f := range formulas {
		if i > 0 {
			joined = joined.text(between)
		}
		joined = append(joined, f...)
	}
	return joined
}

func (f Formula) put(name string, v any) Formula {
	switch v := v.(type) {
	case Formula:
		for _, t := range v {
			if t.Number == "" && t.Phrase.IsZero() {
				f = f.text(t.Text)
				continue
			}
			f = append(f, t)
		}
		return f
	case decimal.Decimal:
		number := Token{Number: Number(digits.Canonical(v)), Of: name}
		if v.Sign() < 0 {
			return append(f.text("("), number).text(")")
		}
		return append(f, number)
	case Phrase:
		return append(f, Token{Phrase: v})
	}
	switch v := valueOf(v).(type) {
	case Number:
		return append(f, Token{Number: v, Of: name})
	case string:
		return f.text(v)
	}
	return f
}

// text adds text, to the last token where that is text.
func (f Formula) text(s string) Formula {
	last := len(f) - 1
	switch {
	case s == "":
		return f
	case last >= 0 && f[last].Text != "":
		f[last].Text += s
		return f
	}
	return append(f, Token{Text: s})
}

// Empty reports whether the formula shows nothing but perhaps one number, which needs no arithmetic.
func (f Formula) Empty() bool { return len(f) == 0 }

// String shows the formula in English.
func (f Formula) String() string { return english().Formula(f) }

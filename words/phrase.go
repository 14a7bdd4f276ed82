package words

import (
	"fmt"
	"iter"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/shopspring/decimal"
)

// A Phrase is something to say in any language: a code, which says what, and its arguments, which say of what. A host's
// own words are a Phrase without a code. The zero Phrase says nothing.
//
// A Phrase never changes and may be shared by goroutines. As JSON it is an object with its code, its arguments, and its
// English text, which readers use that have no template for the code:
//
//	{"code": "no_reading", "period": "2026-Q3", "text": "no reading for 2026-Q3"}
type Phrase struct{ *phrase }

// phrase is what a Phrase shares with its copies.
type phrase struct {
	code string
	args []argument
	text string // a host's own words, or what stands for a code that no catalogue has
}

// An argument is a named value: a string, a Number, a Phrase, a Formula or a []any of these.
type argument struct {
	name  string
	value any
}

// A Number is a number among the arguments of a Phrase, in plain digits.
type Number string

// New returns the phrase of a code. Arguments follow as in package slog: a name, and its value. A name is a word of
// small letters, and neither code nor text. A value may be a text, a number, a Phrase, a Formula, a list of these, or
// anything with a String method. An argument that says nothing (an empty text, the zero Phrase, nil) is left out.
func New(code string, args ...any) Phrase {
	p := &phrase{code: code}
	if len(args) > 0 {
		p.args = make([]argument, 0, len(args)/2)
	}
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		if value := valueOf(args[i+1]); value != nil {
			p.args = append(p.args, argument{name, value})
		}
	}
	return Phrase{p}
}

// Text returns a phrase of words that belong to no catalogue, such as what a host's own code says.
func Text(s string) Phrase {
	if s == "" {
		return Phrase{}
	}
	return Phrase{&phrase{text: s}}
}

// Name returns the phrase of a name that a language may have a word for: the code is the kind of name, a dot, and the
// name. If no catalogue has it, the name stands for itself.
func Name(kind, name string) Phrase {
	if name == "" {
		return Phrase{}
	}
	code := kind + "." + name
	if _, known := english()[code]; known {
		return Phrase{&phrase{code: code}}
	}
	return Phrase{&phrase{code: code, text: name}}
}

// Code returns the code; "" for a host's own words.
func (p Phrase) Code() string {
	if p.phrase == nil {
		return ""
	}
	return p.code
}

// IsZero reports whether the phrase says nothing.
func (p Phrase) IsZero() bool { return p.phrase == nil }

// Args yields the arguments with their names, in the order in which they were given. A value is a string, a [Number], a
// [Phrase], a [Formula] or a []any of these.
func (p Phrase) Args() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		if p.phrase == nil {
			return
		}
		for _, a := range p.args {
			if !yield(a.name, a.value) {
				return
			}
		}
	}
}

// Arg returns the argument of a name; nil if there is none.
func (p Phrase) Arg(name string) any {
	for of, value := range p.Args() {
		if of == name {
			return value
		}
	}
	return nil
}

// String says the phrase in English.
func (p Phrase) String() string { return english().Say(p) }

// valueOf returns an argument in the form that a Phrase keeps; nil for one that says nothing.
func valueOf(v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		return v
	case Number:
		return v
	case Phrase:
		if v.IsZero() {
			return nil
		}
		return v
	case Formula:
		if len(v) == 0 {
			return nil
		}
		return v
	case decimal.Decimal:
		return Number(digits.Canonical(v))
	case decimal.NullDecimal:
		if !v.Valid {
			return nil
		}
		return Number(digits.Canonical(v.Decimal))
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64:
		return Number(fmt.Sprint(v))
	case []any:
		return listOf(v)
	case []string:
		return listOf(v)
	case []Phrase:
		return listOf(v)
	case fmt.Stringer:
		return valueOf(v.String())
	case error:
		return valueOf(v.Error())
	}
	return valueOf(fmt.Sprint(v)) // a type whose kind is a string, such as an enumeration
}

func listOf[T any](values []T) any {
	var list []any
	for _, v := range values {
		if value := valueOf(v); value != nil {
			list = append(list, value)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// List returns values as an argument of [New]: names, periods, or whatever else New takes.
func List[T any](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}

package bsc

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How a policy's own formula, which is text with numbers in it, becomes tokens.

// formulaOf formats as fmt.Sprintf does, and keeps decimals apart from the text around them.
func formulaOf(format string, args []any) words.Formula {
	if len(args) == 1 && format == "%v" {
		if f, ok := args[0].(words.Formula); ok {
			return f
		}
	}
	marked := make([]any, len(args))
	for i, a := range args {
		marked[i] = markNumbers(a)
	}
	var f words.Formula
	for i, part := range strings.Split(fmt.Sprintf(format, marked...), numberMark) {
		switch {
		case part == "":
		case i%2 == 1:
			f = append(f, words.Token{Number: words.Number(part)})
		default:
			f = append(f, words.Token{Text: part})
		}
	}
	return f
}

// numberMark stands before and after a number in a formatted text. It is no character, so that no text has it.
const numberMark = "\uFDD0"

// A markedNumber is a number in plain digits, which shows with marks around it.
type markedNumber string

// Format writes the number with marks where it shows as it is, and else as text.
func (n markedNumber) Format(s fmt.State, verb rune) {
	_, wide := s.Width()
	if _, precise := s.Precision(); wide || precise || verb != 's' && verb != 'v' {
		_, _ = fmt.Fprintf(s, fmt.FormatString(s, verb), string(n))
		return
	}
	_, _ = s.Write([]byte(numberMark + string(n) + numberMark))
}

// markNumbers returns an argument of a formula: a decimal in any form as a marked number, all else as it is.
func markNumbers(a any) any {
	switch d := a.(type) {
	case decimal.Decimal:
		return markedNumber(canonical(d))
	case decimal.NullDecimal:
		if d.Valid {
			return markedNumber(canonical(d.Decimal))
		}
		return "none"
	case *decimal.Decimal:
		if d != nil {
			return markedNumber(canonical(*d))
		}
	case *decimal.NullDecimal:
		if d != nil {
			return markNumbers(*d)
		}
	case []decimal.Decimal:
		list := make([]markedNumber, len(d))
		for i := range d {
			list[i] = markedNumber(canonical(d[i]))
		}
		return list
	}
	return a
}

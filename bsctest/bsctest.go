// Package bsctest tests a host's own policies and sources against the rules that package
// bsc sets for them, as testing/fstest does for file systems. A test is one call:
//
//	func TestNPS(t *testing.T) {
//		err := bsctest.TestScorer(nps{}, bsc.ScoreInput{
//			Actual: decimal.NewFromInt(42),
//			Target: bsc.ResolvedTarget{Value: decimal.NewNullDecimal(decimal.NewFromInt(50))},
//		})
//		if err != nil {
//			t.Fatal(err)
//		}
//	}
//
// # Inputs
//
// A host gives inputs that are typical of its policy, with the attributes that the policy reads. Each must
// have a result, or [bsc.ErrNoData]. What an input leaves open is filled in as the engine would: a reference,
// a period, the default scale, and higher is better.
//
// The suites vary these inputs, or one of their own if there are none, into absurd ones: numbers of 34
// digits, exponents at their limits, no target, a target equal to the baseline, labels in place of numbers. A
// policy may refuse an absurd input with an error, or score it as it likes.
//
// # Rules
//
// These rules hold for every policy and source, on every input:
//
//   - It is not nil, nor an interface around a nil pointer or function.
//   - It does not panic.
//   - It is pure: one input has one result, or one kind of error, whenever it is asked.
//     Two errors are of one kind if they have the same [bsc.Code], or else the same type.
//   - It does not change the maps and slices of its input, nor append to them in place.
//   - It does not keep them: after a call they may change.
//   - It answers the same without a Trace and with one.
//   - It answers the same to many goroutines. Run the tests with -race as well.
//
// Numbers computed from a host's own inputs are below 10^52. They may have any decimals: package bsc rounds them. Each
// suite says what else it checks.
//
// # Findings
//
// The error of a suite has one line for each finding: the question, the answer, and the rule. If one rule is
// broken again and again, only its first findings are listed. A policy that is not pure gets fewer findings,
// because most rules compare one answer with another.
package bsctest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// findings collects what breaks the rules, one line each.
type findings struct {
	lines  []error
	rules  []string       // in the order in which they were first broken
	broken map[string]int // how often each was broken
}

// shown is the number of findings of one rule that have a line of their own.
const shown = 3

func (f *findings) add(rule, format string, args ...any) {
	if f.broken == nil {
		f.broken = map[string]int{}
	}
	f.broken[rule]++
	switch n := f.broken[rule]; {
	case n == 1:
		f.rules = append(f.rules, rule)
	case n > shown:
		return
	}
	f.lines = append(f.lines, errors.New(fmt.Sprintf(format, args...)+"; "+rule))
}

// err returns the findings as one error, or nil.
func (f *findings) err() error {
	lines := f.lines
	for _, rule := range f.rules {
		if more := f.broken[rule] - shown; more > 0 {
			lines = append(lines, fmt.Errorf("and %d more; %s", more, rule))
		}
	}
	return errors.Join(lines...)
}

// present returns an error for a policy that package bsc refuses as nil.
func present(what string, policy any) error {
	if policy == nil {
		return fmt.Errorf("the %s is nil", what)
	}
	switch v := reflect.ValueOf(policy); v.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Chan:
		if v.IsNil() {
			return fmt.Errorf("the %s is a nil %T", what, policy)
		}
	}
	return nil
}

// An answer is the outcome of one call.
type answer[Out any] struct {
	value Out
	text  string // the value, the error or the panic, as findings show it
	kind  string // of failure: a code, an error's type or "panic"; "" is none
}

const panicked = "panic"

// same reports whether both are the same value, or failures of one kind.
func (a answer[Out]) same(b answer[Out]) bool {
	return a.kind == b.kind && (a.kind != "" || a.text == b.text)
}

// ok reports whether the answer has a value.
func (a answer[Out]) ok() bool { return a.kind == "" }

// kindOf returns the same name for errors that mean the same.
func kindOf(err error) string {
	if code := bsc.Code(""); errors.As(err, &code) {
		return "error " + string(code)
	}
	return fmt.Sprintf("error %T", err)
}

// oneLine shows a host's text, such as an error's, on one line.
func oneLine(s string) string {
	const most = 120
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return s
}

// number shows a decimal: the same text for equal numbers, and a short one even for the absurd numbers of a
// faulty policy.
func number(d decimal.Decimal) string {
	const most = 40
	if isAbsurd(d) && !d.IsZero() {
		if bits := d.Coefficient().BitLen(); bits > maxBits {
			return fmt.Sprintf("a number of some %d digits", bits*30103/100_000)
		}
		return fmt.Sprintf("%de%d", d.Coefficient(), d.Exponent())
	}
	if text := string(bsc.NumberOf(d)); len(text) <= most {
		return text
	}
	d = d.Normalize()
	return fmt.Sprintf("%de%d", d.Coefficient(), d.Exponent())
}

// maxPlaces and maxBits bound the numbers that can be computed with: how far from the decimal point they
// reach, and their length.
const (
	maxPlaces = 1000
	maxBits   = 4096
)

// isAbsurd reports whether a number is one that package bsc refuses to compute with.
func isAbsurd(d decimal.Decimal) bool {
	e := d.Exponent()
	return e < -maxPlaces || e > maxPlaces || d.Coefficient().BitLen() > maxBits
}

// admit returns the error of package bsc for the number and the state of a reading.
func admit(r bsc.Reading) error {
	return new(bsc.Readings).Add(bsc.Fact{Ref: bsc.KPIRef(ownID), Period: period.Year(2026), Reading: r})
}

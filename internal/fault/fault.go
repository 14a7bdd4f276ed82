// Package fault is how the engines below the root report faults. A Fault has the words of the root's Problem,
// and the root makes a Problem of each Fault in one place.
package fault

import (
	"slices"

	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// A Code names one kind of fault. Its text is that of the root's Code.
type Code string

// The codes that engines give.
const (
	Value     Code = "value"
	Number    Code = "number"
	Period    Code = "period"
	Calendar  Code = "calendar"
	Frequency Code = "frequency"
	Phasing   Code = "phasing"
	Target    Code = "target"
	NoTarget  Code = "no_target"
	NoLabel   Code = "label"
	NoData    Code = "no_data"
	Direction Code = "direction"
	Syntax    Code = "syntax"
	Duplicate Code = "duplicate"
)

// A Fault is one thing wrong, with its place in what was given.
type Fault struct {
	Code    Code
	Path    string       // a JSON pointer into what was given; "" is all of it
	Detail  words.Phrase // what is wrong
	Allowed words.Phrase // what would be right; may be ""
	Hint    words.Phrase // how to mend it; may be ""
}

// New returns a fault with a detail.
func New(code Code, says string, args ...any) *Fault {
	return &Fault{Code: code, Detail: words.New(says, args...)}
}

// At returns the fault with path put before its own.
func (f *Fault) At(path string) *Fault {
	f.Path = path + f.Path
	return f
}

// Text says in one printable line what is wrong, without the place.
func (f *Fault) Text() string { return OneLine(f.Detail.String()) }

// Whole says all of a fault in one phrase: the place unless it is "", what is wrong, what is allowed, and a hint.
func Whole(place string, detail, allowed, hint words.Phrase) words.Phrase {
	if !allowed.IsZero() {
		detail = words.New("with_allowed", "what", detail, "allowed", allowed)
	}
	if !hint.IsZero() {
		detail = words.New("with_hint", "what", detail, "hint", hint)
	}
	if place != "" {
		detail = words.New("about", "what", place, "says", detail)
	}
	return detail
}

// MaxText bounds the text of one error, in bytes.
const MaxText = 300

// OneLine makes text safe for one line of a log: no controls or invisible characters, and bounded.
func OneLine(s string) string {
	return oneline.Cut(oneline.Printable(oneline.Cut(s, 2*MaxText)), MaxText) // the rest of a very long text is not even looked at
}

// NotOneOf returns the fault of a value that is not among those allowed. what is the noun for such values, which has the
// code noun.what.
func NotOneOf[T ~string](path, what string, got T, allowed []T) *Fault {
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	f := New(Value, "unknown", "what", words.Name("noun", what), "got", got)
	f.Path, f.Allowed, f.Hint = path, words.New("one_of", "values", names), DidYouMean(string(got), names)
	return f
}

// OneOf checks that a value is among those allowed.
func OneOf[T ~string](path, what string, got T, allowed []T) *Fault {
	if slices.Contains(allowed, got) {
		return nil
	}
	return NotOneOf(path, what, got, allowed)
}

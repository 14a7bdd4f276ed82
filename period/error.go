package period

import (
	"fmt"
	"reflect"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
)

// An Error says why a label is no period, or why a calendar has no answer. Its Code is the text of a code of
// package bsc: errors.Is(err, bsc.ErrPeriod) holds if Code is "period", and likewise for bsc.ErrCalendar and
// bsc.ErrValue. An Error is plain data, and this package never changes one that it has returned.
type Error struct {
	Code    string       `json:"code"`             // period, calendar or value
	Path    string       `json:"path,omitempty"`   // where in a Calendar, as a JSON pointer; "" is all of it, or no calendar
	Detail  words.Phrase `json:"detail"`           // what is wrong
	Allowed words.Phrase `json:"allowed,omitzero"` // what would be right; may be ""
	Hint    words.Phrase `json:"hint,omitzero"`    // how to mend it; may be ""
}

// Error returns one printable line of at most 300 bytes: the place, what is wrong, what is allowed, and a hint.
func (e *Error) Error() string {
	text := e.Detail.String()
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if !e.Allowed.IsZero() {
		text += " (" + e.Allowed.String() + ")"
	}
	if !e.Hint.IsZero() {
		text += "; " + e.Hint.String()
	}
	return fault.OneLine(text)
}

// Is reports whether target is the error's code: a code of package bsc, or another error with exactly its
// text.
func (e *Error) Is(target error) bool {
	return reflect.TypeOf(target).Kind() == reflect.String && target.Error() == e.Code
}

// errorOf makes an Error of a fault.
func errorOf(f *fault.Fault) *Error {
	return &Error{string(f.Code), f.Path, f.Detail, f.Allowed, f.Hint}
}

// Errors is everything that is wrong with a Calendar, in its order. errors.Is and errors.As look at each.
type Errors []*Error

// MarshalJSON writes a list.
func (es Errors) MarshalJSON() ([]byte, error) { return wire.Marshal([]*Error(es)) }

// Error returns the first error and the number of others, in one line.
func (es Errors) Error() string {
	switch len(es) {
	case 0:
		return "no error"
	case 1:
		return es[0].Error()
	}
	more := fmt.Sprintf(" (and %d more)", len(es)-1)
	return oneline.Cut(es[0].Error(), fault.MaxText-len(more)) + more
}

// Unwrap returns the errors.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

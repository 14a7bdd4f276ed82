package curve

import (
	"reflect"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// An Error says why anchors make no curve. Its Code is the text of a code of package bsc: errors.Is(err, bsc.ErrValue)
// holds if Code is "value", and likewise for bsc.ErrNumber. An Error is plain data, and this package never changes one
// that it has returned.
type Error struct {
	Code    string       `json:"code"`             // value or number
	Path    string       `json:"path,omitempty"`   // where, as a JSON pointer into the arguments of the scorer "curve": /anchors/2
	Detail  words.Phrase `json:"detail"`           // what is wrong
	Allowed words.Phrase `json:"allowed,omitzero"` // what would be right
}

// Error returns one printable line of at most 300 bytes: the place, what is wrong, and what is allowed.
func (e *Error) Error() string {
	return fault.OneLine(e.Path + ": " + e.Detail.String() + " (" + e.Allowed.String() + ")")
}

// Is reports whether target is the error's code: a code of package bsc, or another error with exactly its text.
func (e *Error) Is(target error) bool {
	return reflect.TypeOf(target).Kind() == reflect.String && target.Error() == e.Code
}

// errorOf converts a fault to an Error.
func errorOf(f *fault.Fault) *Error {
	return &Error{string(f.Code), f.Path, f.Detail, f.Allowed}
}

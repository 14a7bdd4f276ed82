package bsc

import "github.com/go-bsc/bsc/words"

// What is not written as JSON itself. Nothing of it shows outside, and {} would look like a result without content.

// notWritten is the error of a type that is not written as JSON: a *Problem with ErrInput.
func notWritten(name string) ([]byte, error) {
	p := fault(ErrInput, "not_written_as_json", "type", words.New("type."+name))
	p.Hint = words.New("write_instead." + name)
	return nil, p
}

// MarshalJSON always fails: package report writes a Result as JSON, in a report. The error is a *Problem with ErrInput.
func (Result) MarshalJSON() ([]byte, error) {
	return notWritten("result")
}

// MarshalJSON always fails: package report writes an Explanation as JSON. The error is a *Problem with ErrInput.
func (Explanation) MarshalJSON() ([]byte, error) {
	return notWritten("explanation")
}

// MarshalJSON always fails: the Definition is what can be written. The error is a *Problem with ErrInput.
func (Scorecard) MarshalJSON() ([]byte, error) {
	return notWritten("scorecard")
}

// MarshalJSON always fails: the board's Result can be written. The error is a *Problem with ErrInput.
func (Board) MarshalJSON() ([]byte, error) {
	return notWritten("board")
}

// MarshalJSON always fails: the Readings can be written. The error is a *Problem with ErrInput.
func (Batch) MarshalJSON() ([]byte, error) {
	return notWritten("batch")
}

// MarshalJSON always fails: the handle's Ref can be written. The error is a *Problem with ErrInput.
func (Handle) MarshalJSON() ([]byte, error) { return notWritten("handle") }

// MarshalJSON always fails: a table holds what a host already has. The error is a *Problem with ErrInput.
func (Table) MarshalJSON() ([]byte, error) {
	return notWritten("table")
}

// MarshalJSON always fails: what the sums were made of can be written. The error is a *Problem with ErrInput.
func (Sums) MarshalJSON() ([]byte, error) {
	return notWritten("sums")
}

// MarshalJSON always fails: policies are code. The error is a *Problem with ErrInput.
func (*Registry) MarshalJSON() ([]byte, error) {
	return notWritten("registry")
}

// MarshalJSON always fails: the Policy can be written. The error is a *Problem with ErrInput.
func (Args) MarshalJSON() ([]byte, error) { return notWritten("args") }

// MarshalJSON always fails: an explanation shows what a policy noted. The error is a *Problem with ErrInput.
func (Trace) MarshalJSON() ([]byte, error) {
	return notWritten("trace")
}

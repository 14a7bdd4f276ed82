package bsc

import "github.com/go-bsc/bsc/words"

// What is not written as JSON itself. Nothing of it shows outside, and {} would look like a result without content.

// notWritten is the error of what is not written as JSON: a *Problem with ErrInput.
func notWritten(what, instead string) ([]byte, error) {
	p := fault(ErrInput, "not_written_json_itself", "what", what)
	p.Hint = words.Text(instead)
	return nil, p
}

// MarshalJSON always fails: package report writes a Result as JSON, in a report. The error is a *Problem with ErrInput.
func (Result) MarshalJSON() ([]byte, error) {
	return notWritten("a Result", "write report.Of(result), of package report")
}

// MarshalJSON always fails: package report writes an Explanation as JSON. The error is a *Problem with ErrInput.
func (Explanation) MarshalJSON() ([]byte, error) {
	return notWritten("an Explanation", "write report.Explain(result, ref), of package report")
}

// MarshalJSON always fails: the Definition is what can be written. The error is a *Problem with ErrInput.
func (Scorecard) MarshalJSON() ([]byte, error) {
	return notWritten("a Scorecard", "write the Definition that it was compiled from, its Map, or the Rules of its nodes")
}

// MarshalJSON always fails: the board's Result can be written. The error is a *Problem with ErrInput.
func (Board) MarshalJSON() ([]byte, error) {
	return notWritten("a Board", "write report.Of(board.Result()), of package report")
}

// MarshalJSON always fails: the Readings can be written. The error is a *Problem with ErrInput.
func (Batch) MarshalJSON() ([]byte, error) {
	return notWritten("a Batch", "commit it, and write the Readings")
}

// MarshalJSON always fails: the handle's Ref can be written. The error is a *Problem with ErrInput.
func (Handle) MarshalJSON() ([]byte, error) { return notWritten("a Handle", "write its Ref") }

// MarshalJSON always fails: a table holds what a host already has. The error is a *Problem with ErrInput.
func (Table) MarshalJSON() ([]byte, error) {
	return notWritten("a Table", "put the numbers into Readings, and write those")
}

// MarshalJSON always fails: what the sums were made of can be written. The error is a *Problem with ErrInput.
func (Sums) MarshalJSON() ([]byte, error) {
	return notWritten("a Sums", "write the Summands that it was made of, or Result.Addends")
}

// MarshalJSON always fails: policies are code. The error is a *Problem with ErrInput.
func (*Registry) MarshalJSON() ([]byte, error) {
	return notWritten("a Registry", "write a Definition, whose policies have names and arguments")
}

// MarshalJSON always fails: the Policy can be written. The error is a *Problem with ErrInput.
func (Args) MarshalJSON() ([]byte, error) { return notWritten("an Args", "write the Policy") }

// MarshalJSON always fails: an explanation shows what a policy noted. The error is a *Problem with ErrInput.
func (Trace) MarshalJSON() ([]byte, error) {
	return notWritten("a Trace", "write report.Explain(result, ref), of package report")
}

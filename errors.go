package bsc

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/words"
)

// Errors: codes, problems, the errors that hold them, and panics of a host's code.

// A Code names one kind of problem. Codes are errors: errors.Is(err, bsc.ErrCycle) works with any error of this
// package. Their text never changes.
type Code string

// Error returns the code itself.
func (c Code) Error() string { return string(c) }

// The codes, each with its cause. The Problem that carries a code says where, and what is allowed.
const (
	ErrSyntax       Code = "syntax"       // a document is not JSON, or has a field, type or value the format does not know
	ErrSchema       Code = "schema"       // the schema number is newer than this package
	ErrID           Code = "id"           // an id is empty, too long, or has spaces or invisible characters
	ErrDuplicate    Code = "duplicate"    // two nodes, uses, links, targets of a period or keys of a document are the same
	ErrSimilar      Code = "similar"      // a warning: two ids differ only by case, or look the same
	ErrNumber       Code = "number"       // no decimal number, or beyond 34 significant digits, 52 places or 10^52
	ErrValue        Code = "value"        // a value is not one of those allowed
	ErrWeight       Code = "weight"       // a negative weight, siblings that are all 0, or a weighted_sum that is not 100
	ErrUnknownRef   Code = "unknown_ref"  // something refers to a node that does not exist
	ErrCycle        Code = "cycle"        // links without delay, or calculated KPIs, lead back to where they began
	ErrOrphan       Code = "orphan"       // a warning: an objective without a link on a map that has links
	ErrDownward     Code = "downward"     // a warning: a link from a higher perspective to a lower one
	ErrEmpty        Code = "empty"        // a warning: a perspective or an objective with nothing in it
	ErrBands        Code = "bands"        // bands that are not in order, repeat a limit, or use an unknown rating
	ErrPolicyName   Code = "policy_name"  // a policy that is neither built in nor registered
	ErrPolicyArgs   Code = "policy_args"  // arguments that the policy refuses
	ErrDirection    Code = "direction"    // a scorer, target or band that contradicts the KPI's direction
	ErrTarget       Code = "target"       // a target that contradicts itself, or that nothing can be scored against
	ErrNoTarget     Code = "no_target"    // a scorer needs a target and none is in force
	ErrUnit         Code = "unit"         // different units of measure add up; a warning: percentages do
	ErrLabel        Code = "label"        // a label is unknown, or stands where a number should, or the reverse
	ErrPolicy       Code = "policy"       // a policy returned an error or a result that is not allowed
	ErrPanic        Code = "panic"        // a policy, a source or a subscriber panicked, or ended its goroutine
	ErrPeriod       Code = "period"       // not a period
	ErrCalendar     Code = "calendar"     // a calendar that does not hold together, such as a table with a gap
	ErrFrequency    Code = "frequency"    // readings, a target, a basis or a period that do not fit a KPI's frequency
	ErrPhasing      Code = "phasing"      // a phasing that does not fit its target; a warning: a target that should have one
	ErrInput        Code = "input"        // an input that Evaluate cannot use, or a file that cannot be read at all
	ErrConflict     Code = "conflict"     // two different readings for one KPI and period, recorded at one moment
	ErrRegistration Code = "registration" // a policy cannot be registered under this name
	ErrLimit        Code = "limit"        // more, or larger, than Limits allow; also for the line that counts the rest
	ErrLoop         Code = "loop"         // a Board's subscribers keep changing it, or code that it calls sets it
)

// ErrNoData, returned by a host's policy, means that the node has no data, which is not a failure.
const ErrNoData Code = "no_data"

// A Pointer is a JSON pointer (RFC 6901) into a definition, or into the document that was read, such as
// /perspectives/1/objectives/0/kpis/2. Into a list of facts or updates it is the row, counted from 0, as in /3.
type Pointer string

// row is the place of an element of a list that a host gave.
func row(i int) Pointer { return Pointer("/" + strconv.Itoa(i)) }

// isRow reports whether the place is that of an element of a list.
func (p Pointer) isRow() bool {
	_, err := strconv.Atoi(strings.TrimPrefix(string(p), "/"))
	return err == nil
}

// A Problem is one thing wrong, or one warning, with its place. Its text is one line.
type Problem struct {
	Path    Pointer      `json:"path,omitempty"` // where in the definition; "" where there is no document
	Ref     Ref          `json:"ref,omitzero"`   // the node it concerns, for hosts whose nodes are database rows; may be zero
	Code    Code         `json:"code"`
	Warning bool         `json:"warning,omitempty"` // it compiles all the same
	Detail  words.Phrase `json:"detail"`            // what is wrong
	Allowed words.Phrase `json:"allowed,omitzero"`  // what would be right; may be zero
	Hint    words.Phrase `json:"hint,omitzero"`     // how to fix it; may be zero
	Line    int          `json:"line,omitempty"`    // 1-based, in the document; 0 without a document
	Col     int          `json:"col,omitempty"`     // 1-based, counted in bytes, or as Options.UTF16 says
	// EndLine and EndCol are behind the last character of what it concerns: a value, a key, or a cell of a file. The column
	// counts as Col. 0 where that is not known.
	EndLine int    `json:"end_line,omitempty"`
	EndCol  int    `json:"end_col,omitempty"`
	Err     error  `json:"-"` // the cause, such as a host policy's own error; may be nil
	more    int    // in the line that says how many more there are
	lacks   []Kind // of a reference to nothing: the kinds of node that it may name
}

// Error returns the problem as one printable line of at most 300 bytes:
// place, what is wrong, what is allowed, and a hint.
func (p *Problem) Error() string { return p.In(nil) }

// In says the problem as Error does, in another language.
func (p *Problem) In(language words.Catalogue) string { return oneLine(language.Say(p.Phrase())) }

// Phrase says the whole problem in any language: place, what is wrong, what is allowed, and a hint.
func (p *Problem) Phrase() words.Phrase {
	var where words.Phrase
	if place := p.place(); place != "" {
		where = words.New("problem_at", "where", place)
	}
	if p.Line > 0 {
		where = words.New("problem_at_line", "line", p.Line, "column", p.Col, "where", where)
	}
	return p.all(where)
}

// place says where the problem is, but for its line; "" if that is not known.
func (p *Problem) place() string {
	switch {
	case p.Path.isRow() && p.Ref != Ref{}:
		return string(p.Path) + " " + p.Ref.String()
	case p.Path != "":
		return string(p.Path)
	}
	return p.Ref.String()
}

// all says what is wrong, what is allowed, and a hint, after a place.
func (p *Problem) all(place words.Phrase) words.Phrase {
	var allowed, hint words.Phrase
	if !p.Allowed.IsZero() {
		allowed = words.New("problem_allowed", "allowed", p.Allowed)
	}
	if !p.Hint.IsZero() {
		hint = words.New("problem_hint", "hint", p.Hint)
	}
	return words.New("problem", "place", place, "detail", p.said(), "allowed", allowed, "hint", hint)
}

// said says what is wrong, without its place, and with its cause.
func (p *Problem) said() words.Phrase {
	if p.Err == nil || p.Err == p.Code {
		return p.Detail
	}
	cause, ok := errorText(p.Err)
	if !ok {
		return words.New("about", "what", p.Detail, "says", words.New("cause_without_text", "type", fmt.Sprintf("%T", p.Err)))
	}
	cause = cut(oneLine(cause), max(faults.MaxText-len(p.Detail.String())-len(": "), len("…"))) // a host's may be long
	return words.New("about", "what", p.Detail, "says", words.Text(cause))
}

// Unwrap gives errors.Is and errors.As the code and the cause.
func (p *Problem) Unwrap() []error {
	if p.Err == nil {
		return []error{p.Code}
	}
	return []error{p.Code, p.Err}
}

// oneLine makes text safe for one line of a log: no controls or invisible characters, and bounded.
func oneLine(s string) string { return faults.OneLine(s) }

// cut shortens s to at most n bytes, at a rune's edge, and marks the cut.
func cut(s string, n int) string { return oneline.Cut(s, n) }

// Problems lists problems in document order. It is not an error; Err makes one of it.
type Problems []*Problem

// String returns the problems, one a line: what is wrong first, then the warnings, which begin with "warning: ". What
// three or more have in common is one line, which names the first two and says how many more there are. Problems with a
// line in a file stay apart unless they are warnings, because each is to be mended where it is. The list itself has them
// all.
func (ps Problems) String() string {
	alike := map[saying]Problems{}
	for _, p := range ps {
		alike[p.saying()] = append(alike[p.saying()], p)
	}
	var b strings.Builder
	for _, warnings := range []bool{false, true} {
		for _, p := range ps {
			if p.Warning != warnings {
				continue
			}
			own := p.saying()
			together := own.line == 0 && len(alike[own]) > 2
			if together && alike[own][0] != p {
				continue
			}
			if warnings {
				b.WriteString("warning: ")
			}
			if together {
				b.WriteString(alike[own].together() + "\n")
				continue
			}
			b.WriteString(p.Error() + "\n")
		}
	}
	return b.String()
}

// A saying is what problems that are told together have in common.
type saying struct {
	warning bool
	line    int // of what stays apart
	text    string
}

func (p *Problem) saying() saying {
	s := saying{warning: p.Warning, text: p.all(words.Phrase{}).String()}
	if !p.Warning {
		s.line = p.Line
	}
	return s
}

// together tells problems that say the same in one line.
func (ps Problems) together() string {
	place := func(p *Problem) string {
		if p.Ref != (Ref{}) || p.Path == "" {
			return p.Ref.String()
		}
		return string(p.Path)
	}
	return oneLine(fmt.Sprintf("%s, %s and %d more: %s", place(ps[0]), place(ps[1]), len(ps)-2, ps[0].all(words.Phrase{})))
}

// Locate gives problems with a Path and no Line their line and column in the document that was read, and their end; of
// the options, UTF16 says what columns count. These are the problems of Compile, which sees a Definition and no
// document. If a path leads to nothing, as that of a missing id, the place is that of what should have it. A document with other paths than the definition's gives wrong places.
func (ps Problems) Locate(document []byte, o *Options) {
	var without Problems
	var pointers []string
	for _, p := range ps {
		if p.Line == 0 && p.Path != "" && p.Path[0] == '/' {
			without, pointers = append(without, p), append(pointers, string(p.Path))
		}
	}
	if len(without) == 0 {
		return
	}
	for i, at := range strictjson.Locate(document, pointers, o.columns()) {
		without[i].stands(at)
	}
}

// Err returns nil if there are only warnings, else a *DefinitionError with the other problems.
func (ps Problems) Err() error {
	var errs Problems
	for _, p := range ps {
		if !p.Warning {
			errs = append(errs, p)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return &DefinitionError{Problems: errs}
}

// Warnings returns the problems that are warnings.
func (ps Problems) Warnings() Problems {
	var warnings Problems
	for _, p := range ps {
		if p.Warning {
			warnings = append(warnings, p)
		}
	}
	return warnings
}

// Limit returns the first problems, as many as Options.Limits lists, and as many warnings. A line of each kind says how
// many more there are. Such lines among the problems are counted in, so that the problems of several definitions can be
// joined and limited again.
func (ps Problems) Limit(o *Options) Problems { return ps.upTo(o.ResolvedLimits().Problems) }

// clone returns a copy that shares nothing but the causes, which are a host's own.
func (ps Problems) clone() Problems {
	var copies Problems
	for _, p := range ps {
		own := *p
		copies = append(copies, &own)
	}
	return copies
}

// A DefinitionError holds everything wrong with a definition. errors.Is finds the code of any of its problems.
type DefinitionError struct {
	Problems Problems `json:"problems"`
}

// Error returns the first problem and how many more there are, in one line. Its Problems print one a line.
func (e *DefinitionError) Error() string { return summary("definition", e.Problems) }

// Unwrap returns the problems.
func (e *DefinitionError) Unwrap() []error { return unwrap(e.Problems) }

// An InputError holds everything wrong with what was given to Evaluate, or read from a file of readings or targets, or
// from a report.
type InputError struct {
	Problems Problems `json:"problems"`
}

// Error returns the first problem and how many more there are, in one line. Its Problems print one a line.
func (e *InputError) Error() string { return summary("input", e.Problems) }

// Unwrap returns the problems.
func (e *InputError) Unwrap() []error { return unwrap(e.Problems) }

func summary(of string, ps Problems) string {
	if len(ps) == 0 {
		return "bsc: " + of + " error"
	}
	others := len(ps) - 1
	if others == 0 {
		return oneLine("bsc: " + ps[0].Error())
	}
	if last := ps[others]; last.more > 0 {
		others += last.more - 1
	}
	more := fmt.Sprintf(" (and %d more)", others)
	return cut(oneLine("bsc: "+ps[0].Error()), faults.MaxText-len(more)) + more
}

func unwrap(ps Problems) []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// A PanicError is the cause of a Problem with ErrPanic: a host's code panicked, and the evaluation went on.
type PanicError struct {
	Value any    `json:"-"` // what was given to panic
	Stack []byte `json:"-"` // where it happened, as debug.Stack prints it
}

// Error shows the value in one line if it is an error or text, else its type. It never formats a host's own values.
func (e *PanicError) Error() string { return oneLine(e.said().String()) }

func (e *PanicError) said() words.Phrase {
	switch v := e.Value.(type) {
	case nil, *runtime.PanicNilError: // nil under GODEBUG=panicnil=1, else the other
		return words.New("panic_with_nil")
	case error:
		if text, ok := errorText(v); ok {
			return words.New("panic", "says", words.Text(oneLine(text)))
		}
	case string:
		return words.New("panic", "says", words.Text(oneLine(v)))
	}
	return words.New("panic_with_value", "type", fmt.Sprintf("%T", e.Value))
}

// guard runs a host's code and turns a panic into a *PanicError. A panic shows in f not having returned, since recover
// gives nil for panic(nil) if the host has set GODEBUG=panicnil=1. If f ends its goroutine, the goroutine still ends.
func guard(f func() error) (err error) {
	done := false
	defer func() {
		if !done {
			err = &PanicError{Value: recover(), Stack: debug.Stack()}
		}
	}()
	err = f()
	done = true
	return err
}

// A caller runs a host's code: guard, or a function that does more. nil is guard.
type caller func(f func() error) error

func (c caller) call(f func() error) error {
	if c == nil {
		return guard(f)
	}
	return c(f)
}

// unless returns a caller that calls nothing once stop returns an error: the result is no longer wanted.
func unless(stop func() error) caller {
	return func(f func() error) error {
		if err := stop(); err != nil {
			return err
		}
		return guard(f)
	}
}

// errorText returns the text of a host's error; false if that panics.
func errorText(err error) (text string, ok bool) {
	failed := guard(func() error {
		text = err.Error()
		return nil
	})
	return text, failed == nil
}

// hasPanicked reports whether a host's error holds a panic.
func hasPanicked(err error) (has bool) {
	_ = guard(func() error {
		var panicked *PanicError
		has = errors.As(err, &panicked)
		return nil
	})
	return has
}

// hasNoData reports whether a host's error is ErrNoData. Its own Is, As and Unwrap may panic.
func hasNoData(err error) (is bool) {
	if err == nil || err == ErrNoData {
		return err != nil
	}
	_ = guard(func() error {
		is = errors.Is(err, ErrNoData)
		return nil
	})
	return is
}

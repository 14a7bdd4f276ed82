package bsctest

import (
	"fmt"
	"slices"
	"sync"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// A suite asks one policy or source many questions. Its methods check rules. A question that breaks a rule is
// not asked again: one fault gives one finding.
type suite[In, Out any] struct {
	findings
	what      string // a scorer, an aggregator …
	call      func(In) (Out, error)
	describe  func(In) string
	text      func(Out) string
	questions []question[In, Out]
}

// A question is an input and the first answer to it.
type question[In, Out any] struct {
	in    In
	name  string // the input, as findings show it
	given bool   // by the host
	used  In     // the copy that was passed in the call
	says  answer[Out]
	heard []answer[Out] // of many goroutines
}

// run asks about the host's inputs and the suite's own, and checks the rules for all policies and sources.
func (s *suite[In, Out]) run(given, own []In) {
	for i, in := range given {
		s.put(question[In, Out]{in: in, name: fmt.Sprintf("input %d, %s", i+1, s.describe(in)), given: true})
	}
	for _, in := range own {
		s.put(question[In, Out]{in: in, name: s.describe(in)})
	}
	s.each(s.what+" must not panic", func(q question[In, Out]) string {
		if q.says.kind != panicked {
			return ""
		}
		return q.says.text
	})
	s.untouched()
	// Each of these compares answers. If one of them fails, the next cannot rely on the answers.
	for _, rule := range []func() bool{s.pure, s.forgetful, s.selfless, s.traced, s.concurrent} {
		if !rule() {
			return
		}
	}
}

func (s *suite[In, Out]) put(q question[In, Out]) {
	q.used = copyOf(q.in)
	q.says = s.ask(q.used)
	s.questions = append(s.questions, q)
}

// ask makes one call and catches its panic.
func (s *suite[In, Out]) ask(in In) (a answer[Out]) {
	done := false
	defer func() {
		if !done { // recover returns nil for panic(nil) if the host has set GODEBUG=panicnil=1
			a = answer[Out]{text: oneLine((&bsc.PanicError{Value: recover()}).Error()), kind: panicked}
		}
	}()
	a = s.heard(in)
	done = true
	return a
}

// heard makes one call.
func (s *suite[In, Out]) heard(in In) answer[Out] {
	value, err := s.call(in)
	if err != nil {
		return answer[Out]{text: "the error " + oneLine(err.Error()), kind: kindOf(err)}
	}
	return answer[Out]{value: value, text: s.text(value)}
}

// each checks a rule on every question and reports whether it holds. broken returns what came out if the rule
// is broken, else "".
func (s *suite[In, Out]) each(rule string, broken func(question[In, Out]) string) bool {
	n := len(s.questions)
	s.questions = slices.DeleteFunc(s.questions, func(q question[In, Out]) bool {
		what := broken(q)
		if what != "" {
			s.add(rule, "%s: %s", q.name, what)
		}
		return what != ""
	})
	return len(s.questions) == n
}

// again asks once more and returns both answers if they differ.
func (s *suite[In, Out]) again(q question[In, Out], in In) string {
	if now := s.ask(in); !now.same(q.says) {
		return q.says.text + ", and then " + now.text
	}
	return ""
}

// untouched checks that inputs stay unchanged, without a Trace and with one.
func (s *suite[In, Out]) untouched() {
	s.each(s.what+" must not change its input", func(q question[In, Out]) string {
		traced := withTrace(q.in)
		s.ask(traced)
		for _, used := range []In{q.used, traced} {
			if field := changed(copyOf(q.in), used); field != "" {
				return field + " was changed"
			}
		}
		return ""
	})
}

// pure asks the same twice more.
func (s *suite[In, Out]) pure() bool {
	return s.each("one input must have one result", func(q question[In, Out]) string {
		for range 2 {
			if what := s.again(q, copyOf(q.in)); what != "" {
				return what
			}
		}
		return ""
	})
}

// forgetful asks in another order.
func (s *suite[In, Out]) forgetful() bool {
	slices.Reverse(s.questions)
	held := s.each("a result must not depend on what was asked before", func(q question[In, Out]) string {
		return s.again(q, copyOf(q.in))
	})
	slices.Reverse(s.questions)
	return held
}

// selfless asks again after overwriting the inputs of earlier calls.
func (s *suite[In, Out]) selfless() bool {
	for _, q := range s.questions {
		spoil(q.used)
	}
	return s.each(s.what+" must not keep its input", func(q question[In, Out]) string {
		if what := s.again(q, copyOf(q.in)); what != "" {
			return what + " after earlier inputs were overwritten"
		}
		return ""
	})
}

// traced asks with a Trace.
func (s *suite[In, Out]) traced() bool {
	return s.each("a Trace must not change the result", func(q question[In, Out]) string {
		if what := s.again(q, withTrace(q.in)); what != "" {
			return what + " with a Trace"
		}
		return ""
	})
}

// concurrent asks everything from many goroutines at once, each in an order of its own.
func (s *suite[In, Out]) concurrent() bool {
	const goroutines = 4
	n := len(s.questions)
	for i := range s.questions {
		s.questions[i].heard = make([]answer[Out], goroutines)
	}
	start := make(chan struct{})
	var running sync.WaitGroup
	for g := range goroutines {
		running.Go(func() {
			<-start
			for i := range n {
				q := &s.questions[(i+g*n/goroutines)%n]
				q.heard[g] = s.ask(copyOf(q.in))
			}
		})
	}
	close(start)
	running.Wait()
	return s.each("a result must be the same in every goroutine", func(q question[In, Out]) string {
		for _, a := range q.heard {
			if !a.same(q.says) {
				return q.says.text + ", but " + a.text + " in another goroutine"
			}
		}
		return ""
	})
}

// answered checks that the host's own inputs have results.
func (s *suite[In, Out]) answered() {
	s.each("an input given to the test must have a result or ErrNoData", func(q question[In, Out]) string {
		if !q.given || q.says.ok() || q.says.kind == kindOf(bsc.ErrNoData) {
			return ""
		}
		return q.says.text
	})
}

// bounded checks the size of numbers computed from the host's own inputs.
func bounded[In any](s *suite[In, decimal.Decimal]) {
	s.each("a number is below 10^52", func(q question[In, decimal.Decimal]) string {
		if !q.given || !q.says.ok() || fits(q.says.value) {
			return ""
		}
		return q.says.text
	})
}

// fits reports whether package bsc accepts a policy's number.
func fits(d decimal.Decimal) bool {
	return d.IsZero() || int64(d.NumDigits())+int64(d.Exponent()) <= 52
}

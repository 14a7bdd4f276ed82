package bsc

import (
	"errors"
	"reflect"
	"runtime/debug"
)

// guard runs a host's code and turns a panic into a *PanicError. A panic is known by f not having returned, since
// recover gives nil for panic(nil) where the host has set GODEBUG=panicnil=1. A goroutine that f ends goes on ending.
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

// A caller runs a host's code: guard, or what does more; nil is guard.
type caller func(f func() error) error

func (c caller) call(f func() error) error {
	if c == nil {
		return guard(f)
	}
	return c(f)
}

// unless returns a caller that calls nothing once stop says why nobody wants what it gives any more.
func unless(stop func() error) caller {
	return func(f func() error) error {
		if err := stop(); err != nil {
			return err
		}
		return guard(f)
	}
}

// isNil reports whether a host's value is nil, or an interface around a nil that is of no use. A nil map or
// slice is as good as an empty one.
func isNil(v any) bool {
	if v == nil {
		return true
	}
	switch v := reflect.ValueOf(v); v.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Chan:
		return v.IsNil()
	}
	return false
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

// hasPanicked reports whether a host's error holds a panic.
func hasPanicked(err error) (has bool) {
	_ = guard(func() error {
		var panicked *PanicError
		has = errors.As(err, &panicked)
		return nil
	})
	return has
}

// errorText returns what a host's error says; false where saying it panics.
func errorText(err error) (text string, ok bool) {
	failed := guard(func() error {
		text = err.Error()
		return nil
	})
	return text, failed == nil
}

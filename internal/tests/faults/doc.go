// Package faults tests what is left when a host's own code goes wrong: it panics, fails, ends its goroutine, calls
// back, returns nonsense, or is cancelled.
package faults

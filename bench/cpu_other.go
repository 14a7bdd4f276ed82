//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package main

import "time"

// cpuTime returns the time since the start, for an operating system without getrusage.
func cpuTime() time.Duration { return time.Since(began) }

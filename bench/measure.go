package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"
)

const (
	slow  = 3 * time.Second       // a longer run has fewer rounds
	brief = 50 * time.Millisecond // a shorter one is repeated within its turn
)

// began is the time at which the program started.
var began = time.Now()

// An entry is a contestant in the race with its measurements.
type entry struct {
	job
	name   string
	exact  bool
	repeat int      // runs within one turn
	rounds int      // turns in the race
	held   int64    // bytes; negative: unknown
	turns  []sample // each per run
}

// A sample is the cost of one run.
type sample struct {
	cpu, wall      time.Duration
	mallocs, bytes uint64
}

// enter makes the contestants and runs each once to find out how long it takes. It logs those that are
// absent.
func enter[D any](list []contestant[D], d D, rounds int, log io.Writer) ([]*entry, error) {
	var entries []*entry
	for _, c := range list {
		held := heap()
		j, err := c.make(d)
		if errors.Is(err, errAbsent) {
			fmt.Fprintf(log, "Skipped: %s: %v.\n", c.name, err)
			continue
		}
		if err != nil {
			return entries, fmt.Errorf("%s: %w", c.name, err)
		}
		e := &entry{name: c.name, exact: c.exact, job: j, repeat: 1, rounds: rounds, held: j.bytes}
		entries = append(entries, e)
		start := time.Now()
		if err := j.run(); err != nil {
			return entries, fmt.Errorf("%s: %w", c.name, err)
		}
		took := max(time.Since(start), 1)
		if took < brief {
			e.repeat = int(brief / took)
		}
		if took > slow {
			e.rounds = min(rounds, max(2, int(time.Duration(rounds)*slow/took)))
			fmt.Fprintf(log, "Slow: %s took %.1f s, and has %d rounds of %d.\n", c.name, took.Seconds(), e.rounds, rounds)
		}
		if e.held == 0 {
			e.held = heap() - held
		}
	}
	return entries, nil
}

// race runs every contestant once per round. Each round begins with the next contestant.
func race(entries []*entry) error {
	for round := 0; ; round++ {
		over := true
		for i := range entries {
			e := entries[(i+round)%len(entries)]
			if round >= e.rounds {
				continue
			}
			over = false
			s, err := e.turn()
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			e.turns = append(e.turns, s)
		}
		if over {
			return nil
		}
	}
}

// turn runs a contestant and returns the cost of one run. The collector first clears the garbage of others,
// off the clock. Because everybody's data is in memory, it seldom runs within a turn: a turn's garbage costs
// less than it would in a smaller program.
func (e *entry) turn() (sample, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var own time.Duration
	cpu, start := cpuTime(), time.Now()
	for range e.repeat {
		if err := e.run(); err != nil {
			return sample{}, err
		}
		if e.own != nil {
			own += e.own()
		}
	}
	wall := time.Since(start)
	cpu = cpuTime() - cpu
	runtime.ReadMemStats(&after)
	if e.own != nil {
		cpu, wall = own, own
	}
	n := time.Duration(e.repeat)
	return sample{
		cpu: cpu / n, wall: wall / n,
		mallocs: (after.Mallocs - before.Mallocs) / uint64(n),
		bytes:   (after.TotalAlloc - before.TotalAlloc) / uint64(n),
	}, nil
}

// leave closes all contestants.
func leave(entries []*entry) error {
	var errs []error
	for _, e := range entries {
		if e.close != nil {
			errs = append(errs, e.close())
		}
	}
	return errors.Join(errs...)
}

// heap returns the bytes that are in use after a collection.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// median returns the median of f over the turns.
func (e *entry) median(f func(sample) float64) float64 { return median(mapped(e.turns, f)) }

// ratios returns the base's processor time as a multiple of e's, round by round.
func (e *entry) ratios(base *entry) []float64 {
	n := min(len(e.turns), len(base.turns))
	r := make([]float64, n)
	for i := range n {
		r[i] = float64(base.turns[i].cpu) / float64(max(e.turns[i].cpu, 1))
	}
	return r
}

// median returns the middle value, or the mean of the two in the middle; 0 for an empty list.
func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(list))
	n := len(s)
	return (s[(n-1)/2] + s[n/2]) / 2
}

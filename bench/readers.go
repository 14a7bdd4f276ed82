package main

import (
	"fmt"
	"io"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-bsc/bsc"
)

// A shared card is read by many goroutines while one updates it.
type shared struct {
	*updater
	read func() bool // the card's score; false if there is none
}

// A pace is how fast a writer writes.
type pace struct {
	name  string
	rate  int // updates a second; 0: as fast as it can
	batch int // updates in one commit; 0: none at all
}

// paces returns the paces of writers. All others are compared with the first.
func paces() []pace {
	return []pace{
		{name: "idle"},
		{name: "one by one, 10,000/s", rate: 10_000, batch: 1},
		{name: "one by one", batch: 1},
		{name: "1,000 at once", batch: manyUpdates},
	}
}

// A spell is what readers and a writer achieved in a stretch of time.
type spell struct {
	p50, p99, p999 float64 // of what one read takes, in nanoseconds
	reads, updates float64 // a second
}

// share prints how readers and a writer affect each other, on a board and on the alternative that a user
// would write. All goroutines want a core all the time. With more goroutines than cores, the Go scheduler
// gives each a slice of 10 ms in turn. Reads per second are then those of all cores. Updates per second are
// those of the writer's share of the cores, which is one in 65 with 64 readers. A read takes longer if its
// goroutine loses its core meanwhile, to the collector or another goroutine, or waits for a lock. The times
// include the clock's own, some 50 ns.
func (f *feed) share(w io.Writer, markdown bool, rounds int, stint time.Duration) error {
	start := f.d.units()[0]
	var list []*shared
	for _, batch := range []int{1, manyUpdates} {
		u, b, err := f.board("Board", start, batch)
		if err != nil {
			return err
		}
		list = append(list, &shared{u, func() bool { return b.Result().Score().Valid() }}, f.locked(batch))
	}
	counts := []int{1, 8, 64}
	spells := map[string][]spell{}
	key := func(s *shared, readers int, p pace) string { return fmt.Sprint(s.name, readers, p.name) }
	each := func(do func(*shared, int, pace) error) error {
		for i := range 2 { // the board, then the other
			for _, readers := range counts {
				for _, p := range paces() {
					s := list[i]
					if p.batch == manyUpdates {
						s = list[i+2]
					}
					if err := do(s, readers, p); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	for range rounds {
		runtime.GC()
		err := each(func(s *shared, readers int, p pace) error {
			one, err := s.spell(readers, p, stint)
			spells[key(s, readers, p)] = append(spells[key(s, readers, p)], one)
			return err
		})
		if err != nil {
			return err
		}
	}
	rows := [][]string{{"card", "readers", "writer", "p50 ns", "p99 ns", "p99.9 ns", "p99, it : idle", "reads/s", "updates/s"}}
	err := each(func(s *shared, readers int, p pace) error {
		all, idle := spells[key(s, readers, p)], spells[key(s, readers, paces()[0])]
		ratios := make([]float64, rounds)
		for i := range ratios {
			ratios[i] = all[i].p99 / max(idle[i].p99, 1)
		}
		of := func(f func(spell) float64) string { return fmt.Sprintf("%.0f", median(mapped(all, f))) }
		rows = append(rows, []string{
			s.name, fmt.Sprint(readers), p.name,
			of(func(s spell) float64 { return s.p50 }), of(func(s spell) float64 { return s.p99 }), of(func(s spell) float64 { return s.p999 }),
			fmt.Sprintf("%.2f", median(ratios)),
			of(func(s spell) float64 { return s.reads }), of(func(s spell) float64 { return s.updates }),
		})
		return nil
	})
	if err != nil {
		return err
	}
	if err := grid(w, markdown, rows); err != nil {
		return err
	}
	return f.verify(mapped(list, func(s *shared) *updater { return s.updater }))
}

// locked returns a map of scores behind a sync.RWMutex. Its writer computes as fast as a board: in the
// columns, before it takes the lock. Under the lock it only stores the scores that an update may have
// changed. The comparison is therefore of the lock alone. Two reads under it may see different states; two
// reads of one Result never do.
func (f *feed) locked(batch int) *shared {
	var mu sync.RWMutex
	l, c := newLadder(f.d), &cursor{feed: f}
	scores := make(map[string]int64, len(f.refs))
	for at, ref := range f.refs {
		scores[ref.ID] = l.columns.Score(int32(at))
	}
	var moved []int32
	enter := func() {
		mu.Lock()
		defer mu.Unlock()
		for _, at := range moved {
			scores[f.refs[at].ID] = l.columns.Score(at)
		}
	}
	card := f.refs[len(f.refs)-1].ID
	return &shared{
		&updater{
			name: "RWMutex and map", cursor: c,
			update: func(n int) error {
				for n > 0 {
					from, to := c.take(min(n, batch))
					n -= to - from
					moved = moved[:0]
					for i := from; i < to; i++ {
						l.climb(f.kpis[i], f.cents[i]*room, true)
						moved = l.path(moved, f.kpis[i])
					}
					enter()
				}
				return nil
			},
			scores: func() []int64 { return mapped(f.refs, func(ref bsc.Ref) int64 { return scores[ref.ID] }) },
		},
		func() bool {
			mu.RLock()
			_, ok := scores[card]
			mu.RUnlock()
			return ok
		},
	}
}

// path appends a position and all above it.
func (l *ladder) path(list []int32, place int32) []int32 {
	for {
		list = append(list, place)
		node := l.plan.Parent(place)
		if node < 0 {
			return list
		}
		place = l.plan.Position(node)
	}
}

// spell lets so many goroutines read while one writes.
func (s *shared) spell(readers int, p pace, stint time.Duration) (spell, error) {
	var stop atomic.Bool
	var running sync.WaitGroup
	reads, took := make([]int64, readers), make([]latencies, readers)
	start := time.Now()
	for r := range readers {
		running.Go(func() { reads[r] = s.reader(&stop, &took[r]) })
	}
	updates, err := s.writer(p, start, stint)
	stop.Store(true)
	running.Wait()
	seconds := time.Since(start).Seconds()
	var all latencies
	sum := int64(0)
	for r := range readers {
		sum += reads[r]
		for i, n := range took[r] {
			all[i] += n
		}
	}
	if sum < 0 {
		err = fmt.Errorf("%s has no score", s.name)
	}
	return spell{
		p50: all.quantile(0.5), p99: all.quantile(0.99), p999: all.quantile(0.999),
		reads: float64(sum) / seconds, updates: float64(updates) / seconds,
	}, err
}

// reader reads until stop is set, and measures every 64th read. It returns the number of reads.
func (s *shared) reader(stop *atomic.Bool, took *latencies) int64 {
	n := int64(0)
	for ok := true; !stop.Load(); n += 64 {
		for range 63 {
			ok = s.read() && ok
		}
		start := time.Now()
		ok = s.read() && ok
		took[bucket(time.Since(start))]++
		if !ok {
			return -1 << 60
		}
	}
	return n
}

// writer writes for the stint and returns the number of updates it made.
func (s *shared) writer(p pace, start time.Time, stint time.Duration) (int, error) {
	if p.batch == 0 {
		time.Sleep(stint)
		return 0, nil
	}
	for n := 0; ; n += p.batch {
		passed := time.Since(start)
		for p.rate > 0 && passed < stint && n > int(passed.Seconds()*float64(p.rate)) {
			time.Sleep(100 * time.Microsecond)
			passed = time.Since(start)
		}
		if passed >= stint {
			return n, nil
		}
		if err := s.update(p.batch); err != nil {
			return n, err
		}
	}
}

// Latencies count times, short ones by the nanosecond and longer ones in steps of at most a 32nd.
type latencies [60 * 32]int64

// bucket returns where a time is counted.
func bucket(d time.Duration) int {
	e := max(0, bits.Len64(uint64(d))-6)
	return e*32 + int(d>>e)
}

// quantile returns the time in nanoseconds within which this share of all times lies.
func (l *latencies) quantile(share float64) float64 {
	total := int64(0)
	for _, n := range l {
		total += n
	}
	left := int64(share * float64(total))
	for i, n := range l {
		if left -= n; left < 0 {
			e := max(0, i/32-1)
			return float64(uint64(i-e*32) << e)
		}
	}
	return 0
}

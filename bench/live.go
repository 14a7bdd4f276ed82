package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

const (
	smallCard   = 200  // KPIs of the card that is measured besides the large one
	manyUpdates = 1000 // updates in one commit while others read
)

// errStale says that a live score differs from an evaluation of the same readings.
var errStale = errors.New("a live score is not that of a fresh evaluation")

// live prints what an update costs, alone and with concurrent readers, on one card of so many KPIs and on a
// small one. It returns errStale if an updated card ends with other scores than an evaluation of its
// readings.
func live(w io.Writer, markdown bool, kpis, rounds int, stint time.Duration) error {
	fmt.Fprintln(w, machine())
	for _, n := range []int{kpis, smallCard} {
		d := tree(n)
		f, err := newFeed(d)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\none card: %d KPIs, %d objectives, %d perspectives\n\n", len(d.actual), len(d.objectives.weight), len(d.perspectives.weight))
		if err := f.write(w, markdown, rounds); err != nil {
			return err
		}
		fmt.Fprintln(w)
		if err := f.share(w, markdown, rounds, stint); err != nil {
			return err
		}
	}
	return nil
}

// An updater is a way to keep all scores of a card up to date.
type updater struct {
	name   string
	n      int // updates in one run
	cursor *cursor
	update func(n int) error // takes so many updates from the cursor
	scores func() []int64    // of all nodes, in the order of the feed's refs; nil: not compared
}

// write prints what an update costs a writer without readers, in every way there is. The updaters take turns
// as in the race.
func (f *feed) write(w io.Writer, markdown bool, rounds int) error {
	list, err := f.updaters()
	if err != nil {
		return err
	}
	entries, err := enter(mapped(list, func(u *updater) contestant[*data] {
		j := job{run: func() error { return u.update(u.n) }, bytes: -1}
		return contestant[*data]{name: u.name, make: func(*data) (job, error) { return j, nil }}
	}), f.d, rounds, w)
	if err != nil {
		return err
	}
	if err := race(entries); err != nil {
		return err
	}
	base := slices.IndexFunc(list, func(u *updater) bool { return u.name == shifted })
	rows := [][]string{{
		"update by", "updates/s", "wall ns/update", "CPU ns/update", "CPU, it : " + list[0].name, "it : " + shifted, "garbage B/update",
	}}
	for i, e := range entries {
		n := float64(list[i].n)
		per := func(f func(sample) float64) float64 { return e.median(f) / n }
		ratio := func(to int) string {
			return fmt.Sprintf("%.3g", median(entries[to].ratios(e))*float64(list[to].n)/n)
		}
		wall := per(func(s sample) float64 { return float64(s.wall) })
		rows = append(rows, []string{
			e.name,
			fmt.Sprintf("%.0f", 1e9/wall), fmt.Sprintf("%.0f", wall),
			fmt.Sprintf("%.0f", per(func(s sample) float64 { return float64(s.cpu) })),
			ratio(0), ratio(base),
			fmt.Sprintf("%.0f", per(func(s sample) float64 { return float64(s.bytes) })),
		})
	}
	if err := grid(w, markdown, rows); err != nil {
		return err
	}
	return f.verify(list)
}

// verify compares the updated scores with evaluations of the same readings.
func (f *feed) verify(list []*updater) error {
	for _, u := range list {
		if u.scores == nil {
			continue
		}
		r, err := f.card.Evaluate(input(u.cursor.readings()))
		if err != nil {
			return err
		}
		if n := differences(f.scores(r), u.scores()); n > 0 {
			return fmt.Errorf("%w: %s, %d of %d nodes", errStale, u.name, n, len(f.refs))
		}
	}
	return nil
}

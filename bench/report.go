package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// errDiffer says that exact contestants disagree.
var errDiffer = errors.New("exact contestants differ")

// machine describes where the program runs.
func machine() string {
	model := ""
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			if name, value, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
				model = " (" + strings.TrimSpace(value) + ")"
				break
			}
		}
	}
	return fmt.Sprintf("%s %s/%s, %d CPUs%s, %s", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), model, time.Now().Format(time.DateOnly))
}

// grid prints rows, with the first as the header, as Markdown or in columns.
func grid(w io.Writer, markdown bool, rows [][]string) error {
	if !markdown {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		for _, row := range rows {
			fmt.Fprintln(t, strings.Join(row, "\t")+"\t")
		}
		return t.Flush()
	}
	for i, row := range rows {
		fmt.Fprintln(w, "| "+strings.Join(row, " | ")+" |")
		if i == 0 {
			fmt.Fprintln(w, "|---"+strings.Repeat("|---:", len(row)-1)+"|")
		}
	}
	return nil
}

// A work is what one run of a race computes: a number of KPI scores.
type work struct {
	one   string // of them
	count int
}

// times prints the measurements. The other entries are compared with the first.
func times(w io.Writer, markdown bool, of work, entries []*entry) error {
	kpis := float64(of.count)
	base := entries[0]
	rows := [][]string{{
		"contestant", "CPU ns/" + of.one, "wall ns/" + of.one, base.name + " : it", "lowest round", "allocs/" + of.one,
		"garbage B/" + of.one, "held B/" + of.one, "rounds",
	}}
	foreign := false
	for _, e := range entries {
		per := func(f func(sample) float64) float64 { return e.median(f) / kpis }
		name, held, mallocs, bytes := e.name, "?", "?", "?"
		if e.held >= 0 {
			held = fmt.Sprintf("%.0f", float64(e.held)/kpis)
		}
		if e.own != nil {
			name, foreign = name+" *", true
		} else {
			mallocs = fmt.Sprintf("%.3f", per(func(s sample) float64 { return float64(s.mallocs) }))
			bytes = fmt.Sprintf("%.1f", per(func(s sample) float64 { return float64(s.bytes) }))
		}
		ratios := e.ratios(base)
		lowest := 0.0
		for i, r := range ratios {
			if i == 0 || r < lowest {
				lowest = r
			}
		}
		rows = append(rows, []string{
			name,
			fmt.Sprintf("%.2f", per(func(s sample) float64 { return float64(s.cpu) })),
			fmt.Sprintf("%.2f", per(func(s sample) float64 { return float64(s.wall) })),
			fmt.Sprintf("%.2f", median(ratios)), fmt.Sprintf("%.2f", lowest), mallocs, bytes, held,
			fmt.Sprint(len(e.turns)),
		})
	}
	if err := grid(w, markdown, rows); err != nil {
		return err
	}
	if foreign {
		fmt.Fprintln(w, "\n* computes in a process of its own: wall time by its client's clock, in both columns.")
	}
	return nil
}

// A judge compares the exact score of a KPI with a threshold: negative below it, 0 exactly on it.
type judge interface {
	stands(kpi int, threshold int64) int64
}

// check compares the results. Exact contestants must have the digits of the first exact one; else it returns
// errDiffer. For the others it counts the digits that differ, and the KPIs that are on the wrong side of a
// threshold before any rounding.
func check(w io.Writer, markdown bool, of work, d judge, entries []*entry) error {
	var reference *results
	against, differ := "", false
	rows := [][]string{{
		"contestant", "exact", of.one + "s that differ", "cards that differ", "wrong side of 60", "wrong side of 90",
		"of those exactly on them", "of the others",
	}}
	for _, exact := range []bool{true, false} {
		for _, e := range entries {
			if e.exact != exact {
				continue
			}
			r, err := e.scores()
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			if reference == nil && exact {
				reference, against = r, e.name
			}
			row := []string{e.name, "no", "?", "?", "", "", "", ""}
			if exact {
				row[1] = "yes"
			}
			if reference != nil {
				kpis, cards := differences(reference.kpis, r.kpis), differences(reference.cards, r.cards)
				row[2], row[3] = fmt.Sprint(kpis), fmt.Sprint(cards)
				differ = differ || exact && kpis+cards > 0
			}
			if r.floats != nil {
				copy(row[4:], misjudged(d, r.floats))
			}
			rows = append(rows, row)
		}
	}
	if err := grid(w, markdown, rows); err != nil {
		return err
	}
	if reference != nil {
		fmt.Fprintf(w, "\nDigits are compared with those of %s.\n", against)
	}
	if differ {
		return errDiffer
	}
	return nil
}

// differences counts the places at which two lists differ.
func differences(a, b []int64) int {
	n := max(len(a), len(b)) - min(len(a), len(b))
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// misjudged returns the number of float64 scores on the wrong side of 60, and of 90. It then returns the
// share of those among the scores that are exactly 60 or 90, and their number among the others.
func misjudged(d judge, floats []float64) []string {
	var wrong [2]int
	var on, wrongOn int
	for i, s := range floats {
		for j, threshold := range []int64{60, 90} {
			stands := d.stands(i, threshold)
			if stands == 0 {
				on++
			}
			if (stands >= 0) == (s >= float64(threshold)) {
				continue
			}
			wrong[j]++
			if stands == 0 {
				wrongOn++
			}
		}
	}
	return []string{
		fmt.Sprint(wrong[0]), fmt.Sprint(wrong[1]),
		fmt.Sprintf("%d of %d (%.1f %%)", wrongOn, on, 100*float64(wrongOn)/float64(max(on, 1))),
		fmt.Sprint(wrong[0] + wrong[1] - wrongOn),
	}
}

package main

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// groups are the parts of the module with figures of their own, by patterns of their files.
var groups = []struct{ name, patterns string }{
	{"scoring", "scor*.go aggregators.go calculators.go number.go rating.go evaluate*.go curve/* internal/exact/* internal/columns/* internal/scoring/*"},
	{"time", "timeplan.go compile_time.go compile_targets.go target.go period/* internal/almanac/* internal/measure/* internal/target/* internal/timeplan/* internal/rows/*"},
	{"graph", "strategymap.go impact/* internal/graph/*"},
	{"documents", "json.go csv.go reading*.go report/* internal/strictjson/*"},
	{"organisation", "sums*.go cascade/* compare/*"},
	{"versions", "history/* diff/*"},
	{"render", "render/* internal/layout/*"},
	{"lint", "lint/*"},
	{"weights", "weights/*"},
}

// groupOf names the group of a file, whose path starts at the module's folder.
func groupOf(file string) string {
	for _, g := range groups {
		for pattern := range strings.FieldsSeq(g.patterns) {
			if ok, _ := path.Match(pattern, file); ok {
				return g.name
			}
		}
	}
	return "the rest"
}

type tally struct{ mutants, killed, timedOut, survived, notReached int }

func (t *tally) add(m *mutant) {
	t.mutants++
	switch m.fate {
	case killed:
		t.killed++
	case timedOut:
		t.timedOut++
	case survived:
		t.survived++
	case notReached:
		t.notReached++
	}
}

func (t *tally) row(name string) string {
	score := "-"
	if t.mutants > 0 {
		score = fmt.Sprintf("%.1f %%", 100*float64(t.killed+t.timedOut)/float64(t.mutants))
	}
	return fmt.Sprintf("%-34s %7d %7d %9d %8d %11d %8s", name, t.mutants, t.killed, t.timedOut, t.survived, t.notReached, score)
}

// report shows the figures by file and by group, followed by every survivor.
func report(w io.Writer, mutants []*mutant) {
	byFile, byGroup, total := map[string]*tally{}, map[string]*tally{}, &tally{}
	for _, m := range mutants {
		for name, in := range map[string]map[string]*tally{m.file: byFile, groupOf(m.file): byGroup} {
			if in[name] == nil {
				in[name] = &tally{}
			}
			in[name].add(m)
		}
		total.add(m)
	}
	fmt.Fprintf(w, "%-34s %7s %7s %9s %8s %11s %8s\n", "", "mutants", "killed", "timed out", "survived", "not reached", "score")
	for _, by := range []map[string]*tally{byFile, byGroup} {
		for _, name := range sorted(by) {
			fmt.Fprintln(w, by[name].row(name))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, total.row("all"))
	fmt.Fprintln(w, "\nSurvivors:")
	for _, m := range mutants {
		switch m.fate {
		case survived:
			fmt.Fprintf(w, "  %s:%d: %s\n", m.file, m.line, m.label())
		case notReached:
			fmt.Fprintf(w, "  %s:%d: %s  (not reached)\n", m.file, m.line, m.label())
		}
	}
}

func sorted(by map[string]*tally) []string {
	names := make([]string, 0, len(by))
	for name := range by {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var every = regexp.MustCompile("")

// TestMutate changes a tiny package, whose tests are known to notice some changes and not others. Those in
// internal/tests notice one more.
func TestMutate(t *testing.T) {
	fates := map[string]fate{}
	o := options{root: "testdata/tiny", files: every, run: every, skipRun: regexp.MustCompile("^$"), timeout: 500 * time.Millisecond}
	explained := map[string]string{"tiny.go: Idle: a == 0 → !=": "an example"}
	mutants, err := mutatePackage(o, ".", filepath.Join(t.TempDir(), "work"), explained, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutants {
		fates[m.label()] = m.fate
	}
	for label, want := range map[string]fate{
		"Grade: n < limit → <=":                                              killed,
		"Grade: n < limit → >=":                                              killed,
		"Grade: n < limit && n != 3 → the left alone":                        survived,
		"Grade: n < limit && n != 3 → the right alone":                       killed,
		"Grade: n != 3 → ==":                                                 killed,
		"Grade: 3 → 3 + 1 in n != 3":                                         survived,
		"Count: removed: n--":                                                timedOut,
		"Count: min(n+1, 1) → max":                                           killed,
		"Count: 1 → 1 - 1 in n+1":                                            killed,
		"Half: new(big.Int).QuoRem(n, big.NewInt(2), new(big.Int)) → DivMod": survived,
		"Half: quo.Add(quo, rem) → Sub":                                      survived,
		"Half: return nil, errors.New(\"odd\") → no error":                   killed,
		"Idle: a > b || !(a == 0) → &&":                                      notReached,
		"Idle: !(a == 0) → (a == 0)":                                         notReached,
	} {
		got, ok := fates[label]
		if got == killed && want == timedOut {
			continue // on a busy machine, the test ends before the tool ends it
		}
		if !ok || got != want {
			t.Errorf("%s: fate %d, want %d (found: %t)", label, got, want, ok)
		}
	}
	if _, ok := fates["Idle: a == 0 → !="]; ok {
		t.Error("an explained mutant is tested")
	}
}

// TestReport reads the survivors of a report back, and keeps the figures.
func TestReport(t *testing.T) {
	mutants := []*mutant{
		{file: "score.go", line: 7, function: "Score.add", change: "a + b → -", fate: survived},
		{file: "score.go", line: 8, function: "Score.add", change: "a + b → -", again: 1, fate: notReached},
		{file: "lint/rule.go", line: 9, function: "f", change: "a < b → <=", fate: killed},
	}
	var text strings.Builder
	report(&text, mutants)
	for _, want := range []string{"scoring", "33.3 %", "lint/rule.go", "  score.go:7: Score.add: a + b → -\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in:\n%s", want, &text)
		}
	}
	path := filepath.Join(t.TempDir(), "report")
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	keys, err := readSurvivors(path)
	if err != nil || len(keys) != 2 || !keys[mutants[0].key()] || !keys[mutants[1].key()] {
		t.Errorf("read %v, %v", keys, err)
	}
}

// TestExplained requires a reason for each explained survivor, and finds its code.
func TestExplained(t *testing.T) {
	explained, err := readExplained("explained.txt")
	if err != nil {
		t.Fatal(err)
	}
	for key := range explained {
		file, _, _ := strings.Cut(key, ": ")
		if _, err := os.Stat(filepath.Join("..", "..", file)); err != nil {
			t.Error(err)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// memory limits the address space of a test, in KiB: a mutant may grow without end.
const memory = 6_000_000

// A test is a top-level test of a binary, with the time it takes and the places it reaches.
type test struct {
	binary, dir string
	name        string
	takes       time.Duration
	reaches     map[int]bool
}

type runner struct {
	options
	tests []*test // the fastest first
}

// newRunner compiles the mutants into the judges' test binaries and runs each test once.
func newRunner(o options, p *pkg, judges []string, work string) (*runner, error) {
	if err := p.build(o.root, judges, work); err != nil {
		return nil, err
	}
	listed, err := output(o.root, "go", append([]string{"list", "-f", "{{.ImportPath}}|{{.Dir}}"}, judges...)...)
	if err != nil {
		return nil, err
	}
	r := &runner{options: o}
	for line := range strings.Lines(listed) {
		name, dir, _ := strings.Cut(strings.TrimSpace(line), "|")
		binary := filepath.Join(work, path.Base(name)+".test")
		if _, err := os.Stat(binary); err != nil {
			continue // it has no tests
		}
		if err := r.learn(binary, dir, work); err != nil {
			return nil, err
		}
	}
	least := time.Hour
	for _, t := range r.tests {
		least = min(least, t.takes)
	}
	for _, t := range r.tests {
		t.takes -= least // the time to start a binary
	}
	slices.SortStableFunc(r.tests, func(a, b *test) int { return int(a.takes - b.takes) })
	return r, nil
}

var errLine = regexp.MustCompile(`(?m)^(\S+\.go):(\d+):\d+: `)

// build compiles the judges' test binaries into a folder. It drops mutants on lines that do not compile.
func (p *pkg) build(root string, judges []string, work string) error {
	for range 12 {
		overlay, err := p.write(work)
		if err != nil {
			return err
		}
		args := []string{"test", "-c", "-vet=off", "-gcflags=" + p.path + "=-e", "-overlay", overlay, "-o", work + "/"}
		cmd := exec.Command("go", append(args, judges...)...)
		cmd.Dir = root
		text, err := cmd.CombinedOutput()
		if err == nil {
			return nil
		}
		dropped := 0
		for _, found := range errLine.FindAllStringSubmatch(string(text), -1) {
			line, _ := strconv.Atoi(found[2])
			dropped += p.drop(filepath.Base(found[1]), line)
		}
		if dropped == 0 {
			return fmt.Errorf("the mutants do not compile: %s", text)
		}
	}
	return errors.New("the mutants do not compile")
}

// write lays the changed files over the package's own.
func (p *pkg) write(work string) (string, error) {
	replace := map[string]string{}
	put := func(path string, text []byte) error {
		to := filepath.Join(work, filepath.Base(path))
		replace[path] = to
		return os.WriteFile(to, text, 0o644)
	}
	for _, f := range p.files {
		if err := put(f.path, f.changed(p.mutants)); err != nil {
			return "", err
		}
	}
	if err := put(filepath.Join(p.dir, "mutants_switch.go"), []byte(p.helpers())); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(work, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o644)
}

// learn runs each test of a binary once, with no mutant on, and records what it reaches.
func (r *runner) learn(program, dir, work string) error {
	names, err := output(dir, program, "-test.list", ".")
	if err != nil {
		return err
	}
	for name := range strings.FieldsSeq(names) {
		if strings.HasPrefix(name, "Benchmark") || !r.run.MatchString(name) || r.skipRun.MatchString(name) {
			continue
		}
		t := &test{binary: program, dir: dir, name: name, reaches: map[int]bool{}}
		seen := filepath.Join(work, "seen")
		fate, takes := r.try([]*test{t}, 0, "MUTANT_SEEN="+seen, 10*time.Minute)
		if fate != survived {
			fmt.Fprintf(os.Stderr, "%s fails with no mutant on and is left out\n", name)
			continue
		}
		t.takes = takes
		places, err := os.ReadFile(seen)
		if err != nil {
			return err
		}
		for ; len(places) >= 4; places = places[4:] {
			t.reaches[int(binary.LittleEndian.Uint32(places))] = true
		}
		os.Remove(seen)
		r.tests = append(r.tests, t)
	}
	return nil
}

// judge runs the tests that reach a mutant, the fastest first, in a few growing rounds.
func (r *runner) judge(m *mutant) {
	var reaching []*test
	for _, t := range r.tests {
		if t.reaches[m.place] {
			reaching = append(reaching, t)
		}
	}
	m.fate = notReached
	budget := 200 * time.Millisecond
	for len(reaching) > 0 && m.fate != killed && m.fate != timedOut {
		n, takes := 0, time.Duration(0)
		for n < len(reaching) && (n == 0 || takes < budget) {
			takes += reaching[n].takes
			n++
		}
		m.fate = r.round(reaching[:n], m.id)
		reaching = reaching[n:]
		budget *= 4
	}
}

// round runs tests with a mutant on, those of one binary together, until one notices it.
func (r *runner) round(tests []*test, id int) fate {
	for len(tests) > 0 {
		var own, others []*test
		takes := time.Duration(0)
		for _, t := range tests {
			if t.binary == tests[0].binary {
				own, takes = append(own, t), takes+t.takes
			} else {
				others = append(others, t)
			}
		}
		if fate, _ := r.try(own, id, "MUTANT_SEEN=", 8*takes+r.timeout); fate != survived {
			return fate
		}
		tests = others
	}
	return survived
}

// try runs tests of one binary with a mutant on, and returns the processor time used. The limit is on
// processor time, so that it means the same on a busy machine. A test that waits instead of working is
// stopped after twenty times as long.
func (r *runner) try(tests []*test, id int, env string, limit time.Duration) (fate, time.Duration) {
	names := make([]string, len(tests))
	for i, t := range tests {
		names[i] = t.name
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*limit)
	defer cancel()
	seconds := int(limit.Seconds()) + 1
	cmd := exec.CommandContext(ctx, "sh", "-c", fmt.Sprintf(`ulimit -v %d; ulimit -t %d; exec "$@"`, memory, seconds), "sh",
		tests[0].binary, "-test.failfast", "-test.run", "^("+strings.Join(names, "|")+")$")
	cmd.Dir = tests[0].dir
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOTRACEBACK=none", "MUTANT="+strconv.Itoa(id), env)
	err := cmd.Run()
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	switch {
	case ctx.Err() != nil || used > time.Duration(seconds)*time.Second-100*time.Millisecond:
		return timedOut, used
	case err != nil:
		return killed, used
	}
	return survived, used
}

func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var failure bytes.Buffer
	cmd.Stderr = &failure
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, failure.String())
	}
	return string(text), nil
}

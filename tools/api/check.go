package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The folders of the surface: as it is, and as it was last released.
const (
	listed   = "api"
	released = "api/released"
	version  = released + "/VERSION"
)

// write writes a file for each package, and removes those of packages that are gone.
func (s surface) write(root, folder string) error {
	dir := filepath.Join(root, folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	before, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return err
	}
	for _, path := range before {
		if _, ok := s[strings.TrimSuffix(filepath.Base(path), ".txt")]; !ok {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, lines := range s {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func writeVersion(root, name string) error {
	return os.WriteFile(filepath.Join(root, version), []byte(name+"\n"), 0o644)
}

// read reads a surface that was written.
func read(root, folder string) (surface, error) {
	files, err := filepath.Glob(filepath.Join(root, folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	s := surface{}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		s[strings.TrimSuffix(filepath.Base(path), ".txt")] = strings.Split(strings.TrimSpace(string(text)), "\n")
	}
	return s, nil
}

// checkAll compares the surface with api/ and with what was last released.
func checkAll(root string, now surface) error {
	written, err := read(root, listed)
	if err != nil {
		return err
	}
	if changes := written.changes(now); len(changes) > 0 {
		return fmt.Errorf("the exported surface is not that of %s/:\n%s\nwrite it with -write", listed, strings.Join(changes, "\n"))
	}
	name, err := os.ReadFile(filepath.Join(root, version))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is not there: write it with -release", version)
	}
	if err != nil {
		return err
	}
	last, err := read(root, released)
	if err != nil {
		return err
	}
	log, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return err
	}
	return allowed(strings.TrimSpace(string(name)), last.breaks(now), string(log))
}

// changes lists the lines that only one of two surfaces has.
func (s surface) changes(now surface) []string {
	var all []string
	for _, of := range []struct {
		mark        string
		from, other surface
	}{{"- ", s, now}, {"+ ", now, s}} {
		for _, name := range of.from.packages() {
			for _, line := range of.from[name] {
				if _, found := slices.BinarySearch(of.other[name], line); !found {
					all = append(all, of.mark+name+": "+line)
				}
			}
		}
	}
	return all
}

// breaks lists what a host of the released surface may miss: lines that are gone, and methods that interfaces gained,
// because a host's types may implement them.
func (s surface) breaks(now surface) []string {
	var all []string
	for _, change := range s.changes(now) {
		pkg, line, _ := strings.Cut(change[2:], ": ")
		head, _, isMethod := strings.Cut(line, " interface, ")
		_, isOld := slices.BinarySearch(s[pkg], head+" interface")
		if change[0] == '-' || isMethod && isOld {
			all = append(all, change)
		}
	}
	return all
}

// allowed returns an error for breaks that are not allowed after a version.
func allowed(version string, breaks []string, changelog string) error {
	if len(breaks) == 0 {
		return nil
	}
	list := fmt.Sprintf("the surface breaks that of %s:\n%s\n", version, strings.Join(breaks, "\n"))
	if !strings.HasPrefix(version, "v0.") && !strings.Contains(version, "-") {
		return errors.New(list + "there is no break from v1 on")
	}
	_, unreleased, _ := strings.Cut(changelog, "\n## Unreleased\n")
	unreleased, _, _ = strings.Cut(unreleased, "\n## ")
	for _, b := range breaks {
		if name := nameOf(b); !told(unreleased, name) {
			return fmt.Errorf("%s%s is not named under BREAKING in the part of CHANGELOG.md that is not released yet", list, name)
		}
	}
	return nil
}

// nameOf returns the name that a change is about: the function, type, field, method or constant.
func nameOf(change string) string {
	_, line, _ := strings.Cut(change[2:], ": ")
	if _, field, ok := strings.Cut(line, ", "); ok && strings.HasPrefix(line, "type ") && (strings.Contains(line, " struct, ") || strings.Contains(line, " interface, ")) {
		line = "x " + strings.TrimPrefix(field, "embedded ")
	}
	if rest, ok := strings.CutPrefix(line, "method ("); ok {
		_, rest, _ = strings.Cut(rest, ") ")
		line = "x " + rest
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ([", r) })
	name := words[min(1, len(words)-1)]
	return name[strings.LastIndex(name, ".")+1:]
}

// told reports whether a name stands under BREAKING.
func told(unreleased, name string) bool {
	_, breaking, ok := strings.Cut(unreleased, "BREAKING:")
	return ok && strings.Contains(breaking, name)
}

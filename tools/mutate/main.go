// Command mutate measures the strength of the tests: it changes the code in many small ways, one at a time,
// and counts the changes that no test notices.
//
//	go -C tools run ./mutate ./internal/exact .            # every mutant of two packages
//	go -C tools run ./mutate -files '^scorers' .           # of some files
//	go -C tools run ./mutate -sample 200 -seed 1 .         # 200 of them, drawn by a seed
//	go -C tools run ./mutate -by ./internal/columns,. ./internal/columns   # judged by these packages' tests
//	go -C tools run ./mutate -again report.txt .           # only what survived in an earlier report
//
// A package is judged by its own tests and by those in internal/tests that import it. All its mutants are
// compiled into each test binary, and an environment variable says which one is on. Each test runs once to
// learn which mutants it reaches. A mutant then runs only against those tests, the fastest first. BSC_CARDS
// and BSC_FIXTURES reach the tests as usual: few cards are enough, such as 100 to 300.
//
// A survivor is shown as "file:line: function: change". A mutant that no test could tell from the code is
// listed in explained.txt, with the reason, and no longer counts as a survivor.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

type options struct {
	root    string
	by      string
	files   *regexp.Regexp
	run     *regexp.Regexp
	skipRun *regexp.Regexp
	sample  int
	seed    uint64
	timeout time.Duration
	skip    string
	again   string
}

func main() {
	o := options{}
	flag.StringVar(&o.root, "root", "..", "the module's folder")
	flag.StringVar(&o.by, "by", "", "the packages whose tests judge, with commas; empty: its own and internal/tests")
	files := flag.String("files", "", "a regular expression for the names of the files to change")
	run := flag.String("run", "", "a regular expression for the tests that judge")
	skipRun := flag.String("norun", "^$", "a regular expression for tests to leave out")
	flag.IntVar(&o.sample, "sample", 0, "how many mutants of each package to draw; 0 takes all")
	flag.Uint64Var(&o.seed, "seed", 1, "the seed of the draw")
	flag.DurationVar(&o.timeout, "timeout", 2*time.Second, "how much of a processor a run may take beyond eight times what it usually takes")
	flag.StringVar(&o.skip, "skip", "mutate/explained.txt", "the file with the explained survivors")
	flag.StringVar(&o.again, "again", "", "a report: only its survivors are tested")
	flag.Parse()
	o.files, o.run, o.skipRun = regexp.MustCompile(*files), regexp.MustCompile(*run), regexp.MustCompile(*skipRun)
	if err := mutate(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func mutate(o options, packages []string) error {
	explained, err := readExplained(o.skip)
	if err != nil {
		return err
	}
	var again map[string]bool
	if o.again != "" {
		if again, err = readSurvivors(o.again); err != nil {
			return err
		}
	}
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	var all []*mutant
	for i, pattern := range packages {
		found, err := mutatePackage(o, pattern, filepath.Join(work, fmt.Sprint(i)), explained, again)
		if err != nil {
			return fmt.Errorf("%s: %w", pattern, err)
		}
		all = append(all, found...)
	}
	report(os.Stdout, all)
	return nil
}

// mutatePackage judges the mutants of one package.
func mutatePackage(o options, pattern, work string, explained map[string]string, again map[string]bool) ([]*mutant, error) {
	if err := os.MkdirAll(work, 0o755); err != nil {
		return nil, err
	}
	p, err := load(o.root, pattern)
	if err != nil {
		return nil, err
	}
	p.find(o.files)
	for _, key := range p.stale(explained, o.files) {
		fmt.Fprintf(os.Stderr, "explained, but there is no such mutant: %s\n", key)
	}
	judges, err := o.judges(p)
	if err != nil {
		return nil, err
	}
	r, err := newRunner(o, p, judges, work)
	if err != nil {
		return nil, err
	}
	chosen := slices.DeleteFunc(slices.Clone(p.mutants), func(m *mutant) bool {
		_, known := explained[m.key()]
		return m.dropped || known || again != nil && !again[m.key()]
	})
	if o.sample > 0 && o.sample < len(chosen) {
		rng := rand.New(rand.NewPCG(o.seed, 0))
		rng.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
		chosen = chosen[:o.sample]
		slices.SortFunc(chosen, func(a, b *mutant) int { return a.id - b.id })
	}
	fmt.Fprintf(os.Stderr, "%s: %d mutants\n", pattern, len(chosen))
	for i, m := range chosen {
		r.judge(m)
		if m.fate == survived {
			fmt.Fprintf(os.Stderr, "  %s:%d: %s\n", m.file, m.line, m.label())
		}
		if i%50 == 49 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d\n", pattern, i+1, len(chosen))
		}
	}
	return chosen, nil
}

// judges returns the packages whose tests judge a package's mutants.
func (o options) judges(p *pkg) ([]string, error) {
	if o.by != "" {
		return strings.Split(o.by, ","), nil
	}
	listed, err := output(o.root, "go", "list", "-f", `{{.ImportPath}}|{{join .XTestImports "|"}}`, "./...")
	if err != nil {
		return nil, err
	}
	judges := []string{p.path}
	for line := range strings.Lines(listed) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		if strings.Contains(fields[0], "/internal/tests/") && slices.Contains(fields[1:], p.path) {
			judges = append(judges, fields[0])
		}
	}
	return judges, nil
}

// readExplained reads lines "file: function: change | reason".
func readExplained(path string) (map[string]string, error) {
	explained := map[string]string{}
	err := eachLine(path, func(line string) error {
		if line == "" || strings.HasPrefix(line, "#") {
			return nil
		}
		at := strings.LastIndex(line, " | ")
		if at < 0 {
			return fmt.Errorf("%s: no reason is given: %s", path, line)
		}
		explained[line[:at]] = line[at+3:]
		return nil
	})
	return explained, err
}

var survivorLine = regexp.MustCompile(`^\s+(\S+?):\d+: (.*?)( {2}\(not reached\))?$`)

// readSurvivors reads the keys of the survivors of a report.
func readSurvivors(path string) (map[string]bool, error) {
	keys := map[string]bool{}
	err := eachLine(path, func(line string) error {
		if found := survivorLine.FindStringSubmatch(line); found != nil {
			keys[found[1]+": "+found[2]] = true
		}
		return nil
	})
	return keys, err
}

func eachLine(path string, do func(string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if err := do(lines.Text()); err != nil {
			return err
		}
	}
	return nil
}

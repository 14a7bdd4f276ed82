// Command hospitals scores real hospitals by the published rules of a public programme: the Hospital
// Value-Based Purchasing programme of the United States, fiscal year 2024. Each hospital has a scorecard of
// four domains and 21 measures, with its own readings and targets. The programme's rules are this program's
// own policies. One compiled scorecard serves every hospital, and every score is compared with the published
// one.
//
//	go run ./examples/hospitals
//	go run ./examples/hospitals -hospital 330270
//	go run ./examples/hospitals -dir folder/with/the/four/files
//	go run ./examples/hospitals -reports
//
// Read on in scorecard.go, the definition, and policies.go, the rules. data/SOURCE.md says where the figures
// come from.
package main

import (
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
)

//go:embed data/*.csv
var shipped embed.FS

func main() {
	err := run(os.Args[1:], os.Stdout)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "hospitals:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("hospitals", flag.ContinueOnError)
	flags.SetOutput(stdout)
	dir := flags.String("dir", "", "a folder with the four CSV files; without it, the hospitals that come with this program")
	chosen := flags.String("hospital", "", "the hospital to explain; without it, the first one without a score in some domain")
	reports := flags.Bool("reports", false, "write the reports of all hospitals as JSON, one a line, and nothing else")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}

	// 1. The data: readings and targets by hospital, and the published figures.
	data, err := load(*dir)
	if err != nil {
		return err
	}

	// 2. The scorecard, compiled once. It never changes and can be shared by goroutines.
	card, err := compile()
	if err != nil {
		return err
	}

	// 3. Evaluate every hospital as an org unit of that scorecard.
	hospitals := make([]*scored, 0, len(data.hospitals))
	for _, h := range data.hospitals {
		s, err := evaluate(card, h)
		if err != nil {
			return err
		}
		hospitals = append(hospitals, s)
	}

	if *reports {
		return writeReports(stdout, hospitals)
	}

	// 4. Show all hospitals, explain one, and compare with the published figures.
	p := &printer{out: stdout}
	p.table(hospitals)
	if err := p.explain(hospitals, *chosen); err != nil {
		return err
	}
	comparison := compare(data.published, hospitals)
	p.comparison(comparison)
	return errors.Join(p.err, comparison.err())
}

// writeReports writes what a front end or a store takes: a report of each hospital.
func writeReports(out io.Writer, hospitals []*scored) error {
	lines := json.NewEncoder(out)
	for _, h := range hospitals {
		if err := lines.Encode(report.Of(h.result)); err != nil {
			return fmt.Errorf("hospital %s: %w", h.id, err)
		}
	}
	return nil
}

// load reads the four files of a folder, or those that come with this program.
func load(dir string) (*dataset, error) {
	if dir == "" {
		fsys, err := fs.Sub(shipped, "data")
		if err != nil {
			return nil, err
		}
		return readData(fsys)
	}
	data, err := readData(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("in %s: %w", dir, err)
	}
	return data, nil
}

// compile makes the scorecard, with the programme's policies in addition to the built-in ones.
func compile() (*bsc.Scorecard, error) {
	registry, err := newRegistry()
	if err != nil {
		return nil, err
	}
	return bsc.Compile(definition(), &bsc.Options{Registry: registry})
}

// scored is a hospital with its result, and each domain's contribution to the total.
type scored struct {
	*hospital
	result  *bsc.Result
	domains []bsc.Contribution
}

// evaluate scores one hospital on its own readings and targets.
func evaluate(card *bsc.Scorecard, h *hospital) (*scored, error) {
	result, err := card.Evaluate(bsc.Input{
		Period:   period.Year(2024),
		OrgUnit:  h.id,
		Readings: h.readings,
		Targets:  h.targets,
	})
	if err != nil {
		return nil, fmt.Errorf("hospital %s: %w", h.id, err)
	}
	total, err := result.Explain(card.Ref())
	if err != nil {
		return nil, fmt.Errorf("hospital %s: %w", h.id, err)
	}
	return &scored{h, result, total.Contributions}, nil
}

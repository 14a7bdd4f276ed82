// Command beam takes an organisation past one machine, on Apache Beam: a company with thousands of districts and
// millions of stores on one scorecard. The engine, which runs on one machine or a thousand, is Beam's. Ours is the
// function in it, which evaluates a region with package cascade, and carries its totals and scores up to the top.
//
//	go -C examples/beam run . -make 100000 -data /tmp/stores                 # an organisation of 100,000 KPIs as files
//	go -C examples/beam run . -data /tmp/stores -out /tmp/scores             # on this machine
//	go -C examples/beam run . -data gs://b/stores -out gs://b/scores -runner dataflow …
//
// It writes the score of every node of every org unit, a file for each region, and a digest of all of them, which is
// the same however the organisation is cut, and wherever it runs. README.md says what runs where.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

// A job is what every worker knows.
type job struct {
	Data   string // the folder with plan.json, top/*.csv and regions/*/*.csv
	Out    string // the folder for scores
	Period string
}

func (j job) digest() string { return j.Out + "/digest.txt" }

func main() {
	var j job
	flag.StringVar(&j.Data, "data", "", "the folder with plan.json, top and regions")
	flag.StringVar(&j.Out, "out", "", "the folder for scores")
	flag.StringVar(&j.Period, "period", "2026-Q2", "the period to evaluate")
	attempts := flag.Int("attempts", 2, "how often to begin; a worker that dies ends a run on prism, other engines replace it")
	kpis := flag.Int("make", 0, "write an organisation with so many KPIs into -data, and stop")
	flag.Parse()
	log.SetupLogging("warn", "text")
	beam.Init() // a worker stays in here

	err := errors.New("-data and -out say where to read and write")
	switch {
	case *kpis > 0 && j.Data != "":
		err = organisation{kpis: *kpis}.write(j.Data)
	case j.Data != "" && j.Out != "":
		err = j.run(context.Background(), *attempts, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

// run runs the job on the engine that the flags of Beam name, and prints the digest.
func (j job) run(ctx context.Context, attempts int, out io.Writer) error {
	err := errors.New("no attempt")
	for ; attempts > 0 && err != nil; attempts-- {
		p, s := beam.NewPipelineWithRoot()
		j.build(s)
		if err = beamx.Run(ctx, p); err != nil && attempts > 1 {
			fmt.Fprintln(os.Stderr, "beam: beginning again:", err)
		}
	}
	if err != nil {
		return err
	}
	digest, err := readFile(ctx, j.digest())
	if err != nil {
		return err
	}
	_, err = out.Write(digest)
	return err
}

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/sensitivity"
)

// weights says what does not depend on them.
func (r *review) weights() error {
	r.head("Does it depend on the weights?")
	s, err := sensitivity.Flips(r.current, bsc.Ref{})
	if err != nil {
		return err
	}
	fmt.Fprintln(r.out, s.Says)
	without, err := sensitivity.LeaveOneOut([]*bsc.Result{r.current}, bsc.Ref{})
	if err != nil {
		return err
	}
	for _, l := range without {
		if l.Ratings > 0 {
			fmt.Fprintln(r.out, l.Says)
		}
	}
	swings, err := r.swings()
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "\nWith each weight a quarter lower (the low end) and higher (the high end):\n\n")
	return render.Tornado{Result: r.current, Swings: swings, Most: 5}.Markdown(r.out)
}

// swings are what weights do to the total.
func (r *review) swings() ([]render.Swing, error) {
	found, err := sensitivity.Swings(r.current, bsc.Ref{}, sensitivity.Intervals{Within: "25"})
	if err != nil {
		return nil, err
	}
	var list []render.Swing
	for _, s := range found {
		list = append(list, render.Swing{Ref: s.Ref, Name: s.Name, Low: s.Low.Score, High: s.High.Score})
	}
	return list, nil
}

// draw writes the drawings.
func (r *review) draw(dir string) error {
	swings, err := r.swings()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, write := range map[string]func(io.Writer) error{
		"change.svg":  render.Waterfall{Bridge: r.change, Largest: 8}.SVG,
		"weights.svg": render.Tornado{Result: r.current, Swings: swings}.SVG,
	} {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if err := write(file); err != nil {
			file.Close()
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}

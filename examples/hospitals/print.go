package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/go-bsc/bsc"
)

// printer writes text. It keeps the first error of its writer.
type printer struct {
	out io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// table prints a line for each hospital, the best total first. Hospitals with the same total share a rank.
// Those without a total come last and have no rank.
func (p *printer) table(hospitals []*scored) {
	sorted := slices.Clone(hospitals)
	slices.SortStableFunc(sorted, func(a, b *scored) int {
		return cmp.Or(b.result.Score().Compare(a.result.Score()), cmp.Compare(a.id, b.id))
	})
	p.printf("Hospital Value-Based Purchasing, fiscal year 2024: %d hospitals\n\n", len(sorted))
	p.printf("%5s  %-8s  %8s  %8s  %10s  %8s  %10s\n", "rank", "hospital", "total", "clinical", "experience", "safety", "efficiency")
	rank := 0
	for i, h := range sorted {
		if i == 0 || !h.result.Score().Equal(sorted[i-1].result.Score()) {
			rank = i + 1
		}
		place := fmt.Sprint(rank)
		if !h.result.Score().Valid() {
			place = ""
		}
		p.printf("%5s  %-8s  %8s  %8s  %10s  %8s  %10s\n", place, h.id, text(h.result.Score()),
			h.domain(clinical), h.domain(experience), h.domain(safety), h.domain(efficiency))
	}
}

func (h *scored) domain(id string) string {
	outcome, _ := h.result.Of(bsc.PerspectiveRef(id))
	return text(outcome.Score)
}

func text(s bsc.Score) string {
	if !s.Valid() {
		return "-"
	}
	return s.Text(4)
}

// explain prints one hospital's scores as arithmetic. It explains a chosen hospital down to its readings,
// else the first one that lacks a domain, down to the measures.
func (p *printer) explain(hospitals []*scored, id string) error {
	i := slices.IndexFunc(hospitals, func(h *scored) bool {
		return h.id == id || id == "" && len(h.domains) < 4
	})
	if i < 0 && id != "" {
		return fmt.Errorf("there is no hospital %q in the data", id)
	}
	if i < 0 {
		return nil
	}
	result := hospitals[i].result
	explanation, err := result.Explain(result.Total().Ref)
	if err != nil {
		return err
	}
	if id != "" {
		p.printf("\nHospital %s explained\n%s", id, explanation)
		return nil
	}
	short := withoutKPIs(*explanation)
	p.printf("\nHospital %s explained; -hospital %[1]s goes down to its readings\n%s", result.OrgUnit(), &short)
	return nil
}

// withoutKPIs returns an explanation that ends at the objectives, which list their measures' scores. It does
// not change the original.
func withoutKPIs(x bsc.Explanation) bsc.Explanation {
	below := x.Below
	x.Below = nil
	for _, child := range below {
		if child.Outcome.Ref.Kind != bsc.KindKPI {
			x.Below = append(x.Below, withoutKPIs(child))
		}
	}
	return x
}

// comparison prints how many published figures were reproduced, and those that were not.
func (p *printer) comparison(c *comparison) {
	const most = 20
	p.printf("\n")
	for i, line := range c.different {
		if i == most {
			p.printf("and %d more\n", len(c.different)-most)
			break
		}
		p.printf("%s\n", line)
	}
	for _, kind := range kindsOfFigures() {
		p.printf("%d of %d %s equal the published ones\n", c.equal[kind], c.all[kind], kind)
	}
}

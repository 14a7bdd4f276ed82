package history

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
)

// Trends as JSON; package report has the rules.

// trendJSON is what a Trend is written as.
type trendJSON struct {
	Periods []period.Period `json:"periods"`
	Nodes   []nodeJSON      `json:"nodes"`
}

type nodeJSON struct {
	Ref    bsc.Ref `json:"ref"`
	Name   string  `json:"name,omitempty"`
	Points []Point `json:"points"`
}

// MarshalJSON writes the periods, and the nodes with ref, name and points: those of the last period in definition
// order, then those that earlier ones had. The name is the last. Whole results are not there: see report.Of.
func (t Trend) MarshalJSON() ([]byte, error) {
	periods, nodes, seen := make([]period.Period, len(t.results)), []nodeJSON{}, map[bsc.Ref]bool{}
	for i, r := range slices.Backward(t.results) {
		periods[i] = r.Period()
		for o := range r.All() {
			if !seen[o.Ref] {
				seen[o.Ref] = true
				nodes = append(nodes, nodeJSON{o.Ref, o.Name, slices.Collect(t.Of(o.Ref))})
			}
		}
	}
	return wire.Marshal(trendJSON{periods, nodes})
}

// MarshalJSON writes the period, ref, name, score, rating, flags, actual and label of the outcome, and how they moved:
// change, final_change, year_change, movement, streak and in_rating. The Outcome writes all of itself.
func (p Point) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes the versions in the order in which they rule. ParseVersions reads them.
func (t Timeline) MarshalJSON() ([]byte, error) {
	versions := []Version{}
	for v := range t.All() {
		versions = append(versions, v)
	}
	return wire.Marshal(versions)
}

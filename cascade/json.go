package cascade

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
)

// Results of a cascade as JSON; package report has the rules.

// resultJSON is what a Result is written as.
type resultJSON struct {
	Units      []rowJSON   `json:"units"`
	Shares     []Share     `json:"shares"`
	TargetGaps []TargetGap `json:"target_gaps"`
}

type rowJSON struct {
	Unit         string        `json:"unit"`
	Name         string        `json:"name,omitempty"`
	Parent       string        `json:"parent,omitempty"`
	Total        bsc.Outcome   `wire:"score,rating,flags,reason"`
	Contributors []Contributor `json:"contributors"`
}

// MarshalJSON writes the org units as units, in the order in which they were given: their ids, names and parents, the
// score, rating, flags and reason of each, and its contributors, which are those of its whole card. Then follow the
// shares and target_gaps of all. The nodes are not there: write report.Of of an org unit's own result, see Of.
func (r *Result) MarshalJSON() ([]byte, error) {
	rows := make([]rowJSON, len(r.inNow()))
	for i, result := range r.inNow() {
		u := &r.cascade.units[i]
		rows[i] = rowJSON{Unit: u.id, Name: u.name, Total: result.Total(), Contributors: r.below(u, 0)}
		if u.parent >= 0 {
			rows[i].Parent = r.cascade.units[u.parent].id
		}
	}
	return wire.Marshal(resultJSON{rows, r.Shares(), r.TargetGaps()})
}

// MarshalJSON always fails: the org units can be written. The error is a *bsc.Problem with bsc.ErrInput.
func (Cascade) MarshalJSON() ([]byte, error) {
	p := fault(bsc.ErrInput, "cascade_not_json")
	p.Hint = words.New("write_org_units")
	return nil, p
}

// MarshalJSON always fails: package report writes an Explanation as JSON. The error is a *bsc.Problem with bsc.ErrInput.
func (Explanation) MarshalJSON() ([]byte, error) { return explanationNotWritten() }

// MarshalJSON always fails, as that of the Explanation to which it belongs.
func (Brought) MarshalJSON() ([]byte, error) { return explanationNotWritten() }

func explanationNotWritten() ([]byte, error) {
	p := fault(bsc.ErrInput, "cascade_explanation_not_json")
	p.Hint = words.New("write_report_of_it")
	return nil, p
}

// MarshalJSON writes unit, from, to and mode, then name, score and rating of the outcome, and value, weight, factor and
// brought.
func (c Contributor) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

// MarshalJSON writes unit, kpi, target, sum, without, rule, from, reason, periods and of.
func (g TargetGap) MarshalJSON() ([]byte, error) { return wire.Marshal(g) }

// MarshalJSON writes unit, kpi and share.
func (s Share) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes steps and share.
func (s Sight) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes the versions in the order in which they were given; bsc.Unmarshal reads them as a list of Version.
func (t *Timeline) MarshalJSON() ([]byte, error) { return wire.Marshal(t.Versions()) }

// MarshalJSON writes the changes; the Result is not there.
func (n Notice) MarshalJSON() ([]byte, error) { return wire.Marshal(n) }

// MarshalJSON writes unit, ratings and outcomes.
func (c Change) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

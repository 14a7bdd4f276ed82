package bridge

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Range is a way over several results, such as the months of a year. It is plain data.
type Range struct {
	Change  decimal.Decimal `json:"change"`  // from the first score to the last
	Bridges []*Bridge       `json:"bridges"` // from each result to the next
	// Steps has every cause with the sum of what it has brought from each result to the next, and each node's parts added
	// up. Steps add up to Change to the last digit, and so do parts to their step.
	Steps []Step `json:"steps"`
}

// Over explains how a score got from the first of several results to the last, step by step. Options hold for each step;
// Restated must not be set. The error is an *bsc.InputError: that of Between, or there are fewer than two results.
func Over(results []*bsc.Result, o *Options) (*Range, error) {
	if len(results) < 2 {
		p := problem(bsc.ErrInput, words.New("bridges_of_few", "n", len(results)))
		p.Allowed = words.New("bridges_of_more")
		return nil, &bsc.InputError{Problems: bsc.Problems{p}}
	}
	if o != nil && o.Restated != nil {
		p := problem(bsc.ErrInput, words.New("bridges_restated"))
		p.Hint = words.New("bridges_restated_how")
		return nil, &bsc.InputError{Problems: bsc.Problems{p}}
	}
	r := &Range{}
	for i := range results[1:] {
		b, err := Between(results[i], results[i+1], o)
		if err != nil {
			return nil, err
		}
		r.Bridges = append(r.Bridges, b)
		r.Change = r.Change.Add(b.Change)
	}
	for k, c := range causes() {
		step := Step{Cause: c, Parts: []Part{}}
		at := map[partKey]int{}
		for _, b := range r.Bridges {
			step.Change = step.Change.Add(b.Steps[k].Change)
			for _, p := range b.Steps[k].Parts {
				step.add(p, at)
			}
		}
		step.sort()
		r.Steps = append(r.Steps, step)
	}
	return r, nil
}

// Whole returns the way from the first score to the last as one Bridge, with the sums of the range: to say it, or to draw
// it. Nil for a range without bridges.
func (r *Range) Whole() *Bridge {
	if r == nil || len(r.Bridges) == 0 {
		return nil
	}
	first, last := r.Bridges[0], r.Bridges[len(r.Bridges)-1]
	if first == nil || last == nil {
		return nil
	}
	b := *last
	b.From, b.Change, b.Steps = first.From, r.Change, r.Steps
	for _, each := range r.Bridges {
		b.Mixed = b.Mixed || each != nil && each.Mixed
	}
	return &b
}

// A partKey names parts that belong together.
type partKey struct {
	ref   bsc.Ref
	event Event
}

// add adds a part to that of the same node and event.
func (s *Step) add(p Part, at map[partKey]int) {
	key := partKey{p.Ref, p.Event}
	i, known := at[key]
	if !known {
		at[key] = len(s.Parts)
		s.Parts = append(s.Parts, p)
		return
	}
	own := &s.Parts[i]
	own.Change, own.To, own.Name = own.Change.Add(p.Change), p.To, p.Name
}

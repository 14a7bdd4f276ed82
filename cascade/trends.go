package cascade

import (
	"iter"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
)

// Trends returns how every org unit has gone, by its id, from the results of consecutive periods as EvaluatePeriods
// yields them. The trend of one that was not in the organisation for a while begins when it came back. All results are
// kept in the trends. The error is the first that is yielded.
func Trends(results iter.Seq2[*Result, error]) (map[string]*history.Trend, error) {
	if results == nil {
		return nil, nil
	}
	lists, seen := map[string][]*bsc.Result{}, map[string]int{}
	n := 0
	for r, err := range results {
		if err != nil {
			return nil, err
		}
		n++
		for unit, result := range r.All() {
			if seen[unit] != n-1 {
				lists[unit] = nil
			}
			lists[unit], seen[unit] = append(lists[unit], result), n
		}
	}
	trends := make(map[string]*history.Trend, len(lists))
	for unit, list := range lists {
		trends[unit], _ = history.TrendOf(func(yield func(*bsc.Result, error) bool) {
			for _, r := range list {
				if !yield(r, nil) {
					return
				}
			}
		})
	}
	return trends, nil
}

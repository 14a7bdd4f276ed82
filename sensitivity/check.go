package sensitivity

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// nodeOf returns the node that a question is about: the zero Ref is the total.
func nodeOf(r *bsc.Result, of bsc.Ref) (bsc.Ref, *bsc.Problem) {
	card := r.Scorecard()
	if card == nil {
		return of, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("result_without_nodes")}
	}
	if of == (bsc.Ref{}) {
		return card.Ref(), nil
	}
	if _, ok := card.Rules(of); ok {
		return of, nil
	}
	return of, unknown(card, of)
}

// unknown is the problem of a node that is not on a scorecard.
func unknown(card *bsc.Scorecard, of bsc.Ref) *bsc.Problem {
	var ids []string
	for _, ref := range card.Nodes() {
		ids = append(ids, ref.ID)
	}
	return &bsc.Problem{
		Code: bsc.ErrUnknownRef, Ref: of, Detail: words.New("no_such_node_on_scorecard", "node", of), Hint: fault.DidYouMean(of.ID, ids),
	}
}

// oneCard returns the node that a question about several results is about. They need one scorecard: its weights are in
// question.
func oneCard(results []*bsc.Result, of bsc.Ref) (bsc.Ref, *bsc.Problem) {
	if len(results) == 0 {
		return of, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("no_results")}
	}
	of, p := nodeOf(results[0], of)
	if p != nil {
		return of, p
	}
	for i, r := range results {
		if r.Scorecard() == nil {
			return of, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("result_without_nodes")}
		}
		if r.Fingerprint() != results[0].Fingerprint() {
			return of, &bsc.Problem{
				Code: bsc.ErrInput, Detail: words.New("result_of_other_scorecard", "n", i+1), Allowed: words.New("results_of_one_scorecard"),
			}
		}
	}
	return of, nil
}

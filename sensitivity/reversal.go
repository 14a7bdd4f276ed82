package sensitivity

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/parallel"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Contender is a result in a ranking: an org unit, or a period.
type Contender struct {
	OrgUnit string        `json:"unit,omitempty"` // as Input.OrgUnit names it
	Period  period.Period `json:"period"`
	Standing
}

// A Standing is where a result stands among others.
type Standing struct {
	Score  bsc.Score  `json:"score"`
	Rating bsc.Rating `json:"rating,omitempty"`
	Rank   int        `json:"rank"` // 1 is the best; equals share a rank, and the next ranks are skipped
}

// A Reversal says whether the order of two neighbours in a ranking depends on the weights. It is plain data.
type Reversal struct {
	Ahead  Contender `json:"ahead"`
	Behind Contender `json:"behind"`
	// Flips has each weight below the node, with the turns at which the one behind leads: the weight of the smallest
	// change first, those that never reverse the order last. None where both have the same score, or none.
	Flips []Flip       `json:"flips"`
	Says  words.Phrase `json:"says"`
}

// Robust reports whether one is ahead whatever any one weight is.
func (r Reversal) Robust() bool {
	return r.Ahead.Rank != r.Behind.Rank && (len(r.Flips) == 0 || r.Flips[0].Robust())
}

// Reversals ranks results by a node, the zero Ref being the total, and says for each pair of neighbours how far each
// weight would have to move alone until the one behind leads: org units on one scorecard, or periods of one. With two
// results it says whether one is better whatever the weights.
//
// Turns are found as by Flips. A turn is exact where nothing but means lies between, for both: λ = -Σ w_j·d_j / (w_i·d_i),
// j ≠ i, with the differences d of their scores; Share and Multiplier are those with which both are level, and Weight is
// the nearest with which the other leads. A result without a score is behind all that have one. The error is a
// *bsc.Problem: ErrInput for results without nodes or of several scorecards, and ErrUnknownRef for the node. Its time
// grows with the results times the weights times the nodes.
func Reversals(results []*bsc.Result, of bsc.Ref) ([]Reversal, error) {
	of, p := oneCard(results, of)
	if p != nil {
		return nil, p
	}
	order, contenders := ranked(results, of)
	pairs := make([]Reversal, max(0, len(order)-1))
	for i := range pairs {
		pairs[i] = Reversal{Ahead: contenders[i], Behind: contenders[i+1]}
	}
	trees := make([]*tree, len(order))
	for i, r := range order {
		trees[i] = treeOf(r)
	}
	all := levers(results[0], of)
	flips := make([][]Flip, len(all))
	errs := parallel.Each(len(all), func(i int) (err error) {
		flips[i], err = all[i].reversals(order, trees, pairs, of)
		return err
	}, lost)
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	for i := range pairs {
		if pairs[i].Ahead.Rank != pairs[i].Behind.Rank {
			for _, of := range flips {
				pairs[i].Flips = append(pairs[i].Flips, of[i])
			}
			nearestFirst(pairs[i].Flips)
		}
		pairs[i].Says = pairs[i].says()
	}
	return pairs, nil
}

// ranked returns results in their order by a node, the best first, and what each is.
func ranked(results []*bsc.Result, of bsc.Ref) ([]*bsc.Result, []Contender) {
	order := slices.Clone(results)
	slices.SortStableFunc(order, func(a, b *bsc.Result) int { return b.ScoreOf(of).Compare(a.ScoreOf(of)) })
	contenders := make([]Contender, len(order))
	for i, r := range order {
		o, _ := r.Of(of)
		contenders[i] = Contender{r.OrgUnit(), r.Period(), Standing{o.Score, o.Rating, i + 1}}
		if i > 0 && contenders[i-1].Score.Equal(o.Score) {
			contenders[i].Rank = contenders[i-1].Rank
		}
	}
	return order, contenders
}

// reversals says for each pair of neighbours where a weight turns their order.
func (l *lever) reversals(order []*bsc.Result, trees []*tree, pairs []Reversal, of bsc.Ref) ([]Flip, error) {
	steps := map[int64][]bsc.Score{}
	scores := func(n int64, i int, step bool) (bsc.Score, error) {
		if known, ok := steps[n]; ok && known[i].Valid() {
			return known[i], nil
		}
		mixed, err := l.evaluate(order[i], n, step)
		if err != nil {
			return bsc.Score{}, err
		}
		score := mixed.ScoreOf(of)
		if step {
			if steps[n] == nil {
				steps[n] = make([]bsc.Score, len(order))
			}
			steps[n][i] = score
		}
		return score, nil
	}
	lines := make([]*line, len(order))
	for i, t := range trees {
		lines[i] = t.line(of, l)
	}
	flips := make([]Flip, len(pairs))
	for i := range pairs {
		flips[i] = l.flip()
		if pairs[i].Ahead.Rank == pairs[i].Behind.Rank {
			continue
		}
		changed := func(n int64, step bool) (bool, error) {
			ahead, err := scores(n, i, step)
			if err != nil {
				return false, err
			}
			behind, err := scores(n, i+1, step)
			return ahead.Compare(behind) < 0, err
		}
		var hints []*big.Rat
		if lines[i+1] != nil {
			hints = l.hints(lines[i], lines[i+1:i+2])
		}
		var err error
		if flips[i].Lighter, _, err = l.turn(false, hints, changed); err != nil {
			return nil, err
		}
		if flips[i].Heavier, _, err = l.turn(true, hints, changed); err != nil {
			return nil, err
		}
		flips[i].Says = l.saysOrder(&flips[i], &pairs[i])
	}
	return flips, nil
}

// says tells people of the nearest weight that reverses the order.
func (r *Reversal) says() words.Phrase {
	ahead, behind := names(r)
	switch {
	case r.Ahead.Rank == r.Behind.Rank:
		return words.New("contenders_level", "ahead", ahead, "behind", behind)
	case r.Robust():
		return words.New("no_weight_reverses", "ahead", ahead, "behind", behind)
	}
	return r.Flips[0].Says
}

// saysOrder tells people what a weight does to an order.
func (l *lever) saysOrder(f *Flip, r *Reversal) words.Phrase {
	ahead, behind := names(r)
	name, t := labelOf(f.Name, f.Ref), f.Nearest()
	if t == nil {
		return words.New("weight_reverses_nothing", "node", name, "ahead", ahead, "behind", behind)
	}
	then, was := l.outward(t, t == f.Heavier), percent(f.Share)
	if t == f.Lighter {
		return words.New("lighter_reverses", "node", name, "share", then, "was", was, "ahead", ahead, "behind", behind)
	}
	return words.New("heavier_reverses", "node", name, "share", then, "was", was, "ahead", ahead, "behind", behind)
}

// names returns how people know two neighbours: by their org units or, if those are the same, by their periods.
func names(r *Reversal) (ahead, behind string) {
	if r.Ahead.OrgUnit == r.Behind.OrgUnit {
		return r.Ahead.Period.String(), r.Behind.Period.String()
	}
	return r.Ahead.OrgUnit, r.Behind.OrgUnit
}

// lost is the error of work that a host's code has ended.
func lost(_ int, panicked any) error { return &bsc.PanicError{Value: panicked} }

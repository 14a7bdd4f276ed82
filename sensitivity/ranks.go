package sensitivity

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/parallel"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Acceptability says what ranks, scores and ratings results have under many drawn weights. It is plain data.
type Acceptability struct {
	Ref     bsc.Ref    `json:"ref"`
	Name    string     `json:"name,omitempty"`
	Draws   int        `json:"draws"`
	Seed    uint64     `json:"seed"`
	Results []Accepted `json:"results"` // the best first, under the weights as defined
}

// An Accepted is one result under many drawn weights.
type Accepted struct {
	Contender
	// Ranks has the ranks it has in some draw, ascending. All its shares add up to 1, and so do those of one rank over all
	// results. Results of equal score share their ranks evenly: two that lead together have half of rank 1 and half of
	// rank 2 each. Those without a score share the last ranks.
	Ranks    []RankShare     `json:"ranks"`
	MeanRank decimal.Decimal `json:"mean_rank"` // rounded to ten places
	Ratings  []RatingShare   `json:"ratings"`   // those of the scorecard, worst first, then none; all add up to 1
	Spread   Spread          `json:"spread"`    // of its scores
	Says     words.Phrase    `json:"says"`
}

// A RankShare is the share of draws in which a result has a rank.
type RankShare struct {
	Rank  int             `json:"rank"`
	Share decimal.Decimal `json:"share"`
}

// A RatingShare is the share of draws in which a result has a rating.
type RatingShare struct {
	Rating bsc.Rating      `json:"rating"` // "": none
	Share  decimal.Decimal `json:"share"`
}

// A Spread describes the scores of a result over all draws. Nothing is valid if there are none.
type Spread struct {
	Scored    int                 `json:"scored"` // the draws in which there is a score
	Lowest    decimal.NullDecimal `json:"lowest"`
	Highest   decimal.NullDecimal `json:"highest"`
	Mean      decimal.NullDecimal `json:"mean"`
	Quantiles []Quantile          `json:"quantiles"`
}

// A Quantile is the score below which so many percent of the scores lie.
type Quantile struct {
	Percent decimal.Decimal     `json:"percent"`
	Score   decimal.NullDecimal `json:"score"`
}

// Ranks draws weights below a node at random, and says how often each result has each rank and each rating, and how its
// score spreads: how far does the ranking of org units rest on weights that somebody chose? The zero Ref is the
// scorecard's total. Rank acceptability is from stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and
// Salminen, European Journal of Operational Research 1998).
//
// Draw i takes its numbers from PCG(Seed, i) of math/rand/v2: the first draws are the same whatever their number. The
// drawn weights are rounded to whole parts. From there on all is exact: scores and ratings are what the engine gives
// under these weights. It runs on all cores, and stops when ctx is done, with its error.
//
// Shares are exact where Draws divides 10^10; otherwise they may be off by Draws·10^-10. Quantiles are exact, too:
// interpolated between the two nearest scores, type 7 of Hyndman and Fan (The American Statistician 1996). So all scores
// are kept until the end: 8 bytes for each draw and result, and for each two results. Ten thousand draws of a thousand
// results take 90 MB.
//
// Errors are those of Reversals, and a *bsc.Problem with ErrValue for Options.
func Ranks(ctx context.Context, results []*bsc.Result, of bsc.Ref, o Options) (*Acceptability, error) {
	of, p := oneCard(results, of)
	if p != nil {
		return nil, p
	}
	if o.Draws < 1 || o.Draws > maxDraws {
		return nil, &bsc.Problem{Code: bsc.ErrValue, Detail: words.New("draws_are", "n", o.Draws), Allowed: words.New("one_to", "most", maxDraws)}
	}
	d, p := o.drawerOf(results[0], of)
	if p != nil {
		return nil, p
	}
	percents, p := o.percents()
	if p != nil {
		return nil, p
	}
	c := newCounting(results, of, o.Draws)
	errs := parallel.Each(o.Draws, func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return c.draw(i, d)
	}, lost)
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	a := &Acceptability{Ref: of, Name: d.card.NameOf(of), Draws: o.Draws, Seed: o.Seed, Results: make([]Accepted, len(results))}
	parallel.Each(len(results), func(u int) error {
		a.Results[u] = c.accepted(u, percents)
		return nil
	}, lost)
	return a, nil
}

const maxDraws = 1_000_000

// percents reads which quantiles are asked for.
func (o *Options) percents() ([]decimal.Decimal, *bsc.Problem) {
	asked := o.Quantiles
	if len(asked) == 0 {
		asked = []bsc.Number{"5", "25", "50", "75", "95"}
	}
	var percents []decimal.Decimal
	for _, text := range asked {
		d, p := number(text, "quantile", decimal.New(100, 0))
		if p != nil {
			return nil, p
		}
		percents = append(percents, d)
	}
	return percents, nil
}

// counting counts what results come to over all draws.
type counting struct {
	of         bsc.Ref
	draws      int
	results    []*bsc.Result // the best first
	contenders []Contender
	ratings    []bsc.Rating // of the scorecard, and none
	raters     []rater      // by result
	scores     [][]int64    // by result and draw, in units of 10^-10
	ranks      []int64      // by result and rank: in units of 10^-10 of all draws
	rated      []int64      // by result and rating: draws
}

// unscored stands for no score. It is below all scores.
const unscored = -1 << 63

// whole is all draws together.
const whole = 10_000_000_000

func newCounting(results []*bsc.Result, of bsc.Ref, draws int) *counting {
	order, contenders := ranked(results, of)
	c := &counting{of: of, draws: draws, results: order, contenders: contenders}
	for _, level := range results[0].Scorecard().Ratings() {
		c.ratings = append(c.ratings, level.ID)
	}
	c.ratings = append(c.ratings, "")
	for _, r := range order {
		c.raters = append(c.raters, raterOf(r, of))
		c.scores = append(c.scores, make([]int64, draws))
	}
	c.ranks, c.rated = make([]int64, len(order)*len(order)), make([]int64, len(order)*len(c.ratings))
	return c
}

// draw counts what a draw comes to.
func (c *counting) draw(number int, d *drawer) error {
	card, err := d.card.With(bsc.Overrides{Weights: d.draw(number)})
	if err != nil {
		return err
	}
	standings := make([]standing, len(c.results))
	for u, r := range c.results {
		mixed, err := bsc.Mix{Of: r, Card: card}.Evaluate()
		if err != nil {
			return err
		}
		score := int64(unscored)
		if decimal, ok := mixed.ScoreOf(c.of).Decimal(); ok {
			score = decimal.Shift(exact.Places).IntPart()
		}
		c.scores[u][number], standings[u] = score, standing{score, u}
		at := slices.Index(c.ratings, c.raters[u].rate(mixed, c.of, score))
		atomic.AddInt64(&c.rated[u*len(c.ratings)+at], 1)
	}
	c.rank(standings, worth(number, c.draws))
	return nil
}

// worth is what a draw counts for, in units of 10^-10 of all draws.
func worth(number, draws int) int64 {
	return whole*int64(number+1)/int64(draws) - whole*int64(number)/int64(draws)
}

// A standing is the score of a result in a draw.
type standing struct {
	score  int64
	result int
}

// rank counts the ranks of a draw. Among k of equal score, each has an equal part of each of their k ranks; the units
// that are left over go round, so that all parts of a result, and of a rank, add up to the draw.
func (c *counting) rank(order []standing, worth int64) {
	slices.SortFunc(order, func(a, b standing) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.result - b.result
	})
	for first := 0; first < len(order); {
		next := first + 1
		for next < len(order) && order[next].score == order[first].score {
			next++
		}
		k := next - first
		part, left := worth/int64(k), int(worth%int64(k))
		for i := range k {
			for j := range k {
				more := int64(0)
				if (i+j)%k < left {
					more = 1
				}
				atomic.AddInt64(&c.ranks[order[first+i].result*len(order)+first+j], part+more)
			}
		}
		first = next
	}
}

// accepted describes a result over all draws.
func (c *counting) accepted(u int, percents []decimal.Decimal) Accepted {
	a := Accepted{Contender: c.contenders[u], Ranks: []RankShare{}}
	n := len(c.results)
	var sum decimal.Decimal
	for rank, part := range c.ranks[u*n:][:n] {
		if part > 0 {
			share := decimal.New(part, -exact.Places).Normalize()
			a.Ranks = append(a.Ranks, RankShare{rank + 1, share})
			sum = sum.Add(share.Mul(decimal.New(int64(rank+1), 0)))
		}
	}
	a.MeanRank = exact.Whole(sum).Decimal()
	counts := make([]decimal.Decimal, len(c.ratings))
	for i, count := range c.rated[u*len(counts):][:len(counts)] {
		counts[i] = decimal.New(count, 0)
	}
	for i, share := range exact.Shares(counts, decimal.New(int64(c.draws), 0)) {
		a.Ratings = append(a.Ratings, RatingShare{c.ratings[i], decimal.NewFromBigInt(share, -exact.Places).Normalize()})
	}
	a.Spread = spreadOf(c.scores[u], percents)
	a.Says = a.says()
	return a
}

// says tells people how far a rank rests on the weights.
func (a *Accepted) says() words.Phrase {
	unit := a.OrgUnit
	if unit == "" {
		unit = a.Period.String()
	}
	first, last := a.Ranks[0], a.Ranks[len(a.Ranks)-1]
	if first == last {
		return words.New("rank_always", "unit", unit, "rank", first.Rank)
	}
	most := first
	for _, r := range a.Ranks {
		if r.Share.GreaterThan(most.Share) {
			most = r
		}
	}
	return words.New("rank_mostly", "unit", unit, "rank", most.Rank, "share", percent(most.Share), "best", first.Rank, "worst", last.Rank)
}

package compare

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// ErrNotComparable is the code of a warning: units are compared that are not measured alike.
const ErrNotComparable bsc.Code = "not_comparable"

// A Ranking compares units by one node of their scorecards: who is best, how far the others are behind, and whether
// they may be compared at all. It is plain data; the zero Ranking has no rows.
type Ranking struct {
	Of       bsc.Ref
	Rows     []Row        // the best first, those without a score last; of the same, in the order given
	Spread   Spread       // of the scores
	Warnings bsc.Problems // why the units are not quite comparable: ErrNotComparable; their Ref names the unit
}

// A Row is one unit in a Ranking.
type Row struct {
	OrgUnit      string // as Input.Unit names it
	Outcome      bsc.Outcome
	Shown        string              // the score as it is shown
	Rank         int                 // 1 is best; those shown alike share a rank, and the next is skipped; 0: no score
	Gap          decimal.NullDecimal // to the best, in points: 0 or more; not valid: no score
	Quartile     int                 // 1 is the best: on the upper quartile or above it; 4 the lowest; 0: no score
	Unique       decimal.Decimal     // the share of the node's weight on KPIs that not all units have, 0 to 1
	BestPractice bool                // worth learning from: see OrgUnits
}

// A Spread describes scores. Nothing is valid where there are none.
type Spread struct {
	Scored, Missing int                 // how many units have a score, and how many have none
	Lowest, Highest decimal.NullDecimal // in points
	Lower, Median   decimal.NullDecimal // quartiles between the two scores nearest to them, as spreadsheets give them
	Upper           decimal.NullDecimal
	Mean            decimal.NullDecimal // rounded to 10 places
}

// OrgUnits compares the units of some results by one node, such as a KPI or an objective that all cards have.
// Scores are ranked as they are shown, with so many places, 0 to 10, so that nobody stands behind another who is shown
// the same. Results in which the node is not on the card are left out, with a warning; so are nil ones, which
// EvaluateUnits yields for an input that cannot be used. The time it takes grows with the units times their KPIs.
//
// A unit is BestPractice where its score is in the best quartile, with the best rating of its scorecard and no
// less coverage than one, it is measured as most of the others are, and there are four units or more.
//
// People who compare units tend to look only at what the units have in common (Lipe and Salterio, The Accounting Review
// 2000): Unique says how much of each is left out that way. Units are warned of that are measured differently: a KPI
// with another unit of measurement, direction, calculation, scorer or target than most; or, where there is no such
// thing as most, all of them.
func OrgUnits(of bsc.Ref, results []*bsc.Result, places int32) *Ranking {
	c := &comparison{ranking: &Ranking{Of: of}, places: min(max(places, 0), 10), cards: map[*bsc.Scorecard]*card{}}
	for _, r := range results {
		c.add(cmp.Or(r, new(bsc.Result)))
	}
	c.rank()
	c.spread()
	c.common()
	c.alike()
	c.bestPractice()
	for i := range c.units {
		c.ranking.Rows = append(c.ranking.Rows, c.units[i].row)
	}
	return c.ranking
}

type comparison struct {
	ranking *Ranking
	units   []unit // in the order of the rows, once they are ranked
	places  int32
	scores  []decimal.Decimal        // ascending
	cards   map[*bsc.Scorecard]*card // units mostly share one
}

// A unit has what its row is made of.
type unit struct {
	row   Row
	shown bsc.Score // with the places with which it is shown
	card  *card
	kpis  []measured // below the node, or the KPI itself, in the order of their text
}

func (c *comparison) warn(unit, text string, args ...any) {
	c.ranking.Warnings = append(c.ranking.Warnings, &bsc.Problem{
		Code: ErrNotComparable, Warning: true,
		Ref: bsc.Ref{Kind: bsc.KindUnit, ID: unit}, Detail: fmt.Sprintf(text, args...),
	})
}

func (c *comparison) add(r *bsc.Result) {
	o, ok := r.Of(c.ranking.Of)
	if !ok {
		c.warn(r.Unit(), "%s is not on its scorecard", c.ranking.Of)
		return
	}
	own := c.cards[r.Scorecard()]
	if own == nil {
		own = cardOf(r.Scorecard(), c.ranking.Of)
		c.cards[r.Scorecard()] = own
	}
	row := Row{OrgUnit: r.Unit(), Outcome: o, Shown: o.Score.Text(c.places)}
	u := unit{row: row, card: own, kpis: own.measuredIn(r)}
	if score, ok := o.Score.Decimal(); ok {
		c.scores = append(c.scores, score)
		u.shown, _ = bsc.NewScore(score.Round(c.places)) // never refused: it is a score with fewer places
	}
	c.units = append(c.units, u)
}

// rank sorts the units, and numbers their rows.
func (c *comparison) rank() {
	slices.SortFunc(c.scores, decimal.Decimal.Cmp)
	slices.SortStableFunc(c.units, func(a, b unit) int { return b.shown.Compare(a.shown) })
	for i := range c.units {
		row := &c.units[i].row
		score, ok := row.Outcome.Score.Decimal()
		if !ok {
			continue
		}
		row.Rank = i + 1
		if i > 0 && c.units[i-1].row.Shown == row.Shown {
			row.Rank = c.units[i-1].row.Rank
		}
		row.Gap = decimal.NewNullDecimal(c.scores[len(c.scores)-1].Sub(score))
	}
}

// spread describes the scores, and puts the rows into quartiles.
func (c *comparison) spread() {
	s := &c.ranking.Spread
	n := len(c.scores)
	s.Scored, s.Missing = n, len(c.units)-n
	if n == 0 {
		return
	}
	s.Lowest, s.Highest = decimal.NewNullDecimal(c.scores[0]), decimal.NewNullDecimal(c.scores[n-1])
	s.Lower, s.Median, s.Upper = c.quartile(1), c.quartile(2), c.quartile(3)
	var sum decimal.Decimal
	for _, score := range c.scores {
		sum = sum.Add(score)
	}
	s.Mean = decimal.NewNullDecimal(quotient(sum, decimal.New(int64(n), 0)))
	for i := range c.units {
		row := &c.units[i].row
		score, ok := row.Outcome.Score.Decimal()
		if !ok {
			continue
		}
		row.Quartile = 4
		for q, limit := range []decimal.NullDecimal{s.Lower, s.Median, s.Upper} {
			if score.GreaterThanOrEqual(limit.Decimal) {
				row.Quartile = 3 - q
			}
		}
	}
}

// quartile interpolates between the two scores around a quarter of the way: Hyndman and Fan's type 7. It is exact.
func (c *comparison) quartile(q int) decimal.NullDecimal {
	at := (len(c.scores) - 1) * q
	low := c.scores[at/4]
	if rest := at % 4; rest > 0 {
		low = low.Add(c.scores[at/4+1].Sub(low).Mul(decimal.New(int64(rest)*25, -2)))
	}
	return decimal.NewNullDecimal(low.Normalize())
}

// bestPractice marks the units worth learning from.
func (c *comparison) bestPractice() {
	if c.ranking.Spread.Scored < 4 {
		return
	}
	warned := map[string]bool{}
	for _, p := range c.ranking.Warnings {
		warned[p.Ref.ID] = true
	}
	whole := decimal.New(1, 0)
	for i := range c.units {
		row, best := &c.units[i].row, c.units[i].card.best
		good := row.Quartile == 1 && row.Outcome.Rating == best && row.Outcome.Coverage.Equal(whole)
		row.BestPractice = good && !warned[row.OrgUnit]
	}
}

// quotient divides and rounds once, half away from zero, to ten places.
func quotient(num, den decimal.Decimal) decimal.Decimal { return num.DivRound(den, 10).Normalize() }

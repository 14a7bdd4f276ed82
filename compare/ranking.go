package compare

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/digits"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// ErrNotComparable is the code of a warning that the compared org units are not measured alike.
const ErrNotComparable bsc.Code = "not_comparable"

// A Ranking compares org units by one node of their scorecards: which is best, how far behind the others are, and
// whether they can be compared at all. It is plain data; the zero Ranking has no rows.
type Ranking struct {
	Of     bsc.Ref `json:"of,omitzero"`
	Rows   []Row   `json:"rows"`   // the best first, those without a score last; equals in the order given
	Spread Spread  `json:"spread"` // of the scores
	// Warnings say why the org units are not quite comparable: ErrNotComparable. Their Ref names the org unit or, where
	// the org units have targets of their own, a KPI.
	Warnings bsc.Problems `json:"warnings"`
}

// A Row is one org unit in a Ranking.
type Row struct {
	OrgUnit string      `json:"unit"` // as Input.OrgUnit names it
	Outcome bsc.Outcome `json:"outcome" wire:"ref,name,score,rating"`
	Shown   string      `json:"shown,omitempty"` // the score as shown
	// Rank is 1 for the best. Those shown alike share a rank, and the next ranks are skipped; 0: no score.
	Rank int                 `json:"rank,omitempty"`
	Gap  decimal.NullDecimal `json:"gap"` // to the best, in points: 0 or more; not valid: no score
	// Quartile is 1 for scores on or above the upper quartile, and 4 for the lowest; 0: no score.
	Quartile int `json:"quartile,omitempty"`
	// Percentile is the percentile rank of the score: how many percent of the other org units score lower, counting half of
	// those that score the same. The best alone has 100, and the lowest alone 0; a single score has 50. It turns
	// Ranking.Percentile round, with the middle rank for equals. Rounded to 10 places; not valid: no score.
	Percentile   decimal.NullDecimal `json:"percentile"`
	Unique       decimal.Decimal     `json:"unique"`                  // the share of the node's weight on KPIs that not all org units have, 0 to 1
	BestPractice bool                `json:"best_practice,omitempty"` // worth learning from: see OrgUnits
}

// A Spread describes scores. Nothing is valid if there are none.
type Spread struct {
	Scored  int                 `json:"scored"`  // how many org units have a score
	Missing int                 `json:"missing"` // how many have none
	Lowest  decimal.NullDecimal `json:"lowest"`  // in points, as all that follow
	Highest decimal.NullDecimal `json:"highest"`
	Lower   decimal.NullDecimal `json:"lower"` // Lower, Median and Upper are quartiles, interpolated between the two nearest scores, as in spreadsheets
	Median  decimal.NullDecimal `json:"median"`
	Upper   decimal.NullDecimal `json:"upper"`
	Mean    decimal.NullDecimal `json:"mean"` // rounded to 10 places
}

// OrgUnits compares the org units of some results by one node, such as a KPI or an objective that all cards have, or by
// their totals: the zero Ref is that of each card. It ranks scores as they are shown, with 0 to 10 places, so that none
// ranks behind another that is shown the same. They are the computed scores, which nobody's assessment of the node itself
// has changed, and not Outcome.FinalScore. It leaves out results in which the node is not on the card, with a
// warning, and nil results, which EvaluateOrgUnits yields for an input that cannot be used. Its time grows with the org
// units times their KPIs.
//
// An org unit is BestPractice if its score is in the best quartile, with the best rating of its scorecard and full
// coverage, if it is measured as most others are, and if four org units or more have a score.
//
// People who compare org units tend to look only at what they have in common (Lipe and Salterio, The Accounting Review
// 2000): Unique shows how much of each that leaves out. Warnings name the org units that measure a KPI differently:
// with another unit of measurement, direction, calculation, scorer or target than most. If no value holds for most,
// they name all. Where org units have targets of their own, such as people's, one warning says that their scores are
// compared, and not what they have reached; it keeps none from being BestPractice.
func OrgUnits(of bsc.Ref, results []*bsc.Result, places int32) *Ranking {
	c := &comparison{ranking: &Ranking{Of: of}, places: min(max(places, 0), 10), cards: map[*bsc.Scorecard]*card{}}
	for _, r := range results {
		c.add(cmp.Or(r, new(bsc.Result)))
	}
	c.rank()
	c.spread()
	c.percentiles()
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
	units   []unit // in the order of the rows, once ranked
	places  int32
	scores  []decimal.Decimal        // ascending
	cards   map[*bsc.Scorecard]*card // org units mostly share one
}

// A unit has what the row of an org unit is made of.
type unit struct {
	row   Row
	shown bsc.Score // with the places shown
	card  *card
	kpis  []measured // below the node, or the KPI itself, in the order of their text
}

func (c *comparison) warn(unit, says string, args ...any) {
	c.ranking.Warnings = append(c.ranking.Warnings, &bsc.Problem{
		Code: ErrNotComparable, Warning: true,
		Ref: bsc.Ref{Kind: bsc.KindOrgUnit, ID: unit}, Detail: words.New(says, args...),
	})
}

func (c *comparison) add(r *bsc.Result) {
	of := c.ranking.Of
	if of == (bsc.Ref{}) {
		of = r.Total().Ref
	}
	o, ok := r.Of(of)
	if !ok {
		c.warn(r.OrgUnit(), "not_on_its_scorecard", "node", of)
		return
	}
	own := c.cards[r.Scorecard()]
	if own == nil {
		own = cardOf(r.Scorecard(), of)
		c.cards[r.Scorecard()] = own
	}
	row := Row{OrgUnit: r.OrgUnit(), Outcome: o, Shown: o.Score.Text(c.places)}
	u := unit{row: row, card: own, kpis: own.measuredIn(r)}
	if score, ok := o.Score.Decimal(); ok {
		c.scores = append(c.scores, score)
		u.shown, _ = bsc.NewScore(score.Round(c.places)) // never refused: it is a score with fewer places
	}
	c.units = append(c.units, u)
}

// rank sorts the org units and numbers their rows.
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

// spread describes the scores, and assigns the rows to quartiles.
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

// quartile returns the score a quarter of the way, or two or three, from the lowest to the highest.
func (c *comparison) quartile(q int) decimal.NullDecimal {
	return along(c.scores, decimal.New(int64(q)*25, 0))
}

// Percentile returns the score below which p percent of the scores lie: 50 is the median, and 90 the limit of the best
// tenth. It interpolates between the two nearest scores, as the quartiles do: with n scores in order it is that at the
// place 1 + (n-1)·p/100, which is type 7 of Hyndman and Fan (The American Statistician 1996), and PERCENTILE.INC in
// spreadsheets. It is exact. It is not valid if there are no scores, or p is not from 0 to 100.
func (r *Ranking) Percentile(p decimal.Decimal) decimal.NullDecimal {
	if r == nil || digits.Absurd(p) {
		return decimal.NullDecimal{}
	}
	var scores []decimal.Decimal
	for i := range r.Rows {
		if score, ok := r.Rows[i].Outcome.Score.Decimal(); ok {
			scores = append(scores, score)
		}
	}
	slices.SortFunc(scores, decimal.Decimal.Cmp)
	return along(scores, p)
}

// along interpolates between the two scores around so many percent of the way.
func along(scores []decimal.Decimal, percent decimal.Decimal) decimal.NullDecimal {
	hundred := decimal.New(100, 0)
	if len(scores) == 0 || percent.Sign() < 0 || percent.GreaterThan(hundred) {
		return decimal.NullDecimal{}
	}
	way := percent.Mul(decimal.New(int64(len(scores)-1), -2))
	at := int(way.IntPart())
	low := scores[at]
	if rest := way.Sub(decimal.New(int64(at), 0)); rest.Sign() > 0 {
		low = low.Add(scores[at+1].Sub(low).Mul(rest))
	}
	return decimal.NewNullDecimal(low.Normalize())
}

// percentiles gives each row its percentile rank: (lower + (same-1)/2) / (n-1), the mid-rank among the others.
func (c *comparison) percentiles() {
	others := int64(len(c.scores) - 1)
	for i := range c.units {
		row := &c.units[i].row
		score, ok := row.Outcome.Score.Decimal()
		if !ok {
			continue
		}
		lower, _ := slices.BinarySearchFunc(c.scores, score, decimal.Decimal.Cmp)
		upTo, _ := slices.BinarySearchFunc(c.scores, score, func(a, b decimal.Decimal) int {
			if a.Cmp(b) <= 0 {
				return -1
			}
			return 1
		})
		rank := decimal.New(50, 0)
		if others > 0 {
			rank = quotient(decimal.New(int64(lower+upTo-1)*50, 0), decimal.New(others, 0))
		}
		row.Percentile = decimal.NewNullDecimal(rank)
	}
}

// bestPractice marks the org units worth learning from.
func (c *comparison) bestPractice() {
	if c.ranking.Spread.Scored < 4 {
		return
	}
	warned := map[string]bool{}
	for _, p := range c.ranking.Warnings {
		warned[p.Ref.ID] = warned[p.Ref.ID] || p.Ref.Kind == bsc.KindOrgUnit
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

package sensitivity

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Stability says whether a node's rating depends on the weights below it. It is plain data.
type Stability struct {
	Ref    bsc.Ref    `json:"ref"`
	Name   string     `json:"name,omitempty"`
	Score  bsc.Score  `json:"score"`
	Rating bsc.Rating `json:"rating,omitempty"` // "" is none
	// Flips has each weight below the node: the one of the smallest change of its share first, equals and those that
	// change nothing as they stand in the definition.
	Flips []Flip `json:"flips"`
	// Says is what to tell people: the smallest change that changes the rating, or that none does.
	Says words.Phrase `json:"says"`
}

// A Flip is one weight, and from where on it changes an answer. It is plain data.
type Flip struct {
	Ref    bsc.Ref         `json:"ref"` // whose weight it is
	Name   string          `json:"name,omitempty"`
	Parent bsc.Ref         `json:"parent"` // below which it is
	Weight decimal.Decimal `json:"weight"` // as defined
	Share  decimal.Decimal `json:"share"`  // of what its siblings and it weigh together, 0 to 1
	// Lighter and Heavier are the nearest turns below and above Weight. Nil: there is none, down to 0, or up to a million
	// times what the siblings weigh.
	Lighter *Turn        `json:"lighter,omitempty"`
	Heavier *Turn        `json:"heavier,omitempty"`
	Says    words.Phrase `json:"says"`
}

// Robust reports whether no weight changes the answer.
func (f Flip) Robust() bool { return f.Lighter == nil && f.Heavier == nil }

// Nearest returns the turn with the smaller change of the share, the lighter of equals; nil if there is none.
func (f Flip) Nearest() *Turn {
	if f.Lighter == nil || f.Heavier != nil && f.Heavier.change(f.Share).LessThan(f.Lighter.change(f.Share)) {
		return f.Heavier
	}
	return f.Lighter
}

// Flips says how far each weight below a node would have to move alone, its siblings as they are, until the node has
// another rating. The zero Ref is the scorecard's total.
//
// Every turn is found with the engine: with Turn.Weight it gives the new rating. Weights are tried in 16 equal steps of
// the share each way, down to 0 and up to a million times what the siblings weigh, and the first step with a change is
// halved down to the tenth digit. Under built-in aggregators and bands on the score this finds the nearest turn. Under
// most_frequent, a host's policies or rules, ratings may change and change back within one step, unseen. Where only
// means lie between, the turn is exact: λ = Σ w_j(τ - s_j) / (w_i(s_i - τ)), j ≠ i, with τ the score at which the rating
// begins, carried through the levels between.
//
// Weights in percent, under weighted_sum, come to 100: as one moves, its siblings give way in proportion. A KPI used
// from elsewhere keeps its weight there. The error is a *bsc.Problem: ErrInput for a result without nodes, ErrUnknownRef
// for a node that is not on its scorecard. Its time grows with the weights times the nodes.
func Flips(r *bsc.Result, of bsc.Ref) (*Stability, error) {
	of, p := nodeOf(r, of)
	if p != nil {
		return nil, p
	}
	o, _ := r.Of(of)
	s := &Stability{Ref: of, Name: o.Name, Score: o.Score, Rating: o.Rating}
	t, limits := treeOf(r), limitsOf(r, of)
	for _, l := range levers(r, of) {
		f := l.flip()
		hints := l.hints(t.line(of, l), limits)
		for _, way := range []struct {
			up   bool
			into **Turn
		}{{false, &f.Lighter}, {true, &f.Heavier}} {
			turn, err := l.ratingTurn(r, &o, way.up, hints)
			if err != nil {
				return nil, err
			}
			*way.into = turn
		}
		f.Says = l.saysRating(&f, &o)
		s.Flips = append(s.Flips, f)
	}
	nearestFirst(s.Flips)
	s.Says = s.says()
	return s, nil
}

// flip describes a weight.
func (l *lever) flip() Flip {
	own := exact.Rat(l.own)
	return Flip{Ref: l.of, Name: l.card.NameOf(l.of), Parent: l.parent, Weight: l.own, Share: rounded(l.shareOf(own))}
}

// ratingTurn finds where a node's rating changes.
func (l *lever) ratingTurn(r *bsc.Result, now *bsc.Outcome, up bool, hints []*big.Rat) (*Turn, error) {
	rating := func(n int64) (bsc.Rating, error) {
		mixed, err := l.evaluate(r, n, false)
		if err != nil {
			return "", err
		}
		o, _ := mixed.Of(now.Ref)
		return o.Rating, nil
	}
	t, n, err := l.turn(up, hints, func(n int64, _ bool) (bool, error) {
		other, err := rating(n)
		return other != now.Rating, err
	})
	if t != nil && err == nil {
		t.Rating, err = rating(n)
	}
	return t, err
}

// limitsOf returns the scores at which another rating of a node begins.
func limitsOf(r *bsc.Result, of bsc.Ref) []*line {
	var limits []*line
	for _, b := range r.Bands(of) {
		if b.On == "score" && b.Low.Valid {
			limits = append(limits, level(b.Low.Decimal))
		}
	}
	return limits
}

// hints returns the weights at which a line meets others.
func (l *lever) hints(at *line, others []*line) []*big.Rat {
	if at == nil || l.top == 0 {
		return nil
	}
	var hints []*big.Rat
	for _, o := range others {
		if o != nil {
			hints = append(hints, at.meets(o)...)
		}
	}
	return hints
}

// nearestFirst sorts weights by the smallest change of their share; those that change nothing stand last.
func nearestFirst(flips []Flip) {
	slices.SortStableFunc(flips, func(a, b Flip) int {
		x, y := a.Nearest(), b.Nearest()
		if x == nil || y == nil {
			return cmp.Compare(boolInt(x == nil), boolInt(y == nil))
		}
		return x.change(a.Share).Cmp(y.change(b.Share))
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// says tells people of the nearest turn.
func (s *Stability) says() words.Phrase {
	if len(s.Flips) > 0 && !s.Flips[0].Robust() {
		return s.Flips[0].Says
	}
	if s.Rating == "" {
		return words.New("no_weight_gives_rating", "node", labelOf(s.Name, s.Ref))
	}
	return words.New("no_weight_changes_rating", "node", labelOf(s.Name, s.Ref), "rating", ratingName(s.Rating))
}

// saysRating tells people what a weight does to a node's rating.
func (l *lever) saysRating(f *Flip, of *bsc.Outcome) words.Phrase {
	name, whole, t := labelOf(f.Name, f.Ref), labelOf(of.Name, of.Ref), f.Nearest()
	if t == nil {
		return words.New("weight_changes_nothing", "node", name, "of", whole)
	}
	then, was := l.outward(t, t == f.Heavier), percent(f.Share)
	switch {
	case t.Rating == "" && t == f.Lighter:
		return words.New("lighter_takes_rating", "node", name, "share", then, "was", was, "of", whole)
	case t.Rating == "":
		return words.New("heavier_takes_rating", "node", name, "share", then, "was", was, "of", whole)
	case t == f.Lighter:
		return words.New("lighter_turns_rating", "node", name, "share", then, "was", was, "of", whole, "rating", ratingName(t.Rating))
	}
	return words.New("heavier_turns_rating", "node", name, "share", then, "was", was, "of", whole, "rating", ratingName(t.Rating))
}

// outward shows the share of a turn's weight in percent, rounded away from the defined one, so that what is said of it
// holds for the number shown. It shows two places, or as many as tell it from nothing and from all.
func (l *lever) outward(t *Turn, up bool) decimal.Decimal {
	mode := exact.Floor
	if up {
		mode = exact.Ceiling
	}
	share := l.shareOf(exact.Rat(t.Weight))
	for places := 2; ; places++ {
		parts := exact.Div(new(big.Int).Mul(share.Num(), exact.Pow10(places+2)), share.Denom(), mode)
		shown := decimal.NewFromBigInt(parts, int32(-places)).Normalize()
		if end := shown.IsZero() || shown.Equal(decimal.New(100, 0)); !end || share.Sign() == 0 || share.Cmp(big.NewRat(1, 1)) == 0 || places > digits {
			return shown
		}
	}
}

func ratingName(r bsc.Rating) words.Phrase { return words.Name("rating", string(r)) }

// labelOf is how people know a node.
func labelOf(name string, ref bsc.Ref) string { return cmp.Or(name, ref.String()) }

// percent shows a share with two places, and a share that is not 0 not as 0.
func percent(share decimal.Decimal) decimal.Decimal {
	for places := int32(2); ; places++ {
		if shown := share.Shift(2).Round(places).Normalize(); !shown.IsZero() || share.IsZero() || places > 10 {
			return shown
		}
	}
}

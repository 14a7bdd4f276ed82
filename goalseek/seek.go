package goalseek

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/shopspring/decimal"
)

// A Way is the line along which [Seek] looks: multiples of Step between From, where scores are worst, and To, where
// they are best. If To is below From, less is better.
type Way struct {
	From  decimal.Decimal     `json:"from"`
	To    decimal.Decimal     `json:"to"`
	Step  decimal.Decimal     `json:"step,omitzero"` // 0: 0.000001; at most 18 places
	Guess decimal.NullDecimal `json:"guess"`         // where to look first; not valid: nowhere in particular
}

// Found is what Seek has found.
type Found struct {
	// Value is the least demanding that reaches the score: nearest to From. If none does, it is To.
	Value   decimal.Decimal `json:"value"`
	Score   bsc.Score       `json:"score"` // with it
	Reached bool            `json:"reached"`
	Calls   int             `json:"calls"` // of the function
}

// Seek finds the value nearest to From that reaches a score, for any function whose scores never fall on the way from
// From to To: a whole cascade, a simulation, another engine. It reaches the score, and one step nearer to From does
// not, unless it is From itself. A value without a score does not reach it. If even To does not, nothing does, and To
// has the most that can be reached.
//
// It calls the function about five times where scores lie on a straight line, and never more than the bits of the
// number of steps and 28 times: 112 for 10^25 steps. The error is the function's first, or a *bsc.Problem with
// bsc.ErrNumber or bsc.ErrValue for a way that is none.
func Seek(f func(decimal.Decimal) (bsc.Score, error), wanted decimal.Decimal, w Way) (Found, error) {
	step, p := w.check(wanted)
	if p != nil {
		return Found{}, p
	}
	inFrom, inTo := exact.Ceiling, exact.Floor // rounded inwards
	if w.To.LessThan(w.From) {
		inFrom, inTo = inTo, inFrom
	}
	from, to := exact.NewRatio(w.From, step).Scaled(0, inFrom), exact.NewRatio(w.To, step).Scaled(0, inTo)
	if from.Cmp(to) != 0 && (from.Cmp(to) < 0) != (inFrom == exact.Ceiling) {
		p = problem(bsc.ErrValue, "seek_no_number", "step", step)
		return Found{}, p
	}
	t := &tries{f: f, step: step, wanted: quanta(wanted, exact.Ceiling), known: map[string]bsc.Score{}}
	over := t.gap(to)
	if over == nil || over.Sign() < 0 || from.Cmp(to) == 0 {
		return t.found(to, over)
	}
	under := t.gap(from)
	if under != nil && under.Sign() >= 0 {
		return t.found(from, under)
	}
	var guess *big.Int
	if w.Guess.Valid {
		guess = exact.NewRatio(w.Guess.Decimal, step).Scaled(0, inFrom)
	}
	at := seek.From(to, over, from, under, guess, t.gap)
	return t.found(at, new(big.Int))
}

// check returns the step of a way, or what is wrong with it.
func (w *Way) check(wanted decimal.Decimal) (decimal.Decimal, *bsc.Problem) {
	for _, d := range []decimal.Decimal{w.From, w.To, w.Step, w.Guess.Decimal, wanted} {
		if p := outOfRange(d); p != nil {
			return w.Step, p
		}
	}
	b := Bounds{Step: w.Step}
	if p := b.check(bsc.Ref{}); p != nil {
		return w.Step, p
	}
	if w.Step.IsZero() {
		return decimal.New(1, -places), nil
	}
	return w.Step, nil
}

// tries calls a function, for every value once.
type tries struct {
	f      func(decimal.Decimal) (bsc.Score, error)
	step   decimal.Decimal
	wanted *big.Int
	known  map[string]bsc.Score
	err    error
}

func (t *tries) value(at *big.Int) decimal.Decimal {
	return decimal.NewFromBigInt(at, 0).Mul(t.step).Normalize()
}

// gap returns by how much a value exceeds the score; nil for no score, and after an error.
func (t *tries) gap(at *big.Int) *big.Int {
	score, asked := t.known[at.String()]
	if !asked {
		if t.err != nil {
			return nil
		}
		if score, t.err = t.f(t.value(at)); t.err != nil {
			return nil
		}
		t.known[at.String()] = score
	}
	d, ok := score.Decimal()
	if !ok {
		return nil
	}
	return new(big.Int).Sub(quanta(d, exact.HalfAway), t.wanted)
}

func (t *tries) found(at, gap *big.Int) (Found, error) {
	if t.err != nil {
		return Found{}, t.err
	}
	return Found{Value: t.value(at), Score: t.known[at.String()], Reached: gap != nil && gap.Sign() >= 0, Calls: len(t.known)}, nil
}

package goalseek

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Reach asks what a reading of one org unit must be so that the node of another reaches a score: what Ann must sell
// in June for the region's total to be amber. It is plain data.
type Reach struct {
	OrgUnit string        `json:"unit"`            // whose reading it is
	Ref     bsc.Ref       `json:"ref"`             // a KPI or series of its scorecard that has readings
	Period  period.Period `json:"period,omitzero"` // of the reading; zero: that of the input

	Of     string          `json:"of"`               // the org unit whose score is to be reached
	Node   bsc.Ref         `json:"node,omitzero"`    // of its scorecard; the zero Ref is the scorecard itself
	Score  decimal.Decimal `json:"score"`            // to be reached
	Rating bsc.Rating      `json:"rating,omitempty"` // to be reached instead of Score, if it is set

	Bounds Bounds `json:"bounds,omitzero"` // of the reading
	// Direction says which readings are better for the score: "" is the direction of the KPI; of a series, higher.
	Direction bsc.Direction `json:"direction,omitempty"`
	_         struct{}
}

// InCascade evaluates a whole organisation with other readings of one org unit, until the other's node reaches the
// score. A reading may count there in any way: through sums with factors, shared measures and scores that contribute.
// Only what depends on the reading is evaluated again. The answer's Ref, Name, Unit, Actual and Score are those of the
// KPI whose reading it is; Needed is the reading.
//
// Scores are taken never to fall as the reading gets better: higher, unless the direction of the KPI is lower. Where
// closer is better it goes to the target, up or down, whichever side the reading is on. Without bounds, readings of up
// to 1,000 times the largest number of the two scorecards are looked at. A goal that is not reached is no error: Needed
// is the least demanding reading that brings the node as far as it can come.
//
// The error is that of [cascade.Cascade.Evaluate], or a *bsc.Problem as of [Alone], with bsc.ErrUnknownRef also for
// unknown org units.
func InCascade(c *cascade.Cascade, in bsc.Input, q Reach) (Answer, error) {
	board, err := c.Board(in)
	if err != nil {
		return Answer{}, err
	}
	if q.Period.IsZero() {
		q.Period = in.Period
	}
	g, now, err := q.check(board.Result())
	if err != nil {
		return Answer{}, err
	}
	a := g.answer(&now)
	a.Actual = decimal.NullDecimal{}
	if in.Readings != nil {
		was, had := in.Readings.Reading(bsc.Query{OrgUnit: q.OrgUnit, Ref: q.Ref, Period: q.Period, AsOf: in.AsOf})
		if had && was.Label == "" && was.State != bsc.StateNotApplicable && was.State != bsc.StateNotDue {
			a.Actual = decimal.NewNullDecimal(was.Value)
		}
	}
	f := func(x decimal.Decimal) (bsc.Score, error) {
		own := cascade.Update{OrgUnit: q.OrgUnit, Of: q.Ref, Period: q.Period, Reading: bsc.Reading{Value: x}}
		if err := board.Apply(own); err != nil {
			return bsc.Score{}, err
		}
		return board.Result().Of(q.Of).ScoreOf(g.Node), nil
	}
	way := q.way(&now, &a, g)
	found, err := Seek(f, g.Score, way)
	if err == nil && !found.Reached {
		if most, ok := found.Score.Decimal(); ok {
			a.Reason = words.New("seek_most_within", "node", g.Node, "then", most)
			way.Guess = decimal.NullDecimal{}
			found, err = Seek(f, most, way)
			found.Reached = false
		} else {
			a.Reason = words.New("seek_never_scored")
		}
	}
	if err != nil {
		return Answer{}, err
	}
	a.Needed, a.Then, a.Reached, a.Bisected = decimal.NewNullDecimal(found.Value), found.Score, found.Reached, true
	if _, err = f(found.Value); err == nil {
		a.NeededScore = board.Result().Of(q.OrgUnit).ScoreOf(q.Ref)
	}
	return a, err
}

// check finds the goal of a question, and the KPI whose reading it is.
func (q *Reach) check(r *cascade.Result) (*sought, bsc.Outcome, error) {
	units := r.Cascade().OrgUnits()
	for _, unit := range []string{q.OrgUnit, q.Of} {
		if r.Of(unit) == nil {
			p := problem(bsc.ErrUnknownRef, "seek_unknown_unit", "unit", unit)
			p.Hint = fault.DidYouMean(unit, units)
			return nil, bsc.Outcome{}, p
		}
	}
	g := Goal{Result: r.Of(q.Of), Node: q.Node, Score: q.Score, Rating: q.Rating}
	s, err := g.check()
	if err != nil {
		return nil, bsc.Outcome{}, err
	}
	own := r.Of(q.OrgUnit)
	now, ok := own.Of(q.Ref)
	if p := own.Scorecard().CheckFact(bsc.Fact{OrgUnit: q.OrgUnit, Ref: q.Ref, Period: q.Period}); p != nil {
		return nil, now, p
	}
	if !ok {
		now.Ref = q.Ref // a series
	}
	if p := q.Bounds.check(q.Ref); p != nil {
		return nil, now, p
	}
	if q.Direction == "" {
		q.Direction = directionOf(own, q.Ref)
	}
	return s, now, nil
}

// way returns along which readings to look.
func (q *Reach) way(now *bsc.Outcome, a *Answer, g *sought) Way {
	var far decimal.Decimal
	look := func(o *bsc.Outcome) {
		for _, d := range []decimal.NullDecimal{o.Actual, o.Target.Value, o.Target.Baseline, a.Actual} {
			far = decimal.Max(far, d.Decimal.Abs())
		}
	}
	look(now)
	for o := range g.Result.All() {
		look(&o)
	}
	far = decimal.Max(far, decimal.New(1, 0))
	w := Way{From: far.Shift(3).Neg(), To: far.Shift(3), Step: q.Bounds.Step, Guess: a.Actual}
	if w.Step.IsZero() {
		w.Step = stepFor(w.To)
	}
	if q.Bounds.Low.Valid {
		w.From = q.Bounds.Low.Decimal
	}
	if q.Bounds.High.Valid {
		w.To = q.Bounds.High.Decimal
	}
	switch t := now.Target.Value; {
	case q.Direction == bsc.DirectionLower:
		w.From, w.To = w.To, w.From
	case q.Direction == bsc.DirectionCloser && t.Valid:
		if a.Actual.Valid && a.Actual.Decimal.GreaterThan(t.Decimal) {
			w.From = w.To
		}
		w.To = t.Decimal
	}
	return w
}

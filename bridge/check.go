package bridge

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// newGame checks what a Bridge is asked of.
func newGame(from, to *bsc.Result, o *Options) (*game, error) {
	if o == nil {
		o = &Options{}
	}
	g := &game{from: from, to: to, between: o.Restated, node: o.Node}
	var problems bsc.Problems
	sides := []words.Phrase{words.New("bridge_from"), words.New("bridge_to")}
	for i, r := range []*bsc.Result{from, to} {
		if p := g.checkEnd(r, sides[i]); p != nil {
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return nil, &bsc.InputError{Problems: problems}
	}
	if p := g.checkRestated(); p != nil {
		return nil, &bsc.InputError{Problems: bsc.Problems{p}}
	}
	g.first, _ = g.scoreOf(from)
	g.last, _ = g.scoreOf(to)
	return g, nil
}

// checkEnd returns why a result is no end of a bridge.
func (g *game) checkEnd(r *bsc.Result, side words.Phrase) *bsc.Problem {
	if r.Scorecard() == nil {
		return problem(bsc.ErrInput, words.New("bridge_without_result", "side", side))
	}
	at := g.at(r)
	o, ok := r.Of(at)
	if !ok {
		p := problem(bsc.ErrUnknownRef, words.New("bridge_unknown_node", "node", at, "side", side))
		p.Ref = at
		return p
	}
	if !o.Score.Valid() {
		p := problem(bsc.ErrNoData, words.New("bridge_without_score", "node", at, "side", side, "why", o.Reason))
		p.Ref = at
		return p
	}
	return nil
}

// checkRestated finds which of the two results is restated.
func (g *game) checkRestated() *bsc.Problem {
	r := g.between
	if r == nil {
		return nil
	}
	if p := g.checkEnd(r, words.New("bridge_restated")); p != nil {
		return p
	}
	early := r.Period() == g.from.Period() && r.OrgUnit() == g.from.OrgUnit()
	late := r.Period() == g.to.Period() && r.OrgUnit() == g.to.OrgUnit()
	if early == late {
		p := problem(bsc.ErrInput, words.New("bridge_restates_neither", "period", r.Period(), "from", g.from.Period(), "to", g.to.Period()))
		p.Allowed = words.New("bridge_restates_one")
		return p
	}
	g.early = early
	return nil
}

func problem(code bsc.Code, detail words.Phrase) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: detail}
}

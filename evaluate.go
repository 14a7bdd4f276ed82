package bsc

import (
	"maps"
	"slices"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/period"
)

// Evaluate computes the scorecard on the input. It does its best: a KPI without data, or
// whose policy fails, says so in its own outcome and stops nothing else. The error is an
// *InputError, and only for an input that cannot be used: no period, no readings, an
// assessment of an unknown node, or Actuals for something the scorecard does not have.
func (s *Scorecard) Evaluate(in Input) (*Result, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	p := pass{card: s, periods: []period.Period{in.Period}}
	return p.evaluate(in)
}

// A pass evaluates one unit for periods in a row over the same readings: what is found out for one is known for the
// next.
type pass struct {
	card    *Scorecard
	periods []period.Period
	plan    *columns.Plan // the card's, or one for the input's period and moment; nil: the card's
	stop    func() error  // once it gives an error no policy and no source is asked any more, and results are good for nothing; nil: it never does
	said    *memo         // what the sources have said; nil: nothing yet
	known   *knowledge    // from the period before; nil: there was none
}

// evaluate evaluates the next of the periods: that of an input which is otherwise the same for all.
func (p *pass) evaluate(in Input) (*Result, error) {
	r := &run{evaluation: &evaluation{inputs: inputs{card: p.card, in: in, plan: p.plan}}}
	if r.plan == nil {
		r.plan = p.card.planOf(in.Period.Label().Kind)
	}
	r.columns = columns.New(r.plan.Size())
	if problems := r.check(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	if !r.inColumnsAlone() {
		p.learn(r)
	}
	if p.stop != nil {
		r.stop, r.evaluation.calls = p.stop, unless(p.stop)
	}
	r.run(nil)
	return &Result{r.evaluation}, nil
}

// learn gives a run what is known. The first run of a pass reads the rows for all of its periods.
func (p *pass) learn(r *run) {
	first := p.known == nil
	if first {
		if p.said == nil {
			p.said = new(memo)
		}
		p.known = newKnowledge(&r.inputs, p.said)
		p.known.keeps = len(p.periods) > 1
		if p.stop != nil {
			p.known.calls = unless(p.stop)
		}
	}
	r.know(p.known)
	if r.whole {
		return
	}
	if first && r.useRows(p.periods) {
		p.said.addRows(p.known.timed)
	}
	if p.known.timed.plan != nil {
		r.onRows()
	}
}

func notCompiled() *InputError {
	return &InputError{Problems{fault(ErrInput, "the scorecard is not compiled")}}
}

// inputs are what an evaluation is of. They do not change once they are checked.
type inputs struct {
	card           *Scorecard
	in             Input
	plan           *columns.Plan
	assessed       map[int]judgement
	given          map[int]adopted // by node: KPIs that stand for nodes of other results
	sums           *summedUnit     // what the unit's readings are sums of; nil: nothing
	targets        UnitTargets     // the unit's own
	foreignTargets bool            // a host's TargetSource may have others
	asked          almanac.Span    // the days of the input's period
	unit           almanac.Span    // the unit's time; a Last of 0 is for ever
	whole          bool            // values are for the period as they stand: nothing is rolled up
	today          int             // the day of the input's moment; 0: everything is known
}

// running reports whether the period has begun, and is not over, on the day of the moment.
func (i *inputs) running() bool { return i.today != 0 && i.today <= i.asked.Last }

// timeless reports whether values are for the period as they stand, and nothing is late: a window would say nothing.
func (i *inputs) timeless() bool { return i.whole && i.today == 0 }

// elsewhere reports whether no KPI has anything to show for the period: it has not begun, or is not in the unit's time.
func (i *inputs) elsewhere() bool {
	return !i.unit.Meets(i.asked) || !i.asked.Begun(i.today)
}

// An evaluation is what a Result is of: nothing changes it once its run is over.
//
// The value, score and standing of every node are in its columns. What is not there follows from
// them by the rules below when someone asks: see state. The columns keep what does not follow, such as
// what a host's policy said, or a value that is made of several readings.
type evaluation struct {
	inputs
	columns columns.Columns
	series  []value // of series; nil: they follow from the rows
	timed   inRows  // where the rows of its KPIs are; zero: there are none
	memo    *memo   // what the host's sources have said, for explanations; nil: nothing
	calls   caller  // while it runs: how a host's code is called

	shares atomic.Pointer[[]int64] // effective weights by node, once all were asked for; see share
	looked atomic.Int64            // at how many nodes, for effective weights of single ones
}

// A run fills an evaluation, and is thrown away then.
type run struct {
	*evaluation
	*knowledge
	rest   []int        // KPIs that reading Actuals left over
	loaded bool         // the readings are in the columns already
	stop   func() error // why nobody wants the result any more; nil: somebody does
}

// inColumnsAlone reports whether all values are in the columns already, so that nothing more will be found out.
func (r *run) inColumnsAlone() bool {
	return r.loaded && len(r.rest)+len(r.card.calculated)+len(r.card.series)+len(r.given) == 0
}

// know gives a run what is known from others over the same readings.
func (r *run) know(known *knowledge) {
	if known.evaluated != r.in.Period {
		known.evaluated = r.in.Period
		clear(known.owns) // what a unit's source states for every period it says of the one evaluated
	}
	r.knowledge, r.evaluation.memo = known, known.answers
}

// run computes everything: KPIs in the columns first, then those that are not, then what is above them. It
// leaves the numerators of nodes in sums, where someone wants them.
func (r *run) run(sums []columns.Numerator) {
	rest := r.read()
	r.adoptAll()
	for _, at := range rest {
		r.enter(at, r.compute(at))
	}
	r.judgeAll()
	r.plan.Nodes(&r.columns, sums, r.parentOf)
	r.evaluation.calls = nil
}

// compute computes a KPI that is not in the columns.
func (r *run) compute(at int) *kept {
	if c, ok := r.given[at]; ok {
		return r.adopt(at, c)
	}
	slot := r.card.nodes[at].kpi.slot
	own := r.own(slot)
	k := &kept{value: r.shown(&own)}
	target := r.target(at, &own)
	k.state = r.decide(at, &k.value, &target, Score{})
	return k
}

// judgeAll lets people's scores count where the definition says so.
func (r *run) judgeAll() {
	if len(r.assessed) == 0 {
		return
	}
	places := make(map[int32]int64, len(r.assessed))
	for at, j := range r.assessed {
		if r.card.nodes[at].assessed && j.score.Valid() {
			places[r.card.places[at]] = j.score.units
		}
	}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		r.columns.Judge(place, places[place])
	}
}

// counts returns the assessment's score that a node contributes, if it does. A node that
// is not there contributes nothing, whatever anybody thinks of it.
func (e *evaluation) counts(at int) Score {
	if len(e.assessed) == 0 {
		return Score{}
	}
	units, ok := e.columns.Judged(e.card.places[at])
	return Score{units: units, ok: ok}
}

// counted returns the score that a node brings to its parent.
func (e *evaluation) counted(at int) Score {
	if own := e.counts(at); own.Valid() {
		return own
	}
	return e.score(at)
}

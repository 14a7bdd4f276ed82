package bsc

import (
	"slices"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Evaluate computes the scorecard on the input. It does its best: a KPI without data, or
// whose policy fails, says so in its own outcome and stops nothing else. The error is an
// *InputError, and only for an input that cannot be used: no period, no readings, an
// assessment of an unknown node, or Actuals for something the scorecard does not have.
func (s *Scorecard) Evaluate(in Input) (*Result, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	in.Readings = stillOf(in.Readings)
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
	return &InputError{Problems{fault(ErrInput, "scorecard_not_compiled")}}
}

// inputs are what an evaluation is of. They do not change once they are checked.
type inputs struct {
	card           *Scorecard
	in             Input
	plan           *columns.Plan
	assessed       map[int]judgements
	judgedBelow    map[int][]judgedChild // by node: the children through which a judgement may decide it; nil: nobody judges
	given          map[int]adopted       // by node: KPIs that stand for nodes of other results
	sums           *summedUnit           // what the unit's readings are sums of; nil: nothing
	targets        OrgUnitTargets        // the unit's own
	foreignTargets bool                  // a host's TargetSource may have others
	asked          almanac.Span          // the days of the input's period
	unit           almanac.Stay          // the unit's time
	whole          bool                  // values are for the period as they stand: nothing is rolled up
	today          int                   // the day of the input's moment; 0: everything is known
}

// running reports whether the period has begun, and is not over, on the day of the moment.
func (i *inputs) running() bool { return i.today != 0 && i.today <= i.asked.Last }

// timeless reports whether values are for the period as they stand, and nothing is late: a window would say nothing.
func (i *inputs) timeless() bool { return i.whole && i.today == 0 }

// elsewhere reports whether no KPI has anything to show for the period: it has not begun, or is not in the unit's time.
func (i *inputs) elsewhere() bool {
	return !i.unit.Any(i.asked) || !i.asked.Begun(i.today)
}

// An evaluation is what a Result is of: nothing changes it once its run is over.
//
// The value, score and standing of every node are in its columns. What is not there follows from
// them by the rules below when someone asks: see state. The columns keep what does not follow, such as
// what a host's policy said, or a value that is made of several readings.
type evaluation struct {
	inputs
	columns columns.Columns
	series  []value                 // of series; nil: they follow from the rows
	timed   inRows                  // where the rows of its KPIs are; zero: there are none
	of      *evaluation             // of a mix: the result that it is made from, which has the rows; nil: it is no mix
	assumed map[int]decimal.Decimal // of a mix: scores that are stated instead of KPIs' own, by node
	memo    *memo                   // what the host's sources have said, for explanations; nil: nothing
	amended amendment               // of a board: what was said with readings since it was made
	calls   caller                  // while it runs: how a host's code is called

	shares atomic.Pointer[[]int64] // effective weights by node, once all were asked for; see share
	looked atomic.Int64            // at how many nodes, for effective weights of single ones
}

// A run fills an evaluation, and is thrown away then.
type run struct {
	*evaluation
	*knowledge
	rest   []int        // KPIs that reading Actuals left over
	loaded bool         // the readings are in the columns already
	agreed bool         // contributors' targets count wherever they apply, whatever has been reported
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
	if r.card.nodes[at].kpi.onlyJudged() {
		return r.judge(at)
	}
	slot := r.card.nodes[at].kpi.slot
	own := r.own(slot)
	k := &kept{value: r.shown(&own)}
	k.value.beside = r.beside(&r.card.nodes[at], &own)
	target := r.target(at, &own)
	k.state = r.decide(at, &k.value, &target, Score{})
	return k
}

// read scores the KPIs that rows or columns score, and returns the nodes of all others: what is calculated last, inputs
// first. It finds the values of series, too.
func (r *run) read() []int {
	r.readSeries()
	timed := r.evaluation.timed.plan != nil
	if timed && r.plan == r.card.bare {
		return r.scoreRows()
	}
	rest := r.rest
	switch table, is := r.in.Readings.(*Table); {
	case r.loaded:
	case is && table != nil && table.card == r.card && len(r.given) == 0 && r.sums == nil && !r.keeps:
		rest = r.readTable(table)
	default:
		rest = r.readSource()
	}
	r.plan.Leaves(&r.columns)
	for _, slot := range r.card.calculated {
		rest = append(rest, r.card.kpis[slot])
	}
	if timed {
		rest = slices.DeleteFunc(rest, r.inRow)
	}
	return rest
}

// readSeries finds the values of series.
func (r *run) readSeries() {
	if n := len(r.card.series); n > 0 {
		r.series = make([]value, n)
		for i := range r.series {
			if r.seriesInRow(i) {
				continue // until somebody asks
			}
			own := r.own(len(r.card.kpis) + i)
			r.series[i] = r.shown(&own)
		}
	}
}

// readActuals reads Actuals by the ids alone, once each. It is false where that does not do: some
// keys are not ids, and may name nothing, or a number is out of range.
func (r *run) readActuals(actuals Actuals) bool {
	if !r.card.plainIDs {
		return false
	}
	special := r.in.Targets != nil || r.in.Timing != "" || len(r.given) > 0 || r.elsewhere()
	found := 0
	values, marks := r.columns.Values(0)
	whole := columns.Whole
	if r.running() {
		whole |= columns.Provisional
	}
	for slot, id := range r.card.ids {
		plain := r.plan.Kind(int32(slot)) != columns.Other
		if special {
			plain = r.inColumns(slot)
		}
		if !plain && !r.card.reads(slot) {
			if r.card.calculatorOf(slot) == nil {
				r.rest = append(r.rest, r.card.kpis[slot])
			}
			continue
		}
		amount, ok := actuals[id]
		if !ok && plain && r.simplyMissing(slot) {
			marks[slot] = columns.Missing
			continue
		}
		if ok {
			found++
		}
		n, fits := columns.Aligned(amount, int32(r.plan.Exp(int32(slot))))
		if !fits && !admissible(amount) {
			return false
		}
		if !ok || !plain || !fits {
			r.rest = append(r.rest, r.card.kpis[slot])
			continue
		}
		values[slot], marks[slot] = n, whole
	}
	for i := range r.card.series {
		amount, ok := actuals[r.card.series[i].ID]
		if !admissible(amount) {
			return false
		}
		if ok {
			found++
		}
	}
	r.loaded = found == len(actuals)
	return r.loaded
}

// readSource asks the source for the reading of every KPI. A panic in it is that of the one KPI.
func (r *run) readSource() []int {
	var rest []int
	q := r.query(Ref{}, r.in.Period)
	for slot, n := 0, len(r.card.kpis); slot < n; slot++ {
		err := guard(func() error {
			for ; slot < n; slot++ {
				if r.stopped() {
					return nil
				}
				if r.card.calculatorOf(slot) == nil && !r.readOne(slot, &q) {
					rest = append(rest, r.card.kpis[slot])
				}
			}
			return nil
		})
		if err != nil {
			r.remember(slot, sourceFailed(err))
			rest = append(rest, r.card.kpis[slot])
		}
	}
	return rest
}

// stopped reports whether nobody wants the result any more.
func (r *run) stopped() bool { return r.stop != nil && r.stop() != nil }

// foreign reports whether neither rows nor columns can score a KPI in this evaluation: it is left out, stands for
// another unit's score, or may have a target from a host's source.
func (e *evaluation) foreign(slot int) bool {
	at := e.card.kpis[slot]
	if e.foreignTargets || e.leftOut(&e.card.nodes[at]) {
		return true
	}
	_, isScore := e.given[at]
	return isScore
}

// leftOut reports whether a KPI is left out because only those of the other timing count.
func (i *inputs) leftOut(n *node) bool { return i.in.Timing != "" && n.kpi.timing != i.in.Timing }

// inColumns reports whether the columns can score a KPI in this evaluation: they have it, it has anything to show, and
// the unit has no target of its own for it.
func (e *evaluation) inColumns(slot int) bool {
	if e.plan.Kind(int32(slot)) == columns.Other || e.elsewhere() || e.foreign(slot) {
		return false
	}
	_, own := e.targets[e.card.ids[slot]]
	return !own
}

// besideColumns reports whether rows may score a KPI in this evaluation: the columns do not have it.
func (e *evaluation) besideColumns(slot int) bool {
	return e.plan.Kind(int32(slot)) == columns.Other && !e.foreign(slot)
}

// readOne reads the value of a KPI that the columns score; it is false where they cannot.
func (r *run) readOne(slot int, q *Query) bool {
	if c, isScore := r.given[r.card.kpis[slot]]; isScore {
		return r.adoptable(slot, c)
	}
	if !r.inColumns(slot) {
		return false
	}
	q.Ref = KPIRef(r.card.ids[slot])
	place, keeps := int32(slot), r.keeps || len(r.card.readers[slot]) > 0 || r.card.besides[slot]
	heard, known := measure.Reading{}, false
	if keeps {
		heard, known = r.answers.reading(factAt{q.Ref, q.Period})
	}
	if !known && r.sums.addsIn(q.Ref, q.Period) {
		heard = r.ask(q.Ref, q.Period, nil)
	} else if !known {
		reading, found := r.in.Readings.Reading(*q)
		if found && !keeps && r.isNumber(&reading) && r.setNumber(place, reading.Value, reading.State == StateProvisional) {
			return true
		}
		heard = r.said(q.Ref, q.Period, &reading, found)
		if found && r.withholds(&reading) {
			r.remember(slot, heard)
			return false // so that it says why
		}
	}
	if keeps {
		r.remember(slot, heard)
	}
	switch heard.State {
	case measure.Missing:
		if r.simplyMissing(slot) {
			r.columns.Set(place, columns.Missing, 0, columns.Span{})
			return true
		}
	case measure.There:
		if heard.Label == "" && heard.Coverage == 0 && r.setNumber(place, heard.Value, heard.Provisional) {
			return true
		}
	}
	r.remember(slot, heard)
	return false
}

// setNumber puts a value into the columns; it is false where it does not fit them.
func (r *run) setNumber(place int32, d decimal.Decimal, provisional bool) bool {
	n, fits := columns.Aligned(d, int32(r.plan.Exp(place)))
	if !fits {
		return false
	}
	r.columns.SetValue(place, n)
	if provisional || r.running() {
		r.columns.Set(place, columns.Whole|columns.Provisional, 0, columns.Span{})
	}
	return true
}

// simplyMissing reports whether a missing reading is nothing but that: neither is it not due, nor may an earlier one
// stand in.
func (e *evaluation) simplyMissing(slot int) bool {
	m := &e.card.time.Measures[slot]
	return (m.Carry == 0 || e.whole) && (e.today == 0 || e.today > e.asked.Last+m.Grace)
}

// remember keeps what the source said of a KPI, so that it is asked once.
func (r *run) remember(slot int, said measure.Reading) {
	retain(r.answers, &r.answers.readings, factAt{KPIRef(r.card.ids[slot]), r.in.Period}, said)
}

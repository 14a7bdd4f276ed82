package lint

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Subject is what a Rule sees: the input, and what follows from it. A rule must not change anything it
// points to. It is valid only during Check, in one goroutine. The zero Subject is empty.
type Subject struct {
	Definition *bsc.Definition
	Card       *bsc.Scorecard // the definition, compiled
	Period     period.Period  // zero: not given
	Result     *bsc.Result    // nil: not given
	Trend      *history.Trend // nil: not given
	Others     []*bsc.Definition
	Limits     Limits // with the defaults filled in

	settings   settings
	problems   bsc.Problems // of the compiler
	objectives []Objective
	kpis       []KPI
	paths      map[bsc.Ref]bsc.Pointer
	under      map[bsc.Ref][]KPI       // by objective: its own KPIs and those it uses
	counting   map[bsc.Ref][]Objective // by KPI: the objectives that count it
	causes     map[bsc.Ref][]bsc.Ref   // by links, and by what counts where
	shown      map[bsc.Ref]bool        // the KPIs that are shown and not scored
	notRun     []words.Phrase
}

// An Objective is one of the scorecard's objectives with its place.
type Objective struct {
	*bsc.Objective
	Ref         bsc.Ref
	Path        bsc.Pointer
	Perspective *bsc.Perspective
}

// A KPI is one of the scorecard's KPIs with its place.
type KPI struct {
	*bsc.KPI
	Ref         bsc.Ref
	Path        bsc.Pointer
	Objective   *bsc.Objective // its own place
	Perspective *bsc.Perspective
	Scored      string // the name of its scorer, own or inherited
}

// Objectives returns the objectives, in definition order.
func (s *Subject) Objectives() []Objective { return slices.Clone(s.objectives) }

// KPIs returns the KPIs, in definition order.
func (s *Subject) KPIs() []KPI { return slices.Clone(s.kpis) }

// PathOf returns the place of a node in the definition; "" for the scorecard itself and for an unknown node.
func (s *Subject) PathOf(ref bsc.Ref) bsc.Pointer { return s.paths[ref] }

// NotRun records that the running rule, or a part of it, cannot run: why says what it lacks.
func (s *Subject) NotRun(why words.Phrase) { s.notRun = append(s.notRun, why) }

// newSubject compiles the definition, and checks options and input. A definition that does not compile is not
// an error: the Subject then has no Card.
func newSubject(in Input, o *Options) (*Subject, error) {
	set, problems := o.settings()
	if len(problems) > 0 {
		return nil, &bsc.InputError{Problems: problems}
	}
	s := &Subject{
		Definition: in.Definition, Period: in.Period, Result: in.Result, Trend: in.Trend,
		Others: slices.Clone(in.Others), Limits: set.limits, settings: set, paths: map[bsc.Ref]bsc.Pointer{},
	}
	compiling := &bsc.Options{Registry: set.registry}
	if card, err := bsc.Compile(in.Definition, compiling); err == nil {
		s.Card, s.problems = card, card.Warnings()
	} else {
		s.problems = bsc.Check(in.Definition, compiling) // includes warnings
	}
	if in.Definition == nil {
		return s, nil
	}
	s.walk()
	if s.Card == nil {
		return s, nil
	}
	return s, s.checkInput()
}

// checkInput checks that the results are of this definition, and fills in the Result and the Period.
func (s *Subject) checkInput() error {
	results := last(s.Trend)
	if s.Result == nil && len(results) > 0 {
		s.Result = results[0]
	}
	if s.Result != nil {
		results = append(results, s.Result)
		s.Period = cmp.Or(s.Period, s.Result.Period())
	}
	var problems bsc.Problems
	for _, r := range results {
		switch {
		case r.Fingerprint() != s.Card.Fingerprint():
			problems = append(problems, refuse(words.New("result_of_other_definition"), words.New("result_of_this_definition")))
		case r.Period() != s.Period:
			problems = append(problems, refuse(words.New("result_of_other_period", "period", r.Period(), "asked", s.Period), words.New("results_end_together")))
		}
	}
	if _, _, err := s.Card.Calendar().Bounds(s.Period); err != nil && !s.Period.IsZero() {
		problems = append(problems, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("the_period"), Err: err})
	}
	if len(problems) > 0 {
		return &bsc.InputError{Problems: problems}
	}
	return nil
}

// last returns the last result of a trend, if there is one.
func last(t *history.Trend) []*bsc.Result {
	if t == nil {
		return nil
	}
	results := t.Results()
	return results[max(len(results)-1, 0):]
}

// walk lists objectives, KPIs, and the places of all nodes.
func (s *Subject) walk() {
	d := s.Definition
	for i := range d.Perspectives {
		p, path := &d.Perspectives[i], at("", "perspectives", i)
		s.paths[bsc.PerspectiveRef(p.ID)] = path
		for j := range p.Objectives {
			s.walkObjective(p, &p.Objectives[j], at(path, "objectives", j))
		}
	}
	for i := range d.Series {
		s.paths[bsc.SeriesRef(d.Series[i].ID)] = at("", "series", i)
	}
	for i := range d.Themes {
		s.paths[bsc.Ref{Kind: bsc.KindTheme, ID: d.Themes[i].ID}] = at("", "themes", i)
	}
	for i := range d.Initiatives {
		s.paths[bsc.Ref{Kind: bsc.KindInitiative, ID: d.Initiatives[i].ID}] = at("", "initiatives", i)
	}
	s.join()
}

func (s *Subject) walkObjective(p *bsc.Perspective, o *bsc.Objective, path bsc.Pointer) {
	ref := bsc.ObjectiveRef(o.ID)
	s.paths[ref] = path
	s.objectives = append(s.objectives, Objective{o, ref, path, p})
	inherited := cmp.Or(o.Defaults.Scorer.Name, p.Defaults.Scorer.Name, s.Definition.Defaults.Scorer.Name, "linear")
	for i := range o.KPIs {
		k := &o.KPIs[i]
		ref, path := bsc.KPIRef(k.ID), at(path, "kpis", i)
		s.paths[ref] = path
		s.kpis = append(s.kpis, KPI{k, ref, path, o, p, cmp.Or(k.Scorer.Name, inherited)})
	}
}

// join finds which KPIs count in which objectives, and what leads where.
func (s *Subject) join() {
	s.under, s.counting, s.causes = map[bsc.Ref][]KPI{}, map[bsc.Ref][]Objective{}, map[bsc.Ref][]bsc.Ref{}
	byID := map[string]KPI{}
	s.shown = map[bsc.Ref]bool{}
	for _, k := range s.kpis {
		byID[k.ID] = k
		s.shown[k.Ref] = k.Scored == "none"
	}
	for _, l := range s.Definition.Links {
		s.causes[l.To] = append(s.causes[l.To], l.From)
	}
	for _, o := range s.objectives {
		add := func(k KPI, weight bsc.Number) {
			s.under[o.Ref] = append(s.under[o.Ref], k)
			s.causes[o.Ref] = append(s.causes[o.Ref], k.Ref)
			if !isZero(weight) {
				s.counting[k.Ref] = append(s.counting[k.Ref], o)
			}
		}
		for i := range o.KPIs {
			add(byID[o.KPIs[i].ID], o.KPIs[i].Weight)
		}
		for _, use := range o.Uses {
			if k, ok := byID[use.KPI]; ok {
				add(k, use.Weight)
			}
		}
		above := bsc.PerspectiveRef(o.Perspective.ID)
		s.causes[above] = append(s.causes[above], o.Ref)
	}
}

// counts reports whether a KPI's score counts where it stands.
func (k KPI) counts() bool { return k.Scored != "none" && !isZero(k.Weight) }

// isJudged reports whether people judge a KPI, which has neither readings nor a target then.
func (k KPI) isJudged() bool { return k.Scored == "judged" }

// isZero reports whether a weight is given as 0.
func isZero(weight bsc.Number) bool {
	d, err := weight.Decimal()
	return err == nil && d.IsZero()
}

// needsTarget reports whether a KPI's scorer uses the target in force.
func (k KPI) needsTarget() bool {
	switch k.Scored {
	case "linear", "log", "percent_of_target", "achievement", "range", "avoid", "tolerance", "binary":
		return true
	}
	return false
}

// hasTarget reports whether a KPI has a target of any kind.
func (k KPI) hasTarget() bool {
	return slices.ContainsFunc(k.Targets, func(t bsc.Target) bool { return t.Value != "" || t.Against != "" })
}

// reporting returns how often the scorecard is reported: the frequency of the given period, else that of the
// definition; "" if neither is set.
func (s *Subject) reporting() period.Frequency {
	return cmp.Or(s.Period.Frequency(), s.Definition.Frequency)
}

// length orders frequencies; 0 is unset. Months and numbered periods have the same length.
func length(f period.Frequency) int {
	switch f {
	case period.Daily:
		return 1
	case period.Weekly:
		return 2
	case period.Monthly, period.ByPeriod:
		return 3
	case period.Quarterly:
		return 4
	case period.HalfYearly:
		return 5
	case period.Yearly:
		return 6
	}
	return 0
}

// finer reports whether both frequencies are known and f is finer than other.
func finer(f, other period.Frequency) bool {
	return length(f) > 0 && length(other) > 0 && length(f) < length(other)
}

package lint

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// A SmartKPI says whether a KPI is specific, measurable, achievable, relevant and time-bound, as far as its
// definition shows. It is plain data and survives JSON.
//
//   - Specific: it has a name that is not all weasel words, and a description, a formula or a calculator.
//   - Measurable: it has a unit, a direction, a frequency, a roll-up if it is measured more often than the
//     scorecard is reported, and a source or an owner. A calculated KPI needs neither frequency nor roll-up.
//   - Achievable: it has a target on the better side of its baseline, or a comparison that is multiplied; and
//     the result, if there is one, has not reached the target yet.
//   - Relevant: its objective has a link or a theme; or it counts, and its objective leads to the top perspective.
//   - Time-bound: it has a target for a period, or a date for its own review; and a frequency, or is calculated.
//
// A KPI that people judge needs neither a unit, a frequency and a roll-up nor a target: it is measurable with an owner
// or a source, and always achievable and time-bound.
type SmartKPI struct {
	Ref        bsc.Ref     `json:"ref"`
	Name       string      `json:"name,omitempty"`
	Path       bsc.Pointer `json:"path"`
	Specific   Criterion   `json:"specific"`
	Measurable Criterion   `json:"measurable"`
	Achievable Criterion   `json:"achievable"`
	Relevant   Criterion   `json:"relevant"`
	TimeBound  Criterion   `json:"time_bound"`
}

// A Criterion is met if nothing is missing. The zero Criterion is met.
type Criterion struct {
	Missing []words.Phrase `json:"missing,omitempty"`
}

// Met reports whether nothing is missing.
func (c Criterion) Met() bool { return len(c.Missing) == 0 }

// Met reports whether all five criteria are met.
func (k SmartKPI) Met() bool {
	return k.Specific.Met() && k.Measurable.Met() && k.Achievable.Met() && k.Relevant.Met() && k.TimeBound.Met()
}

// String returns the KPI as one printable line: a letter for each criterion that is met, a point for each
// that is not, and what is missing.
func (k SmartKPI) String() string {
	letters, missing := "", []string{}
	for _, c := range []struct {
		letter string
		Criterion
	}{{"S", k.Specific}, {"M", k.Measurable}, {"A", k.Achievable}, {"R", k.Relevant}, {"T", k.TimeBound}} {
		if c.Met() {
			letters += c.letter
			continue
		}
		letters += "."
		for _, what := range c.Missing {
			if text := what.String(); !slices.Contains(missing, text) {
				missing = append(missing, text)
			}
		}
	}
	line := letters + " " + k.Ref.String()
	if len(missing) > 0 {
		line += ": " + strings.Join(missing, ", ")
	}
	return oneline.Printable(line)
}

// Smart returns the view of every KPI, in definition order. It takes what Check takes, but of the options it
// uses only the registry and the weasel words. The error is a *bsc.DefinitionError if the definition does not
// compile, else that of Check.
func Smart(in Input, o *Options) ([]SmartKPI, error) {
	s, err := newSubject(in, o)
	if err != nil {
		return nil, err
	}
	if err := s.problems.Err(); err != nil {
		return nil, err
	}
	leads := s.leadToTop()
	linked := map[bsc.Ref]bool{}
	for _, l := range s.Definition.Links {
		linked[l.From], linked[l.To] = true, true
	}
	view := make([]SmartKPI, 0, len(s.kpis))
	for _, k := range s.kpis {
		view = append(view, SmartKPI{
			Ref: k.Ref, Name: k.Name, Path: k.Path,
			Specific: s.specific(k), Measurable: s.measurable(k), Achievable: s.achievable(k),
			Relevant: relevant(k, linked, leads), TimeBound: timeBound(k),
		})
	}
	return view, nil
}

// lack adds something that is missing.
func (c *Criterion) lack(missing bool, what string) {
	if missing {
		c.Missing = append(c.Missing, words.New("missing."+what))
	}
}

func (s *Subject) specific(k KPI) (c Criterion) {
	c.lack(blank(k.Name), "name")
	c.lack(s.onlyWeasel(k.Name), "name_that_says")
	c.lack(blank(k.Description) && blank(k.Formula) && k.Calculator.IsZero(), "description")
	return c
}

func (s *Subject) measurable(k KPI) (c Criterion) {
	if k.Scored == "none" {
		k.Scored = "" // a KPI that is only shown is measured, too
	}
	lacks := s.lacks(k)
	c.lack(slices.Contains(lacks, missingUnit), missingUnit)
	c.lack(slices.Contains(lacks, missingFrequency), missingFrequency)
	c.lack(slices.Contains(lacks, missingRollup), missingRollup)
	c.lack(blank(k.Source) && blank(k.Owner), missingSource)
	return c
}

func (s *Subject) achievable(k KPI) (c Criterion) {
	if k.isJudged() {
		return c
	}
	targets := slices.DeleteFunc(slices.Clone(k.Targets), func(t bsc.Target) bool { return t.Value == "" && t.Against == "" })
	if len(targets) == 0 {
		c.lack(true, "target")
		return c
	}
	c.lack(!slices.ContainsFunc(targets, func(t bsc.Target) bool { return t.Baseline != "" || t.Times != "" }), "baseline")
	c.lack(slices.ContainsFunc(targets, func(t bsc.Target) bool { return k.standsStill(t) }), "better_target")
	if s.Result != nil {
		o, _ := s.Result.Of(k.Ref)
		met, errMet := bsc.NewScore(s.Card.Scale().Met)
		c.lack(errMet == nil && o.Score.Valid() && o.Score.Compare(met) >= 0, "unmet_target")
	}
	return c
}

// standsStill reports whether a target is at its baseline or on the wrong side of it.
func (k KPI) standsStill(t bsc.Target) bool {
	baseline, errBaseline := t.Baseline.Decimal()
	value, errValue := t.Value.Decimal()
	if errBaseline != nil || errValue != nil {
		return false
	}
	return value.Equal(baseline) || len(sides(k, "", t)) > 0
}

func relevant(k KPI, linked, leads map[bsc.Ref]bool) (c Criterion) {
	ref := bsc.ObjectiveRef(k.Objective.ID)
	tied := linked[ref] || len(k.Objective.Themes) > 0 || k.counts() && leads[ref]
	c.lack(!tied, "tie")
	return c
}

func timeBound(k KPI) (c Criterion) {
	if k.isJudged() {
		return c
	}
	dated := slices.ContainsFunc(k.Targets, func(t bsc.Target) bool { return !t.Period.IsZero() })
	c.lack(!dated && k.Review.IsZero(), "date")
	c.lack(k.Frequency == "" && k.Calculator.IsZero(), missingFrequency)
	return c
}

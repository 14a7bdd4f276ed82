package lint

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/unit"
	"github.com/go-bsc/bsc/words"
)

// checkAttributes is K01, with one finding for each KPI and series.
func checkAttributes(s *Subject) []Finding {
	var findings []Finding
	for _, k := range s.kpis {
		if lacks := s.lacks(k); len(lacks) > 0 {
			f := found(k.Path, k.Ref, "kpi_lacks", "missing", lackPhrases(lacks)).with("missing", lacks)
			findings = append(findings, f.advise(words.New("give."+lacks[0])))
		}
	}
	for i, series := range s.Definition.Series {
		if series.Rollup == "" && finer(series.Frequency, s.reporting()) {
			f := found(at("", "series", i), bsc.SeriesRef(series.ID), "series_without_rollup", "read", series.Frequency.Kind().Noun(), "reported", s.reporting().Kind().Noun())
			findings = append(findings, f.with("missing", missingRollup).advise(words.New("give."+missingRollup)))
		}
	}
	return findings
}

// What a KPI can lack.
const (
	missingOwner     = "owner"
	missingUnit      = "unit"
	missingFrequency = "frequency"
	missingRollup    = "rollup"
	missingSource    = "source"
)

// lacks lists what is missing from a KPI. One that is only shown, or that people judge, needs just an owner.
func (s *Subject) lacks(k KPI) []string {
	calculated := !k.Calculator.IsZero()
	worded := k.Scored == "points" || k.Scored == "stated" // its readings are labels, or scores
	var lacks []string
	for _, part := range []struct {
		name    string
		missing bool
	}{
		{missingOwner, blank(k.Owner)},
		{missingUnit, blank(k.Unit) && !worded},
		{missingFrequency, k.Frequency == "" && !calculated},
		{missingRollup, k.Rollup == "" && !calculated && finer(k.Frequency, s.reporting())},
		{missingSource, blank(k.Source) && blank(k.Formula) && !calculated},
	} {
		if part.missing && (k.Scored != "none" && !k.isJudged() || part.name == missingOwner) {
			lacks = append(lacks, part.name)
		}
	}
	return lacks
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// lackPhrases says what is missing.
func lackPhrases(lacks []string) []words.Phrase {
	phrases := make([]words.Phrase, len(lacks))
	for i, name := range lacks {
		phrases[i] = words.New("lack." + name)
	}
	return phrases
}

// checkTargets is K02.
func checkTargets(s *Subject) []Finding {
	findings := slices.DeleteFunc(s.warnings(bsc.ErrNoTarget, SeverityError), func(f Finding) bool { return s.targetIn(f.Ref) })
	for _, k := range s.kpis {
		for i, t := range k.Targets {
			findings = append(findings, sides(k, at(k.Path, "targets", i), t)...)
		}
	}
	return append(findings, s.inForce()...)
}

// sides finds a target at its baseline, or on the wrong side of it. "Closer is better" allows a target on
// either side, and a target to keep may be at its baseline.
func sides(k KPI, path bsc.Pointer, t bsc.Target) []Finding {
	baseline, errBaseline := t.Baseline.Decimal()
	value, errValue := t.Value.Decimal()
	if errBaseline != nil || errValue != nil || k.Direction == bsc.DirectionCloser {
		return nil
	}
	way := value.Cmp(baseline)
	if k.Direction == bsc.DirectionLower {
		way = -way
	}
	if way > 0 {
		return nil
	}
	f := found(path, k.Ref, "target_at_baseline", "target", value)
	if way < 0 {
		f = found(path, k.Ref, "target_worse_than_baseline", "target", value, "baseline", baseline)
	}
	return []Finding{f.with("target", value).with("baseline", baseline).advise(words.New("check_numbers_and_direction"))}
}

// targetIn reports whether the result has a target for a KPI, from its org unit.
func (s *Subject) targetIn(ref bsc.Ref) bool {
	if s.Result == nil {
		return false
	}
	o, ok := s.Result.Of(ref)
	return ok && o.Target.Rule != ""
}

// inForce finds KPIs that have targets, but none in the period.
func (s *Subject) inForce() []Finding {
	if s.Period.IsZero() {
		s.NotRun(words.New("needs_period_for_targets"))
		return nil
	}
	result := s.Result
	if result == nil {
		var err error
		if result, err = s.Card.Evaluate(bsc.Input{Period: s.Period, Readings: new(bsc.Readings)}); err != nil {
			s.NotRun(words.New("needs_period_evaluated", "why", because(err)))
			return nil
		}
	}
	var findings []Finding
	for _, k := range s.kpis {
		o, _ := result.Of(k.Ref)
		outside := o.Flags&(bsc.FlagNotDue|bsc.FlagNotApplicable|bsc.FlagFailed|bsc.FlagUnscored) != 0
		if !outside && k.needsTarget() && k.hasTarget() && o.Target.Rule == "" {
			f := found(k.Path+"/targets", k.Ref, "no_target_in_period", "period", s.Period).with("period", s.Period).with("targets", len(k.Targets))
			findings = append(findings, f.advise(words.New("state_target")))
		}
	}
	return findings
}

// because says why an evaluation is refused.
func because(err error) any {
	if refused := (*bsc.InputError)(nil); errors.As(err, &refused) && len(refused.Problems) > 0 {
		return refused.Problems[0].Phrase()
	}
	return err
}

// checkRollups is K05. The compiler's warning of phasing finds targets that cover another time than their
// value.
func checkRollups(s *Subject) []Finding {
	findings := s.warnings(bsc.ErrPhasing, SeverityError)
	for _, k := range s.kpis {
		averages := k.Rollup == bsc.RollupMean || k.Rollup == bsc.RollupSum
		switch {
		case k.Calculator.Name == "ratio" && averages:
			f := found(k.Path+"/rollup", k.Ref, "rollup_of_ratios", "rollup", words.Name("rollup", string(k.Rollup)))
			findings = append(findings, f.with("rollup", k.Rollup).advise(words.New("leave_rollup_out")))
		case unit.IsPercent(k.Unit) && k.Rollup == bsc.RollupSum:
			f := found(k.Path+"/rollup", k.Ref, "percentages_add_up_over_time").with("rollup", k.Rollup).with("unit", k.Unit)
			findings = append(findings, f.advise(words.New("calculate_ratio_of_series")))
		}
	}
	return findings
}

// checkCountedTwice is K06.
func checkCountedTwice(s *Subject) []Finding {
	var findings []Finding
	first := map[string]KPI{} // by what identifies a measure
	for _, k := range s.kpis {
		findings = append(findings, s.countedOften(k)...)
		if !k.counts() {
			continue
		}
		known := false
		for _, key := range []struct{ what, text string }{{"name", plain(k.Name)}, {"formula", plain(k.Formula)}, {"calculator", policyText(k.Calculator)}} {
			other, twice := first[key.what+" "+key.text]
			switch {
			case key.text == "":
			case !twice:
				first[key.what+" "+key.text] = k
			case !known:
				known = true
				f := found(k.Path, k.Ref, "measure_counts_twice", "same", words.New("same."+key.what), "node", other.Ref).with("other", other.Ref).with("same", key.what)
				findings = append(findings, f.advise(words.New("keep_one_measure")))
			}
		}
	}
	return findings
}

// countedOften finds a KPI that counts twice within a perspective, or in too many objectives.
func (s *Subject) countedOften(k KPI) []Finding {
	counting := s.counting[k.Ref]
	if k.Scored == "none" || len(counting) < 2 {
		return nil
	}
	var refs []bsc.Ref
	var perspectives []string
	within := ""
	for _, o := range counting {
		refs = append(refs, o.Ref)
		if slices.Contains(perspectives, o.Perspective.ID) {
			within = o.Perspective.ID
		}
		perspectives = append(perspectives, o.Perspective.ID)
	}
	most := s.Limits.MaxUses
	if within == "" && !above(len(counting), most) {
		return nil
	}
	f := found(k.Path, k.Ref, "counted_too_often", "n", len(counting), "most", most).with("objectives", refs).with("max", most)
	if within != "" {
		f = found(k.Path, k.Ref, "counted_twice_in_perspective", "n", len(counting), "perspective", within).
			with("objectives", refs).with("perspective", within)
	}
	return []Finding{f.advise(words.New("use_without_weight"))}
}

// plain makes texts equal that differ only in case and spaces.
func plain(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }

// policyText writes a policy independently of the order of its arguments.
func policyText(p bsc.Policy) string {
	if p.IsZero() {
		return ""
	}
	args := string(p.Args)
	decoder := json.NewDecoder(bytes.NewReader(p.Args))
	decoder.UseNumber()
	var v any
	if decoder.Decode(&v) == nil {
		if sorted, err := json.Marshal(v); err == nil {
			args = string(sorted)
		}
	}
	return p.Name + " " + args
}

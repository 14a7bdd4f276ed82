package lint

import (
	"bytes"
	"encoding/json"
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
			f := found(k.Path, k.Ref, "without", "alternatives", alternatives(lacks)).with("missing", lacks)
			findings = append(findings, f.advise(words.Text(toGive(lacks[0]))))
		}
	}
	for i, series := range s.Definition.Series {
		if series.Rollup == "" && finer(series.Frequency, s.reporting()) {
			f := found(at("", "series", i), bsc.SeriesRef(series.ID), "without_roll_up_readings_and", "frequency", series.Frequency, "other_frequency", s.reporting())
			findings = append(findings, f.with("missing", missingRollup).advise(words.New("say_how_readings_add_up")))
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

	rollups = "sum, mean, last, min or max"
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

// alternatives lists names in words.
func alternatives(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		switch name {
		case missingOwner:
			list[i] = "an owner"
		case missingRollup:
			list[i] = "a roll-up to larger periods"
		case missingSource:
			list[i] = "a source or a formula"
		default:
			list[i] = "a " + name
		}
	}
	return strings.Join(list, ", ")
}

// toGive says how to mend what is missing.
func toGive(name string) string {
	switch name {
	case missingOwner:
		return "name who answers for it"
	case missingUnit:
		return "say what its numbers count"
	case missingFrequency:
		return "say how often it is measured"
	case missingRollup:
		return "say how its readings add up: " + rollups
	}
	return "say where its numbers come from, or how they are calculated"
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
	f := found(path, k.Ref, "target_baseline", "what", text(value))
	if way < 0 {
		f = found(path, k.Ref, "target_worse_than_baseline", "what", text(value), "other_what", text(baseline))
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
		s.NotRun("needs a Period, to see which targets are in force")
		return nil
	}
	result := s.Result
	if result == nil {
		var err error
		if result, err = s.Card.Evaluate(bsc.Input{Period: s.Period, Readings: new(bsc.Readings)}); err != nil {
			s.NotRun("needs a Period that can be evaluated: " + err.Error())
			return nil
		}
	}
	var findings []Finding
	for _, k := range s.kpis {
		o, _ := result.Of(k.Ref)
		outside := o.Flags&(bsc.FlagNotDue|bsc.FlagNotApplicable|bsc.FlagFailed|bsc.FlagUnscored) != 0
		if !outside && k.needsTarget() && k.hasTarget() && o.Target.Rule == "" {
			f := found(k.Path+"/targets", k.Ref, "no_target_force_b", "period", s.Period).with("period", s.Period).with("targets", len(k.Targets))
			findings = append(findings, f.advise(words.New("state_one_period_or_one")))
		}
	}
	return findings
}

// checkRollups is K05. The compiler's warning of phasing finds targets that cover another time than their
// value.
func checkRollups(s *Subject) []Finding {
	findings := s.warnings(bsc.ErrPhasing, SeverityError)
	for _, k := range s.kpis {
		averages := k.Rollup == bsc.RollupMean || k.Rollup == bsc.RollupSum
		switch {
		case k.Calculator.Name == "ratio" && averages:
			f := found(k.Path+"/rollup", k.Ref, "ratios_over_time_and_not", "rollup", k.Rollup)
			findings = append(findings, f.with("rollup", k.Rollup).advise(words.New("leave_roll_up_out_ratio")))
		case unit.IsPercent(k.Unit) && k.Rollup == bsc.RollupSum:
			f := found(k.Path+"/rollup", k.Ref, "percentages_add_up_over_time").with("rollup", k.Rollup).with("unit", k.Unit)
			findings = append(findings, f.advise(words.New("calculate_ratio_two_series_add")))
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
				f := found(k.Path, k.Ref, "one_measure_counts_twice", "what", key.what, "node", other.Ref).with("other", other.Ref).with("same", key.what)
				findings = append(findings, f.advise(words.New("keep_one_and_let_other")))
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
	f := found(k.Path, k.Ref, "count_more_than", "count", count(len(counting), "objective"), "most", most).with("objectives", refs).with("max", most)
	if within != "" {
		f = found(k.Path, k.Ref, "count_and_perspective_counts_twice", "count", count(len(counting), "objective"), "within", within).
			with("objectives", refs).with("perspective", within)
	}
	return []Finding{f.advise(words.New("let_others_use_weight_shown"))}
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

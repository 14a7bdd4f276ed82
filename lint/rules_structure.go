package lint

import (
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// checkEmpty is S01.
func checkEmpty(s *Subject) []Finding {
	return hinted(s.warnings(bsc.ErrEmpty, SeverityError), words.New("fill_or_leave_out"))
}

// checkPerspectiveObjectives is S02. S01 reports perspectives without objectives.
func checkPerspectiveObjectives(s *Subject) []Finding {
	var findings []Finding
	least, most := s.Limits.MinPerspectiveObjectives, s.Limits.MaxPerspectiveObjectives
	for i, p := range s.Definition.Perspectives {
		if len(p.Objectives) > 0 {
			findings = append(findings, tooMany(at("", "perspectives", i), bsc.PerspectiveRef(p.ID), len(p.Objectives), "objective", least, most)...)
		}
	}
	return findings
}

// tooMany finds a number outside its limits.
func tooMany(path bsc.Pointer, ref bsc.Ref, n int, noun string, least, most int) []Finding {
	evidence := noun + "s"
	switch {
	case n < least:
		return []Finding{found(path, ref, "fewer."+evidence, "n", n, "least", least).with(evidence, n).with("min", least).
			advise(words.New("see_what_is_missing"))}
	case above(n, most):
		return []Finding{found(path, ref, "more."+evidence, "n", n, "most", most).with(evidence, n).with("max", most).
			advise(words.New("keep_essential"))}
	}
	return nil
}

// checkObjectives is S03.
func checkObjectives(s *Subject) []Finding {
	n := len(s.objectives)
	if n == 0 {
		return nil
	}
	return tooMany("", s.Card.Ref(), n, "objective", s.Limits.MinObjectives, s.Limits.MaxObjectives)
}

// checkKPIs is S04.
func checkKPIs(s *Subject) []Finding {
	findings := tooMany("", s.Card.Ref(), len(s.kpis), "kpi", 0, s.Limits.MaxKPIs)
	for i := range s.Definition.Perspectives {
		p, n := &s.Definition.Perspectives[i], 0
		for _, k := range s.kpis {
			if k.Perspective == p {
				n++
			}
		}
		findings = append(findings, tooMany(at("", "perspectives", i), bsc.PerspectiveRef(p.ID), n, "kpi", 0, s.Limits.MaxPerspectiveKPIs)...)
	}
	return findings
}

// checkObjectiveKPIs is S05.
func checkObjectiveKPIs(s *Subject) []Finding {
	var findings []Finding
	for _, o := range s.objectives {
		findings = append(findings, tooMany(o.Path, o.Ref, len(o.KPIs)+len(o.Uses), "kpi", 0, s.Limits.MaxObjectiveKPIs)...)
	}
	return findings
}

// perspective returns the index of the perspective with an id, or -1.
func (s *Subject) perspective(id, option string) int {
	i := slices.IndexFunc(s.Definition.Perspectives, func(p bsc.Perspective) bool { return p.ID == id })
	if i < 0 {
		s.NotRun(words.New("needs_perspective", "id", id, "option", option))
	}
	return i
}

// checkProcess is S06.
func checkProcess(s *Subject) []Finding {
	i := s.perspective(s.settings.process, "Process")
	if i < 0 || len(s.objectives) == 0 {
		return nil
	}
	n, all := len(s.Definition.Perspectives[i].Objectives), len(s.objectives)
	limit, says := s.Limits.MinProcess, "too_few_of_processes"
	switch {
	case n*100 < limit*all:
	case limit >= 0 && s.Limits.MaxProcess >= 0 && n*100 > s.Limits.MaxProcess*all:
		limit, says = s.Limits.MaxProcess, "too_many_of_processes"
	default:
		return nil
	}
	f := found(at("", "perspectives", i), bsc.PerspectiveRef(s.settings.process),
		says, "part", n, "n", all, "percent", percent(n, all), "limit", limit)
	return []Finding{f.with("objectives", n).with("of", all).with("percent", percent(n, all)).with("limit", limit).
		advise(words.New("processes_carry_strategy"))}
}

// percent returns n of all in percent, to one place.
func percent(n, all int) words.Number { return percentOf(big.NewRat(int64(n), int64(all))) }

// percentOf returns a share in percent, to one place.
func percentOf(share *big.Rat) words.Number {
	text := new(big.Rat).Mul(share, big.NewRat(100, 1)).FloatString(1)
	return words.Number(strings.TrimSuffix(text, ".0"))
}

// checkThemes is S07. A strategy need not have themes.
func checkThemes(s *Subject) []Finding {
	n := len(s.Definition.Themes)
	if n == 0 {
		return nil
	}
	findings := tooMany("/themes", bsc.Ref{}, n, "theme", s.Limits.MinThemes, s.Limits.MaxThemes)
	for i, t := range s.Definition.Themes {
		if !slices.ContainsFunc(s.objectives, func(o Objective) bool { return slices.Contains(o.Themes, t.ID) }) {
			f := found(at("", "themes", i), bsc.Ref{Kind: bsc.KindTheme, ID: t.ID}, "theme_without_objective")
			findings = append(findings, f.advise(words.New("name_theme_in_objectives")))
		}
	}
	return findings
}

// checkLead is S08.
func checkLead(s *Subject) []Finding {
	return append(s.financial(), s.leading()...)
}

// financial finds too many financial KPIs among those that count.
func (s *Subject) financial() []Finding {
	i := s.perspective(s.settings.financial, "Financial")
	if i < 0 {
		return nil
	}
	n, all := 0, 0
	for _, k := range s.kpis {
		if k.counts() {
			all++
			if k.Perspective == &s.Definition.Perspectives[i] {
				n++
			}
		}
	}
	most := s.Limits.MaxFinancial
	if all == 0 || most < 0 || n*100 <= most*all {
		return nil
	}
	f := found(at("", "perspectives", i), bsc.PerspectiveRef(s.settings.financial),
		"too_many_financial", "part", n, "n", all, "percent", percent(n, all), "most", most)
	return []Finding{f.with("kpis", n).with("of", all).with("percent", percent(n, all)).with("limit", most).
		advise(words.New("measure_what_brings_money"))}
}

// leading finds outcomes of the map that no leading KPI drives.
func (s *Subject) leading() []Finding {
	said := slices.ContainsFunc(s.kpis, func(k KPI) bool { return k.Timing != "" })
	if len(s.kpis) > 0 && !said {
		f := found("", s.Card.Ref(), "no_timing", "n", len(s.kpis)).with("kpis", len(s.kpis))
		return []Finding{f.advise(words.New("give_timing"))}
	}
	var findings []Finding
	for _, outcome := range s.Card.Map().Outcomes() {
		drives := s.leadTo(outcome)
		led := slices.ContainsFunc(s.kpis, func(k KPI) bool {
			return k.Timing == bsc.TimingLead && drives[k.Ref] && bsc.ObjectiveRef(k.Objective.ID) != outcome && k.Ref != outcome
		})
		if !led {
			f := found(s.PathOf(outcome), outcome, "no_leading_kpi")
			findings = append(findings, f.advise(words.New("measure_what_leads")))
		}
	}
	return findings
}

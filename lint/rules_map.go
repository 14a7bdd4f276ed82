package lint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// leadTo returns the given nodes and all nodes with a way to one of them. Links are ways, and so is counting:
// a KPI leads to the objectives that count it, an objective to its perspective.
func (s *Subject) leadTo(ends ...bsc.Ref) map[bsc.Ref]bool {
	reached := map[bsc.Ref]bool{}
	for queue := slices.Clone(ends); len(queue) > 0; queue = queue[1:] {
		if ref := queue[0]; !reached[ref] {
			reached[ref] = true
			queue = append(queue, s.causes[ref]...)
		}
	}
	return reached
}

// leadToTop returns the nodes with a way to the top perspective.
func (s *Subject) leadToTop() map[bsc.Ref]bool {
	n := len(s.Definition.Perspectives)
	if n == 0 {
		return map[bsc.Ref]bool{}
	}
	top := &s.Definition.Perspectives[n-1]
	ends := []bsc.Ref{bsc.PerspectiveRef(top.ID)}
	for _, k := range s.kpis {
		if k.Perspective == top {
			ends = append(ends, k.Ref)
		}
	}
	return s.leadTo(ends...)
}

// checkPaths is M01. M02 reports objectives without any link.
func checkPaths(s *Subject) []Finding {
	n := len(s.Definition.Perspectives)
	if n < 2 || len(s.objectives) < 2 {
		return nil
	}
	if len(s.Definition.Links) == 0 {
		f := found("/links", s.Card.Ref(), "objectives_without_links", "n", len(s.objectives)).with("objectives", len(s.objectives))
		return []Finding{f.advise(words.New("link_objectives"))}
	}
	var findings []Finding
	orphans := s.orphans()
	leads := s.leadToTop()
	for _, o := range s.objectives {
		if leads[o.Ref] || orphans[o.Ref] {
			continue
		}
		top := s.Definition.Perspectives[n-1].ID
		f := found(o.Path, o.Ref, "leads_nowhere", "perspective", top).with("top", top)
		findings = append(findings, f.advise(words.New("link_or_question")))
	}
	return findings
}

// orphans returns the objectives without links.
func (s *Subject) orphans() map[bsc.Ref]bool {
	orphans := map[bsc.Ref]bool{}
	for _, p := range s.problems {
		if p.Code == bsc.ErrOrphan {
			orphans[p.Ref] = true
		}
	}
	return orphans
}

// checkOrphans is M02. Duplicate links, and cycles without a delay, do not compile.
func checkOrphans(s *Subject) []Finding {
	findings := hinted(s.warnings(bsc.ErrOrphan, SeverityWarning), words.New("link_both_ways"))
	for _, loop := range s.Card.Map().Loops() {
		around, kind := impact.Path{Links: loop.Shortest}, "reinforces"
		if around.Inverse() {
			kind = "balances"
		}
		closing := loop.Closing[0]
		f := found(s.linkPath(closing), closing.From, "loop."+kind, "path", around, "n", around.Delay())
		findings = append(findings, f.info().with("nodes", loop.Nodes).with("lag", around.Delay()).with("kind", kind).
			advise(words.New("see_that_meant")))
	}
	return findings
}

// linkPath returns the place of a link.
func (s *Subject) linkPath(l bsc.Link) bsc.Pointer {
	return at("", "links", slices.IndexFunc(s.Definition.Links, func(own bsc.Link) bool { return own.From == l.From && own.To == l.To }))
}

// checkDownward is M03. A note explains why a link leads down.
func checkDownward(s *Subject) []Finding {
	return slices.DeleteFunc(s.warnings(bsc.ErrDownward, SeverityInfo), func(f Finding) bool {
		i, err := strconv.Atoi(strings.TrimPrefix(string(f.Path), "/links/"))
		return err == nil && s.Definition.Links[i].Note != ""
	})
}

// checkHypotheses is M04.
func checkHypotheses(s *Subject) []Finding {
	findings := s.warnings(bsc.ErrFrequency, SeverityWarning)
	hypotheses, lagged := 0, 0
	for i, l := range s.Definition.Links {
		if cmp.Or(l.Kind, bsc.LinkHypothesis) != bsc.LinkHypothesis {
			continue
		}
		hypotheses++
		if l.Delay > 0 {
			lagged++
		}
		path := at("", "links", i)
		if l.Owner == "" {
			f := found(path, l.From, "nobody_owns_hypothesis", "from", l.From, "to", l.To).with("to", l.To)
			findings = append(findings, f.advise(words.New("name_hypothesis_owner")))
		}
		for _, end := range []bsc.Ref{l.From, l.To} {
			if often := s.measured(end); finer(s.Definition.Frequency, often) {
				f := found(path, l.From, "measured_too_seldom", "from", l.From, "to", l.To,
					"lags", s.Definition.Frequency.Kind().Nouns(), "node", end, "measured", often.Kind().Noun())
				findings = append(findings, f.with("to", l.To).with("end", end).with("lags", s.Definition.Frequency).with("measured", often).
					advise(words.New("measure_more_often")))
			}
		}
	}
	if hypotheses > 0 && lagged == 0 {
		f := found("/links", s.Card.Ref(), "hypotheses_without_lag", "n", hypotheses).with("links", hypotheses)
		findings = append(findings, f.advise(words.New("give_lags")))
	}
	return findings
}

// measured returns the finest frequency at which a node is measured. It is "" if unknown, as for calculated
// KPIs without a frequency of their own.
func (s *Subject) measured(ref bsc.Ref) period.Frequency {
	kpis := s.under[ref]
	if ref.Kind == bsc.KindKPI {
		kpis = slices.DeleteFunc(s.KPIs(), func(k KPI) bool { return k.Ref != ref })
	}
	var best period.Frequency
	for _, k := range kpis {
		if k.Frequency == "" {
			return ""
		}
		if best == "" || finer(k.Frequency, best) {
			best = k.Frequency
		}
	}
	return best
}

package lint

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
)

// checkInitiatives is I01.
func checkInitiatives(s *Subject) []Finding {
	findings := s.inTrouble()
	for i, n := range s.Definition.Initiatives {
		path, ref := at("", "initiatives", i), bsc.Ref{Kind: bsc.KindInitiative, ID: n.ID}
		if len(n.Objectives) == 0 {
			findings = append(findings, found(path, ref, "it serves no objective").advise("name the objectives whose gap it closes, or ask why it is paid for"))
		}
		if n.Budget != "" && n.End.IsZero() {
			f := found(path, ref, "a budget of %s, and no end by which something must be there", n.Budget).with("budget", n.Budget)
			findings = append(findings, f.advise("state when it ends"))
		}
	}
	return findings
}

// inTrouble finds objectives with the worst rating and no initiative.
func (s *Subject) inTrouble() []Finding {
	if s.Result == nil {
		s.NotRun("needs a Result, to see which objectives are in trouble")
		return nil
	}
	worst := s.Card.Ratings()[0]
	var findings []Finding
	for _, o := range s.objectives {
		outcome, _ := s.Result.Of(o.Ref)
		if outcome.Rating != worst.ID || slices.ContainsFunc(s.Card.Initiatives(o.Ref), s.goesOn) {
			continue
		}
		f := found(o.Path, o.Ref, "it is %s in %s with %s, and no initiative serves it", worst.ID, s.Period, s.Result.Display(o.Ref, s.Card.Scale().Places()))
		findings = append(findings, f.with("rating", worst.ID).with("score", outcome.Score).with("period", s.Period).
			advise("start one, or say why waiting is enough"))
	}
	return findings
}

// goesOn reports whether an initiative has not ended before the period.
func (s *Subject) goesOn(n bsc.Initiative) bool {
	if n.End.IsZero() {
		return true
	}
	calendar := s.Card.Calendar()
	first, _, err := calendar.Bounds(s.Period)
	_, last, errEnd := calendar.Bounds(n.End)
	return err != nil || errEnd != nil || last.Compare(first) >= 0
}

// checkOwners is C01. K01 reports KPIs without an owner.
func checkOwners(s *Subject) []Finding {
	var findings []Finding
	for _, o := range s.objectives {
		if blank(o.Owner) {
			findings = append(findings, found(o.Path, o.Ref, "nobody is accountable for it").advise("name one person or role"))
		}
		findings = append(findings, shared(o.Path, o.Ref, o.Owner)...)
	}
	for _, k := range s.kpis {
		findings = append(findings, shared(k.Path, k.Ref, k.Owner)...)
	}
	return findings
}

// shared finds an owner that is several people, separated by commas, semicolons, bars, slashes or plus signs.
// "And" does not separate: there are heads of research and development.
func shared(path bsc.Pointer, ref bsc.Ref, owner string) []Finding {
	var owners []string
	for _, name := range strings.FieldsFunc(owner, func(r rune) bool { return strings.ContainsRune(",;|+/", r) }) {
		if !blank(name) {
			owners = append(owners, strings.TrimSpace(name))
		}
	}
	if len(owners) < 2 {
		return nil
	}
	f := found(path+"/owner", ref, "%d owners, %s: what several answer for, nobody does", len(owners), quoted(owners)).with("owners", len(owners)).with("names", owners)
	return []Finding{f.advise("name the one who is accountable; others may help")}
}

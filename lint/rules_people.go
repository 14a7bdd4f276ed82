package lint

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// checkInitiatives is I01.
func checkInitiatives(s *Subject) []Finding {
	findings := s.inTrouble()
	for i, n := range s.Definition.Initiatives {
		path, ref := at("", "initiatives", i), bsc.Ref{Kind: bsc.KindInitiative, ID: n.ID}
		if len(n.Objectives) == 0 {
			findings = append(findings, found(path, ref, "serves_no_objective").advise(words.New("name_objectives")))
		}
		if n.Budget != "" && n.End.IsZero() {
			f := found(path, ref, "budget_without_end", "budget", n.Budget).with("budget", n.Budget)
			findings = append(findings, f.advise(words.New("state_when_ends")))
		}
	}
	return findings
}

// inTrouble finds objectives with the worst rating and no initiative.
func (s *Subject) inTrouble() []Finding {
	if s.Result == nil {
		s.NotRun(words.New("needs_result"))
		return nil
	}
	worst := s.Card.Ratings()[0]
	var findings []Finding
	for _, o := range s.objectives {
		outcome, _ := s.Result.Of(o.Ref)
		if outcome.Rating != worst.ID || slices.ContainsFunc(s.Card.Initiatives(o.Ref), s.goesOn) {
			continue
		}
		f := found(o.Path, o.Ref, "trouble_without_initiative", "rating", worst.ID, "period", s.Period, "score", s.score(o.Ref))
		findings = append(findings, f.with("rating", worst.ID).with("score", outcome.Score).with("period", s.Period).
			advise(words.New("start_initiative")))
	}
	return findings
}

// score returns a score as it is shown: a number, or the sign of none.
func (s *Subject) score(ref bsc.Ref) any {
	shown := s.Result.Display(ref, s.Card.Scale().Places())
	if o, _ := s.Result.Of(ref); o.Score.Valid() {
		return words.Number(shown)
	}
	return shown
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
			findings = append(findings, found(o.Path, o.Ref, "nobody_accountable").advise(words.New("name_one_person_or_role")))
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
	f := found(path+"/owner", ref, "several_owners", "n", len(owners), "names", owners).with("owners", len(owners)).with("names", owners)
	return []Finding{f.advise(words.New("name_one_accountable"))}
}

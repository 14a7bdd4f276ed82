package lint

import (
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// A Readiness is a checklist that says whether a scorecard is fit to go live. It is plain data and survives
// JSON.
type Readiness struct {
	Ready bool            `json:"ready"` // every item is met
	Items []ReadinessItem `json:"items"`
}

// A ReadinessItem is one line of the checklist. It is met if Have and Excused add up to Of.
type ReadinessItem struct {
	ID      string       `json:"id"` // never changes its meaning
	Title   words.Phrase `json:"title"`
	Have    int          `json:"have"`
	Of      int          `json:"of"`
	Excused int          `json:"excused,omitempty"` // those for which the item's rule is suppressed; all if it is off
	Missing []bsc.Ref    `json:"missing,omitempty"` // the others
	Rule    string       `json:"rule"`              // the rule that checks the same
}

// Met reports whether the item is met.
func (i ReadinessItem) Met() bool { return i.Have+i.Excused >= i.Of }

// String returns the item as one printable line: [x] KPIs with an owner: 19 of 20, 1 excused.
func (i ReadinessItem) String() string {
	return i.Phrase().String()
}

// Phrase returns what String says, for other languages.
func (i ReadinessItem) Phrase() words.Phrase {
	box := "[ ]"
	if i.Met() {
		box = "[x]"
	}
	says := words.New("readiness_item", "box", box, "title", i.Title, "have", i.Have, "of", i.Of)
	if i.Excused > 0 {
		says = words.New("with_excused", "says", says, "excused", i.Excused)
	}
	if len(i.Missing) > 0 {
		says = words.New("with_missing", "says", says, "missing", words.List(i.Missing))
	}
	return says
}

// Blocking returns the items that are not met.
func (r Readiness) Blocking() []ReadinessItem {
	var blocking []ReadinessItem
	for _, i := range r.Items {
		if !i.Met() {
			blocking = append(blocking, i)
		}
	}
	return blocking
}

// String returns the checklist, one line for each item, and the answer.
func (r Readiness) String() string {
	var b strings.Builder
	for _, i := range r.Items {
		b.WriteString(i.String() + "\n")
	}
	b.WriteString(r.Phrase().String() + "\n")
	return b.String()
}

// Phrase returns the answer.
func (r Readiness) Phrase() words.Phrase {
	if r.Ready {
		return words.New("ready")
	}
	return words.New("not_ready", "n", len(r.Blocking()))
}

// CheckReadiness returns the checklist. A definition that does not compile is not ready, and has only the
// first item. A rule that is off or suppressed excuses what its item would miss. The error is that of Check.
func CheckReadiness(in Input, o *Options) (Readiness, error) {
	s, err := newSubject(in, o)
	if err != nil {
		return Readiness{}, err
	}
	compiled := s.item("compile", ruleCompile)
	if s.Card == nil {
		compiled.Of = 1
		return Readiness{Items: []ReadinessItem{compiled.ReadinessItem}}, nil
	}
	compiled.add(s.Card.Ref(), true)
	items := []*checklist{compiled, s.lintErrors()}
	items = append(items, s.kpiItems()...)
	items = append(items, s.objectiveItems()...)
	items = append(items, s.initiativeItem(), s.driverItem())
	r := Readiness{Ready: true}
	for _, i := range items {
		r.Items = append(r.Items, i.ReadinessItem)
		r.Ready = r.Ready && i.Met()
	}
	return r, nil
}

// A checklist is an item that is being counted.
type checklist struct {
	ReadinessItem
	s *Subject
}

func (s *Subject) item(id, rule string) *checklist {
	return &checklist{ReadinessItem{ID: id, Title: words.New("readiness." + id), Rule: rule}, s}
}

// add counts a node that meets the item, or does not.
func (c *checklist) add(ref bsc.Ref, has bool) {
	c.Of++
	switch {
	case has:
		c.Have++
	case c.s.excused(c.Rule, ref):
		c.Excused++
	default:
		c.Missing = append(c.Missing, ref)
	}
}

// excused reports whether a rule is off, or suppressed for a node.
func (s *Subject) excused(rule string, ref bsc.Ref) bool {
	for _, own := range s.settings.suppress {
		if own.Rule == rule && (own.Ref == bsc.Ref{} || own.Ref == ref) {
			return true
		}
	}
	return s.settings.off[rule]
}

// lintErrors counts the rules without an error.
func (s *Subject) lintErrors() *checklist {
	found := map[string][]bsc.Ref{}
	for _, f := range s.report().Findings {
		if f.Severity == SeverityError && f.Suppressed == "" {
			found[f.Rule] = append(found[f.Rule], f.Ref)
		}
	}
	c := s.item("lint_errors", "")
	for _, r := range s.settings.rules {
		if s.settings.off[r.ID] || r.Check == nil {
			continue
		}
		c.Of++
		if len(found[r.ID]) == 0 {
			c.Have++
		}
		c.Missing = append(c.Missing, found[r.ID]...)
	}
	return c
}

// kpiItems are about KPIs that count. KPIs that are only shown need just an owner, and those that people judge, too.
func (s *Subject) kpiItems() []*checklist {
	owner := s.item("kpi_owner", "K01")
	target := s.item("kpi_target", "K02")
	frequency := s.item("kpi_frequency", "K01")
	for _, k := range s.kpis {
		owner.add(k.Ref, !blank(k.Owner))
		if k.Scored != "none" && !k.isJudged() {
			target.add(k.Ref, k.hasTarget() || !k.needsTarget() || s.targetIn(k.Ref))
			frequency.add(k.Ref, k.Frequency != "" || !k.Calculator.IsZero())
		}
	}
	return []*checklist{owner, target, frequency}
}

func (s *Subject) objectiveItems() []*checklist {
	kpis := s.item("objective_kpis", "S01")
	links := s.item("objective_links", "M02")
	orphans := s.orphans()
	for _, o := range s.objectives {
		kpis.add(o.Ref, len(s.under[o.Ref]) > 0)
		links.add(o.Ref, len(s.objectives) == 1 || len(s.Definition.Links) > 0 && !orphans[o.Ref])
	}
	return []*checklist{kpis, links}
}

func (s *Subject) initiativeItem() *checklist {
	c := s.item("initiative_objectives", "I01")
	for _, n := range s.Definition.Initiatives {
		c.add(bsc.Ref{Kind: bsc.KindInitiative, ID: n.ID}, len(n.Objectives) > 0)
	}
	return c
}

// driverItem counts the drivers of the map that lead to the top perspective.
func (s *Subject) driverItem() *checklist {
	c := s.item("outcome_reached", "M01")
	leads := s.leadToTop()
	for _, driver := range s.Card.Map().Drivers() {
		c.add(driver, leads[driver])
	}
	return c
}

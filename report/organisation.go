package report

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// An Organisation is a cascade.Result as plain data: the tree of its org units, how each stands, and what each brings to
// others. The nodes of their scorecards are in a HeatMap, and all of one org unit is in a Page. The zero Organisation has
// no org units.
type Organisation struct {
	About
	Cards      []Card      `json:"cards"`                 // of the org units, each once
	Units      []OrgUnit   `json:"units"`                 // each before those below it
	TargetGaps []TargetGap `json:"target_gaps,omitempty"` // targets that do not add up
	Missing    []bsc.Gap   `json:"missing,omitempty"`     // who has not reported what
}

// About says what was evaluated. The neighbours and days of the period are those of the first org unit's calendar.
type About struct {
	Schema    int           `json:"schema"`
	Period    period.Period `json:"period"`
	FirstDay  period.Period `json:"first_day,omitzero"` // of the period
	LastDay   period.Period `json:"last_day,omitzero"`
	Previous  period.Period `json:"previous,omitzero"` // the period before
	Next      period.Period `json:"next,omitzero"`
	AsOf      time.Time     `json:"as_of,omitzero"`
	Today     period.Period `json:"today,omitzero"`       // the day that decided what is due
	Timing    bsc.Timing    `json:"timing,omitempty"`     // set if only lead or lag KPIs count
	FinalOnly bool          `json:"final_only,omitempty"` // provisional readings are missing
}

// A Card is what the scorecards of org units have in common that share a definition.
type Card struct {
	Fingerprint string            `json:"fingerprint"` // of the definition
	Scorecard   string            `json:"scorecard"`   // its id
	Name        string            `json:"name,omitempty"`
	Scale       Scale             `json:"scale"`
	Ratings     []bsc.RatingLevel `json:"ratings,omitempty"` // worst first, with names, colours and symbols
}

// An OrgUnit is an org unit with its place in the tree and how its scorecard stands.
type OrgUnit struct {
	Unit        string   `json:"unit"` // its id
	Name        string   `json:"name,omitempty"`
	Parent      string   `json:"parent,omitempty"` // the org unit above it
	Depth       int      `json:"depth"`            // how many stand above it
	Children    []string `json:"children,omitempty"`
	Fingerprint string   `json:"fingerprint"` // of its Card
	Standing
	Share        bsc.Number    `json:"share,omitempty"`        // of its own KPIs in the scores at the top, 0 to 1
	Contributors []Contributor `json:"contributors,omitempty"` // what others bring to its scorecard
}

// A Standing is how a node stands, with the keys of a Node.
type Standing struct {
	Score       bsc.Score    `json:"score"`             // null: no score
	Display     string       `json:"display,omitempty"` // the score to the places of its scale, consistent with the rating
	Rating      bsc.Rating   `json:"rating,omitempty"`
	FinalRating bsc.Rating   `json:"final_rating,omitempty"` // if an assessment counts
	FinalScore  bsc.Score    `json:"final_score,omitzero"`
	Flags       []string     `json:"flags,omitempty"`
	Reason      words.Phrase `json:"reason,omitzero"` // why there is no score, or no rating beside it
	Low         bsc.Score    `json:"low,omitzero"`    // bounds while data is missing
	High        bsc.Score    `json:"high,omitzero"`
	Coverage    bsc.Number   `json:"coverage,omitempty"` // 0 to 1; it is left out where the node does not count
}

// A Contributor is a cascade.Contributor as plain data.
type Contributor struct {
	Unit    string       `json:"unit"`
	From    bsc.Ref      `json:"from"`
	To      bsc.Ref      `json:"to"`
	Mode    cascade.Mode `json:"mode"`
	Name    string       `json:"name,omitempty"` // of From
	Score   bsc.Score    `json:"score"`          // of From; null: none
	Rating  bsc.Rating   `json:"rating,omitempty"`
	Value   bsc.Number   `json:"value,omitempty"`
	Weight  bsc.Number   `json:"weight,omitempty"`
	Factor  *Factor      `json:"factor,omitempty"`
	Brought bsc.Number   `json:"brought,omitempty"`
}

// A TargetGap is a cascade.TargetGap as plain data.
type TargetGap struct {
	Unit    string          `json:"unit"`
	KPI     bsc.Ref         `json:"kpi"`
	Target  bsc.Number      `json:"target,omitempty"`
	Sum     bsc.Number      `json:"sum,omitempty"`
	Without []string        `json:"without,omitempty"`
	Rule    bsc.TargetRule  `json:"rule,omitempty"`
	From    period.Period   `json:"from,omitzero"`
	Reason  words.Phrase    `json:"reason,omitzero"`
	Periods []period.Period `json:"periods,omitempty"`
	Of      []AddendTarget  `json:"of,omitempty"`
}

// An AddendTarget is a bsc.AddendTarget as plain data.
type AddendTarget struct {
	Unit    string          `json:"unit"`
	Ref     bsc.Ref         `json:"ref"`
	Target  bsc.Number      `json:"target,omitempty"`
	Rule    bsc.TargetRule  `json:"rule,omitempty"`
	From    period.Period   `json:"from,omitzero"`
	Periods []period.Period `json:"periods,omitempty"`
	Reason  words.Phrase    `json:"reason,omitzero"`
}

// OfCascade returns the result of a cascade as plain data, which belongs to the caller. For the zero Result it has no
// org units. A Result is immutable: goroutines may make reports of one at the same time.
func OfCascade(r *cascade.Result) *Organisation {
	t := treeOf(r)
	report := &Organisation{About: t.about(), Units: t.units}
	known := map[string]bool{}
	for i := range report.Units {
		u := &report.Units[i]
		u.Contributors = t.contributors(u.Unit)
		if !known[u.Fingerprint] {
			known[u.Fingerprint] = true
			report.Cards = append(report.Cards, cardOf(r.Of(u.Unit).Scorecard()))
		}
	}
	if len(t.units) > 0 {
		report.TargetGaps, report.Missing = gapsOf(r.TargetGaps(), ""), r.Missing("")
	}
	return report
}

func cardOf(card *bsc.Scorecard) Card {
	s := card.Scale()
	return Card{
		Fingerprint: card.Fingerprint(), Scorecard: card.ID(), Name: card.Name(),
		Scale: Scale{bsc.NumberOf(s.Min), bsc.NumberOf(s.Met), bsc.NumberOf(s.Cap)}, Ratings: card.Ratings(),
	}
}

// standingOf returns how a node stands, as it is told of a whole node.
func standingOf(r *bsc.Result, o *bsc.Outcome) Standing {
	n := nodeOf(r, o)
	return Standing{
		Score: n.Score, Display: n.Display, Rating: n.Rating, FinalRating: n.FinalRating, FinalScore: n.FinalScore,
		Flags: n.Flags, Reason: n.Reason, Low: n.Low, High: n.High, Coverage: n.Coverage,
	}
}

func contributorOf(c *cascade.Contributor) Contributor {
	return Contributor{
		c.OrgUnit, c.From, c.To, c.Mode, c.Outcome.Name, c.Outcome.Score, c.Outcome.Rating,
		optional(c.Value), optional(c.Weight), factorOf(c.Factor), optional(c.Brought),
	}
}

// gapsOf returns the gaps of one org unit, or of all for "".
func gapsOf(gaps []cascade.TargetGap, unit string) []TargetGap {
	var list []TargetGap
	for _, g := range gaps {
		if unit != "" && g.OrgUnit != unit {
			continue
		}
		gap := TargetGap{g.OrgUnit, g.KPI, optional(g.Target), bsc.NumberOf(g.Sum), g.Without, g.Rule, g.From, g.Reason, g.Periods, nil}
		for _, a := range g.Of {
			gap.Of = append(gap.Of, AddendTarget{a.OrgUnit, a.Ref, optional(a.Target), a.Rule, a.From, a.Periods, a.Reason})
		}
		list = append(list, gap)
	}
	return list
}

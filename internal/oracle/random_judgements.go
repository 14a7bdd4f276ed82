package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// RandomJudgedCard returns the random card of a seed, assessed by some people in some roles, for its period, every
// period, parts of it and other periods. Now and then its assessments are to be refused.
func RandomJudgedCard(seed uint64) Card {
	g := &Generator{Rand: rand.New(rand.NewPCG(seed, 93)), card: RandomCard(seed)}
	d := g.card.Definition
	g.Scale, g.Ratings = Resolve(d.Scale), nil
	for _, l := range d.Ratings {
		g.Ratings = append(g.Ratings, l.ID)
	}
	if len(g.Ratings) == 0 {
		g.Ratings = []bsc.Rating{bsc.RatingRed, bsc.RatingAmber, bsc.RatingGreen}
	}
	if g.Chance(50) {
		d.Roles = [][]string{{"self", "manager", "calibration"}, {"calibration", "self", "manager"}, {"self"}}[g.IntN(3)]
	}
	if g.Chance(40) {
		d.Advisory = Pick(g.Rand, []string{"peer"}, []string{"peer", "customer"})
		if len(d.Roles) == 0 && g.Chance(50) {
			d.Advisory = []string{"self"}
		}
	}
	g.judges(&d.Defaults, 80)
	for i := range d.Perspectives {
		g.judges(&d.Perspectives[i].Defaults, 20)
	}
	for o := range Objectives(d) {
		g.judges(&o.Defaults, 20)
	}
	g.onlyJudged(d)
	g.rateJudged(d)
	g.assess()
	return g.card
}

// onlyJudged adds KPIs that people judge, objectives without KPIs, and with none but such as are only shown. It adds
// nothing where weights are percentages.
func (g *Generator) onlyJudged(d *bsc.Definition) {
	tree := NewTree(g.card)
	weight := func(siblings int) bsc.Number {
		if siblings == 0 {
			return ""
		}
		return Pick(g.Rand, bsc.Number(""), "1", "0", "2.5")
	}
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		for j := range p.Objectives {
			o := &p.Objectives[j]
			if g.Chance(30) && tree.Node(bsc.ObjectiveRef(o.ID)).Aggregates() != "weighted_sum" {
				o.KPIs = append(o.KPIs, bsc.KPI{
					ID: "judged-" + o.ID, Scorer: bsc.Policy{Name: "judged"}, Weight: weight(len(o.KPIs) + len(o.Uses)),
					Timing:  Pick(g.Rand, "", bsc.TimingLead, bsc.TimingLag),
					Missing: bsc.Missing{Rule: Pick(g.Rand, "", bsc.MissingExclude, bsc.MissingZero, bsc.MissingRequire)},
				})
			}
		}
		if g.Chance(40) && tree.Node(bsc.PerspectiveRef(p.ID)).Aggregates() != "weighted_sum" {
			bare := bsc.Objective{ID: "bare-" + p.ID, Weight: weight(len(p.Objectives)), Aggregator: bsc.Policy{Name: "weighted_mean"}}
			for k := range g.IntN(3) {
				bare.KPIs = append(bare.KPIs, bsc.KPI{ID: fmt.Sprint("shown-", p.ID, k), Scorer: bsc.Policy{Name: "none"}})
			}
			p.Objectives = append(p.Objectives, bare)
		}
	}
	if g.Chance(20) && tree.Nodes[0].Aggregates() != "weighted_sum" {
		d.Perspectives = append(d.Perspectives, bsc.Perspective{ID: "bare"})
	}
}

// judges draws what assessments do.
func (g *Generator) judges(d *bsc.Defaults, percent int) {
	if g.Chance(percent) {
		d.Assessments = Pick(g.Rand, bsc.AssessmentsBeside, bsc.AssessmentsCount, bsc.AssessmentsCount, bsc.AssessmentsCount)
	}
	if g.Chance(percent) {
		d.AssessmentRollup = Pick(g.Rand, "", bsc.RollupMean, bsc.RollupLast, bsc.RollupMin, bsc.RollupMax)
	}
}

// rateJudged gives some nodes rules that look at FlagJudged.
func (g *Generator) rateJudged(d *bsc.Definition) {
	rules := bsc.NewPolicy("rules", bsc.RulesArgs{
		Rules: []bsc.RatingRule{{When: bsc.When{Flags: bsc.FlagJudged}, Rating: g.Ratings[0]}}, Otherwise: g.Ratings[len(g.Ratings)-1],
	})
	tree := NewTree(g.card)
	for o := range Objectives(d) {
		if g.Chance(20) && tree.Node(bsc.ObjectiveRef(o.ID)).Aggregates() != "most_frequent" {
			o.Threshold = rules
		}
	}
	for k := range d.KPIs() {
		if g.Chance(10) {
			k.Threshold = rules
		}
	}
}

// assess draws assessments of some nodes.
func (g *Generator) assess() {
	refused := g.Chance(10) // may be
	roles := g.card.Definition.Roles
	if len(roles) == 0 {
		roles = []string{"", "", "self", "manager"}
	}
	roles = slices.Concat(roles, g.card.Definition.Advisory)
	for _, n := range NewTree(g.card).Nodes {
		if !g.Chance(40) {
			continue
		}
		for range 1 + g.IntN(4) {
			a := g.assessment(n.Ref, Pick(g.Rand, roles...))
			before := g.card.Assessments
			g.card.Assessments = append(before[:len(before):len(before)], a)
			if !refused && g.card.Refuses() {
				g.card.Assessments = before
			}
		}
	}
	g.Shuffle(len(g.card.Assessments), func(i, j int) {
		list := g.card.Assessments
		list[i], list[j] = list[j], list[i]
	})
}

func (g *Generator) assessment(of bsc.Ref, role string) bsc.Assessment {
	a := bsc.Assessment{Ref: of, Role: role, Author: Pick(g.Rand, "", "Ana", "Max"), Reason: fmt.Sprint("because ", g.IntN(9))}
	asked := g.card.Period
	a.Period = Pick(g.Rand, period.Period{}, asked, asked, period.Month(2026, 7), period.Month(2026, 8), period.Month(2026, 9),
		period.Week(2026, 31), period.Week(2026, 32), period.Day(2026, 8, 1), period.Day(2026, 9, 30),
		period.Week(2026, 40), period.Quarter(2026, 2), period.Year(2026))
	if g.Chance(60) {
		a.RecordedAt = time.Date(2026, 10, 1+g.IntN(3), 0, 0, 0, 0, time.FixedZone("", 3600*g.IntN(2)))
	}
	if g.Chance(80) {
		a.Score = bsc.NumberOf(decimal.Max(g.Scale.Min, decimal.Min(g.Scale.Cap, g.Score().Round(10))))
	}
	if a.Score == "" || g.Chance(40) {
		a.Rating = Pick(g.Rand, g.Ratings...)
	}
	return a
}

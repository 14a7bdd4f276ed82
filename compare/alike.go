package compare

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A card holds what all results of one scorecard share: the definitions of the KPIs below the compared node.
type card struct {
	best bsc.Rating
	kpis []defined // in the order of their text
}

// A defined KPI holds how its definition measures it, under the names of traitNames except the last.
type defined struct {
	ref    bsc.Ref
	traits [traits - 1]string
}

// A measured KPI is a KPI in a result.
type measured struct {
	ref    bsc.Ref
	weight decimal.Decimal // its effective weight in the scorecard
	traits [traits]string  // under the names of traitNames; noTrait if not set
	own    bool            // the target is the org unit's own
}

const (
	traits   = 5
	ofTarget = traits - 1 // the trait that is the target
	noTrait  = "\x00"
)

// traitNames names the ways in which a KPI is measured.
func traitNames() [traits]string {
	return [traits]string{"unit", "direction", "scorer", "calculator", "target"}
}

// cardOf lists the KPIs under a node of a scorecard, or the KPI itself. A KPI with several uses counts once.
func cardOf(s *bsc.Scorecard, of bsc.Ref) *card {
	levels := s.Ratings()
	c := &card{best: levels[len(levels)-1].ID}
	open, seen := []bsc.Ref{of}, map[bsc.Ref]bool{}
	for len(open) > 0 {
		ref := open[len(open)-1]
		open = open[:len(open)-1]
		if ref.Kind == bsc.KindKPI && !seen[ref] {
			seen[ref] = true
			rules, _ := s.Rules(ref)
			says := [...]string{rules.Unit, string(rules.Direction), rules.Scorer.Name, rules.Calculator.Name}
			c.kpis = append(c.kpis, defined{ref, says})
		}
		for _, child := range s.Children(ref) {
			open = append(open, child.Ref)
		}
	}
	slices.SortFunc(c.kpis, func(a, b defined) int { return strings.Compare(a.ref.String(), b.ref.String()) })
	return c
}

// measuredIn returns how the KPIs are measured in a result of the card.
func (c *card) measuredIn(r *bsc.Result) []measured {
	list := make([]measured, len(c.kpis))
	for i, k := range c.kpis {
		o, _ := r.Of(k.ref)
		m := measured{ref: k.ref, weight: o.EffectiveWeight}
		copy(m.traits[:], k.traits[:])
		if target := o.Target.Value; target.Valid {
			m.traits[ofTarget] = string(bsc.NumberOf(target.Decimal))
			m.own = o.Target.OfOrgUnit
		}
		for t := range m.traits {
			m.traits[t] = cmp.Or(m.traits[t], noTrait)
		}
		list[i] = m
	}
	return list
}

// common computes the share of each org unit's weight on KPIs that not all have.
func (c *comparison) common() {
	having := c.having()
	for i := range c.units {
		u := &c.units[i]
		var part, all decimal.Decimal
		for _, k := range u.kpis {
			all = all.Add(k.weight)
			if having[k.ref] < len(c.units) {
				part = part.Add(k.weight)
			}
		}
		if part.Sign() > 0 {
			u.row.Unique = quotient(part, all)
			c.warn(u.row.OrgUnit, "weight_not_shared", "share", u.row.Unique)
		}
	}
}

// having counts the org units that have each KPI.
func (c *comparison) having() map[bsc.Ref]int {
	having := map[bsc.Ref]int{}
	for i := range c.units {
		for _, k := range c.units[i].kpis {
			having[k.ref]++
		}
	}
	return having
}

// alike warns of org units that measure KPIs differently from most.
func (c *comparison) alike() {
	usual, names := c.usual(), traitNames()
	personal := c.personal(usual)
	for i := range c.units {
		u := &c.units[i]
		for _, k := range u.kpis {
			for t, value := range k.traits {
				switch most := usual[trait{k.ref, t}]; {
				case t == ofTarget && personal[k.ref]:
					if value == noTrait {
						c.warn(u.row.OrgUnit, "no_target_of_its_own", "node", k.ref)
					}
				case most == value:
				case most == "":
					c.warn(u.row.OrgUnit, "no_usual_trait", "node", k.ref, "trait", words.New("trait."+names[t]), "value", orNone(value))
				default:
					c.warn(u.row.OrgUnit, "unusual_trait", "node", k.ref, "trait", words.New("trait."+names[t]), "value", orNone(value), "usual", orNone(most))
				}
			}
		}
	}
	c.sayPersonal(personal)
}

// personal returns the KPIs that org units measure against targets of their own: no target is that of most, or most
// have one that differs and is the org unit's own.
func (c *comparison) personal(usual map[trait]string) map[bsc.Ref]bool {
	own, differ, first := map[bsc.Ref]int{}, map[bsc.Ref]bool{}, map[bsc.Ref]string{}
	for i := range c.units {
		for _, k := range c.units[i].kpis {
			if k.own {
				own[k.ref]++
			}
			value, known := first[k.ref]
			differ[k.ref] = differ[k.ref] || known && value != k.traits[ofTarget]
			first[k.ref] = k.traits[ofTarget]
		}
	}
	personal, having := map[bsc.Ref]bool{}, c.having()
	for ref := range differ {
		if differ[ref] && (usual[trait{ref, ofTarget}] == "" || 2*own[ref] > having[ref]) {
			personal[ref] = true
		}
	}
	return personal
}

// sayPersonal says once that scores are compared, and not values.
func (c *comparison) sayPersonal(personal map[bsc.Ref]bool) {
	if len(personal) == 0 {
		return
	}
	kpis := slices.SortedFunc(maps.Keys(personal), func(a, b bsc.Ref) int { return strings.Compare(a.String(), b.String()) })
	says := words.New("targets_of_their_own")
	if more := len(kpis) - 1; more > 0 {
		says = words.New("targets_of_their_own_of_more", "n", more)
	}
	c.ranking.Warnings = append(c.ranking.Warnings, &bsc.Problem{Code: ErrNotComparable, Warning: true, Ref: kpis[0], Detail: says})
}

func orNone(value string) words.Phrase {
	if value == noTrait {
		return words.New("no_trait")
	}
	return words.New("quoted", "value", value)
}

// A trait is one way in which a KPI is measured: its number in traitNames.
type trait struct {
	kpi bsc.Ref
	of  int
}

// usual returns the value of each trait that more than half of the org units with a KPI share; "" if there is none.
func (c *comparison) usual() map[trait]string {
	counts := map[trait]map[string]int{}
	for i := range c.units {
		for _, k := range c.units[i].kpis {
			for t, value := range k.traits {
				of := trait{k.ref, t}
				if counts[of] == nil {
					counts[of] = map[string]int{}
				}
				counts[of][value]++
			}
		}
	}
	usual, having := map[trait]string{}, c.having()
	for of, values := range counts {
		for value, n := range values {
			if 2*n > having[of.kpi] {
				usual[of] = value
			}
		}
	}
	return usual
}

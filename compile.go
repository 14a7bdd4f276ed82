package bsc

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Compiling a definition: its own fields, ids, calendar, scale and weights.

// compiler turns one definition into a scorecard. It continues after a problem, so that it finds all of them; what it
// builds is used only if there are none.
type compiler struct {
	def      *Definition
	registry *Registry
	card     *Scorecard
	problems Problems
	ids      map[Ref]Pointer   // where each id first stands
	outlined map[Ref]string    // the first id of each kind that has an outline, see faults.Outline
	names    map[Kind][]string // all ids, for hints
	hints    hints
	pending  []pendingUse
	inputs   []input
	measures []measure.Measure // by slot
	kpis     []pendingKPI
	bandless bool  // noBands has been reported
	standard *node // the first node with the default bands, which all others share; nil: none yet
}

// A pendingUse is an objective's use of a KPI that may not have been compiled yet.
type pendingUse struct {
	objective int
	uses      []Use
	path      Pointer
}

func compile(def *Definition, o *Options) (*Scorecard, Problems) {
	if def == nil {
		return nil, Problems{{Code: ErrInput, Detail: words.New("definition_nil")}}
	}
	c := &compiler{def: def, registry: o.registry(), card: &Scorecard{registry: o.registry(), most: o.ResolvedLimits().Problems}, ids: map[Ref]Pointer{}, outlined: map[Ref]string{}, names: map[Kind][]string{}}
	c.index()
	c.card.nodes = make([]node, 0, len(c.ids))
	c.card.kpis = make([]int, 0, len(c.names[KindKPI]))
	c.measures = make([]measure.Measure, 0, len(c.names[KindKPI])+len(def.Series))
	c.scorecard()
	c.uses()
	c.calculations()
	c.targets()
	c.strategyMap()
	c.initiatives()
	c.texts(o)
	if c.problems.Err() == nil {
		c.card.fingerprint = fingerprint(def)
		c.card.layOut()
	}
	sortByPlace[Definition](c.problems)
	return c.card, c.problems.upTo(c.card.most)
}

// texts checks the texts of the definition as if it were read, so that what compiles can be saved and loaded. What has a
// problem already is not reported again.
func (c *compiler) texts(o *Options) {
	found := strictjson.Texts(c.def, o.rules())
	if len(found) == 0 {
		return
	}
	refused := map[Pointer]bool{}
	for _, p := range c.problems {
		policy, _, _ := strings.Cut(string(p.Path), "/args")
		if !p.Warning {
			refused[p.Path], refused[Pointer(policy)] = true, true
		}
	}
	nodes := make(map[Pointer]Ref, len(c.ids))
	for ref, id := range c.ids {
		nodes[id] = ref
	}
	for i := range found {
		p := faultOf(&found[i])
		policy, _, inArgs := strings.Cut(string(p.Path), "/args")
		field, isName := strings.CutSuffix(string(p.Path), "/name") // a policy's stands alone in a document
		if refused[p.Path] || inArgs && refused[Pointer(policy)] || isName && refused[Pointer(field)] {
			continue
		}
		for path := string(p.Path); path != "" && p.Ref == (Ref{}); path = path[:strings.LastIndexByte(path, '/')] {
			p.Ref = nodes[Pointer(path+"/id")]
		}
		c.problems = append(c.problems, p)
	}
}

// report records a problem at a path. If the problem has a path of its own, that is relative to it.
func (c *compiler) report(path Pointer, ref Ref, p *Problem) {
	p.Path, p.Ref = path+p.Path, ref
	c.problems = append(c.problems, p)
}

func (c *compiler) warn(path Pointer, ref Ref, p *Problem) {
	p.Warning = true
	c.report(path, ref, p)
}

// index collects every id, so that references can be checked wherever they stand.
func (c *compiler) index() {
	d := c.def
	c.id("", Ref{KindScorecard, d.ID})
	for i, p := range d.Perspectives {
		path := at("", "perspectives", i)
		c.id(path, PerspectiveRef(p.ID))
		for j, o := range p.Objectives {
			path := at(path, "objectives", j)
			c.id(path, ObjectiveRef(o.ID))
			for k, kpi := range o.KPIs {
				c.id(at(path, "kpis", k), KPIRef(kpi.ID))
			}
		}
	}
	for i, s := range d.Series {
		c.id(at("", "series", i), SeriesRef(s.ID))
	}
	for i, t := range d.Themes {
		c.id(at("", "themes", i), Ref{KindTheme, t.ID})
	}
	for i, n := range d.Initiatives {
		c.id(at("", "initiatives", i), Ref{KindInitiative, n.ID})
	}
}

func (c *compiler) id(path Pointer, ref Ref) {
	if p := checkID(ref.ID); p != nil {
		c.report(path+"/id", ref, p)
		return
	}
	if first, twice := c.ids[ref]; twice {
		p := fault(ErrDuplicate, "id_twice", "kind", words.Name("noun", string(ref.Kind)), "id", ref.ID)
		p.Allowed = words.New("ids_unique_in_kind")
		p.Hint = words.New("first_used_at", "path", first)
		c.report(path+"/id", ref, p)
		return
	}
	c.ids[ref] = path + "/id"
	c.names[ref.Kind] = append(c.names[ref.Kind], ref.ID)
	outline := Ref{ref.Kind, faults.Outline(ref.ID)}
	other, similar := c.outlined[outline]
	if !similar {
		c.outlined[outline] = ref.ID
	} else if how := faults.Alike(ref.ID, other); !how.IsZero() {
		c.warn(path+"/id", ref, fault(ErrSimilar, "ids_alike", "kind", words.Name("noun", string(ref.Kind)), "other_id", other, "id", ref.ID, "says", how))
	}
}

// known checks that ref exists, and reports it otherwise.
func (c *compiler) known(path Pointer, from, ref Ref) bool {
	if _, ok := c.ids[ref]; ok {
		return true
	}
	p := fault(ErrUnknownRef, "no_such_node", "kind", words.Name("noun", string(ref.Kind)), "id", ref.ID)
	p.lacks = []Kind{ref.Kind}
	p.Hint = c.hints.DidYouMean(ref.ID, c.names[ref.Kind])
	c.report(path, from, p)
	return false
}

// scorecard compiles the definition's own fields and everything below them.
func (c *compiler) scorecard() {
	d, card := c.def, c.card
	if d.Schema < 0 || d.Schema > SchemaVersion {
		p := fault(ErrSchema, "schema_unknown", "schema", d.Schema)
		p.Allowed = words.New("one_of", "values", []any{SchemaVersion})
		c.report("/schema", Ref{}, p)
	}
	card.id, card.name = d.ID, d.Name
	card.calendar = d.Calendar.Clone()
	c.calendar()
	card.scale = c.scale()
	card.low, card.high = quantaOf(card.scale.Min).Int64(), quantaOf(card.scale.Cap).Int64()
	card.ratings = c.ratings()
	c.roles()
	inherited := c.inherit("/defaults", Ref{}, c.builtinDefaults(), d.Defaults)
	self := c.add(node{ref: Ref{KindScorecard, d.ID}, name: d.Name, said: wording{description: d.Description}, parent: -1, weight: one(), attributes: maps.Clone(d.Attributes)})
	for i := range d.Perspectives {
		c.perspective(self, at("", "perspectives", i), &d.Perspectives[i], inherited)
	}
	c.parent(self, "", inherited, parentFields{d.Aggregator, d.Threshold, d.Round, Missing{}, d.Quota}, "perspectives")
	if len(d.Perspectives) == 0 {
		c.warn("/perspectives", card.Ref(), fault(ErrEmpty, "scorecard_empty"))
	}
	card.index = make(map[Ref]int, len(card.nodes))
	for i := range card.nodes {
		card.index[card.nodes[i].ref] = i
	}
}

// calendar checks the calendar. If it is not consistent, compiling continues with the calendar year.
func (c *compiler) calendar() {
	a, err := c.def.Calendar.Almanac()
	if err != nil {
		for _, p := range calendarProblems(c.def.Calendar) {
			c.report("/calendar", Ref{}, p)
		}
		a, _ = period.Calendar{}.Almanac()
	}
	c.card.almanac = a
}

func (c *compiler) add(n node) int {
	c.card.nodes = append(c.card.nodes, n)
	return len(c.card.nodes) - 1
}

// maxScaleValue bounds the scale, so that every score on it fits 64 bits at ten places.
const maxScaleValue = 1_000_000

func (c *compiler) scale() ResolvedScale {
	s := DefaultScale()
	given := c.def.Scale
	fields := []struct {
		name string
		text Number
		into *decimal.Decimal
	}{{"min", given.Min, &s.Min}, {"met", given.Met, &s.Met}, {"cap", given.Cap, &s.Cap}}
	ok := true
	for _, f := range fields {
		if f.text == "" {
			if f.name == "cap" {
				s.Cap = s.Met
			}
			continue
		}
		d, p := parseDecimal(string(f.text))
		limit := decimal.New(maxScaleValue, 0)
		if p == nil && (d.Abs().GreaterThan(limit) || d.Exponent() < -exact.Places) {
			p = fault(ErrValue, "scale_number_out_of_range", "number", f.text)
			p.Allowed = words.New("scale_number_range")
		}
		if p != nil {
			ok = false
			c.report(Pointer("/scale/"+f.name), Ref{}, p)
			continue
		}
		*f.into = d
	}
	if ok && (!s.Min.LessThan(s.Met) || s.Cap.LessThan(s.Met)) {
		p := fault(ErrValue, "scale_not_rising", "min", s.Min, "met", s.Met, "cap", s.Cap)
		p.Allowed = words.New("scale_rising")
		c.report("/scale", Ref{}, p)
	}
	return s
}

func (c *compiler) ratings() []RatingLevel {
	if len(c.def.Ratings) == 0 {
		return DefaultRatings()
	}
	seen := map[Rating]bool{}
	for i, r := range c.def.Ratings {
		path := at("", "ratings", i)
		if p := checkID(string(r.ID)); p != nil {
			c.report(path+"/id", Ref{}, p)
		}
		if seen[r.ID] {
			p := fault(ErrDuplicate, "rating_twice", "rating", r.ID)
			p.Allowed = words.New("ratings_distinct")
			c.report(path+"/id", Ref{}, p)
		}
		seen[r.ID] = true
		if !isColor(r.Color) {
			p := fault(ErrValue, "not_a_colour", "color", r.Color)
			p.Allowed = words.New("colour_form")
			c.report(path+"/color", Ref{}, p)
		}
	}
	return slices.Clone(c.def.Ratings)
}

// maxRoles is the most roles that may decide. A join looks at all parts once for each of them.
const maxRoles = 64

// roles checks who may assess. Of those who decide, the ranks begin with 0, which is also that of anybody where nobody is
// stated; of those who only advise, behind them.
func (c *compiler) roles() {
	c.card.roles, c.card.advisory = slices.Clone(c.def.Roles), slices.Clone(c.def.Advisory)
	c.card.roleRanks = make(map[string]int, len(c.def.Roles)+len(c.def.Advisory))
	if len(c.def.Roles) > maxRoles {
		p := fault(ErrValue, "too_many_roles", "n", len(c.def.Roles))
		p.Allowed = words.New("at_most", "most", maxRoles)
		c.report("/roles", Ref{}, p)
		return
	}
	c.rankRoles("roles", c.def.Roles, 0)
	c.rankRoles("advisory", c.def.Advisory, len(c.def.Roles)+1)
}

func (c *compiler) rankRoles(list string, roles []string, first int) {
	for i, role := range roles {
		path := at("", list, i)
		if p := checkID(role); p != nil {
			c.report(path, Ref{}, p)
		}
		if _, twice := c.card.roleRanks[role]; twice {
			p := fault(ErrDuplicate, "role_twice", "role", role)
			p.Allowed = words.New("roles_distinct")
			c.report(path, Ref{}, p)
		}
		c.card.roleRanks[role] = first + i
	}
}

func isColor(s string) bool {
	return s == "" || len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}

func (c *compiler) perspective(parent int, path Pointer, p *Perspective, above inherited) {
	ref := PerspectiveRef(p.ID)
	self := c.add(node{ref: ref, name: p.Name, said: wording{description: p.Description}, parent: parent, attributes: maps.Clone(p.Attributes)})
	c.adopt(parent, self, c.weight(path, ref, p.Weight))
	below := c.inherit(path+"/defaults", ref, above, p.Defaults)
	for i := range p.Objectives {
		c.objective(self, at(path, "objectives", i), &p.Objectives[i], below)
	}
	c.parent(self, path, above, parentFields{p.Aggregator, p.Threshold, p.Round, p.Missing, p.Quota}, "objectives")
	if len(p.Objectives) == 0 {
		c.warn(path+"/objectives", ref, fault(ErrEmpty, "perspective_empty"))
	}
}

func (c *compiler) objective(parent int, path Pointer, o *Objective, above inherited) {
	ref := ObjectiveRef(o.ID)
	said := wording{description: o.Description, owner: o.Owner}
	for i, id := range o.Themes {
		theme := Ref{KindTheme, id}
		c.known(at(path, "themes", i), ref, theme)
		said.themes = append(said.themes, theme)
	}
	self := c.add(node{ref: ref, name: o.Name, said: said, parent: parent, attributes: maps.Clone(o.Attributes)})
	c.adopt(parent, self, c.weight(path, ref, o.Weight))
	below := c.inherit(path+"/defaults", ref, above, o.Defaults)
	for i := range o.KPIs {
		c.kpi(self, at(path, "kpis", i), &o.KPIs[i], below)
	}
	c.pending = append(c.pending, pendingUse{self, o.Uses, path})
	c.parent(self, path, above, parentFields{o.Aggregator, o.Threshold, o.Round, o.Missing, o.Quota}, "")
	if len(o.KPIs) == 0 && len(o.Uses) == 0 {
		p := fault(ErrEmpty, "objective_empty")
		p.Hint = words.New("fill_or_judge_objective")
		c.warn(path+"/kpis", ref, p)
	}
}

func (c *compiler) adopt(parent, self int, weight decimal.Decimal) {
	c.card.nodes[self].weight = weight
	c.card.nodes[parent].children = append(c.card.nodes[parent].children, child{self, weight})
}

// weight reads a weight; unset is 1.
func (c *compiler) weight(path Pointer, ref Ref, text Number) decimal.Decimal {
	if text == "" {
		return one()
	}
	d, p := parseWeight(text)
	if p != nil {
		c.report(path+"/weight", ref, p)
		return one()
	}
	return d
}

// parseWeight reads a weight that is given.
func parseWeight(text Number) (decimal.Decimal, *Problem) {
	d, p := parseDecimal(string(text))
	if p == nil && d.Sign() < 0 {
		p = fault(ErrWeight, "negative_weight", "weight", text)
		p.Allowed = words.New("or_more")
	}
	return d, p
}

// uses adds the KPIs that objectives use from elsewhere, and checks the weights of all siblings.
func (c *compiler) uses() {
	for _, pending := range c.pending {
		self := &c.card.nodes[pending.objective]
		seen := map[string]bool{}
		for i, use := range pending.uses {
			path := at(pending.path, "uses", i)
			weight := c.weight(path, self.ref, use.Weight)
			if !c.known(path+"/kpi", self.ref, KPIRef(use.KPI)) {
				continue
			}
			kpi := c.card.index[KPIRef(use.KPI)]
			if seen[use.KPI] || c.card.nodes[kpi].parent == pending.objective {
				p := fault(ErrDuplicate, "kpi_twice_in_objective", "kpi", use.KPI)
				c.report(path+"/kpi", self.ref, p)
				continue
			}
			seen[use.KPI] = true
			self.children = append(self.children, child{kpi, weight})
		}
		c.siblings(pending.objective, pending.path, "kpis")
		c.aggregatorFor(pending.objective, pending.path)
	}
}

// siblings checks the weights below a parent.
func (c *compiler) siblings(self int, path Pointer, field string) {
	if p := c.card.nodes[self].weighing(words.Phrase{}); p != nil {
		c.report(path+Pointer("/"+field), c.card.nodes[self].ref, p)
	}
}

// weighing returns what is wrong with the weights of a node's children; where names them.
func (n *node) weighing(where words.Phrase) *Problem {
	if len(n.children) == 0 {
		return nil
	}
	var total decimal.Decimal
	for _, ch := range n.children {
		total = total.Add(ch.weight)
	}
	var p *Problem
	switch {
	case total.IsZero():
		p = fault(ErrWeight, "weights_all_zero", "below", where)
		p.Allowed = words.New("at_least_one_weight_above")
	case n.traits.percent && !total.Equal(decimal.New(100, 0)):
		p = fault(ErrWeight, "weights_not_hundred", "below", where, "sum", total)
		p.Allowed = words.New("hundred_under_weighted_sum")
	}
	return p
}

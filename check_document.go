package bsc

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/strictjson"
)

// Form and meaning of a document in one pass, for editors.

// CheckDocument returns everything that is wrong with the JSON of a definition, in the order of the document: what
// ParseDefinition finds wrong in its form, and what Check finds wrong in its meaning, problems and warnings, each with
// line, column and end. The definition is nil unless the form is right.
//
// Where the form is wrong, the meaning of the rest is checked. What may only follow from the wrong form is not listed, so
// all that is listed is true, and there may be more once the form is mended:
//
//   - A reference to nothing is listed unless a node of its kind may be hidden: its id is unreadable, or its list is, or
//     an unknown key stands where one of them is absent and may be meant.
//   - What is wrong with one value that can be read, such as a negative weight, a number out of bounds, an unknown policy
//     or an id used twice, is listed.
//   - All else that is wrong with a node, such as weights that do not add up or a missing target, is listed unless the form
//     is wrong in that node, in what it inherits from or in what is below it; nor, of a node that reads others, where it
//     is wrong in a KPI or a series; nor, of cycles and nodes without links, where it is wrong in what may be one.
//
// Of a document that is no JSON, too large or of an unknown schema, only that is listed.
func CheckDocument(document []byte, o *Options) (*Definition, Problems) {
	all := new(Options)
	if o != nil {
		*all = *o
	}
	all.Limits.Problems = math.MaxInt
	def := new(Definition)
	read := strictjson.UnmarshalRest(document, def, all.rules())
	form := problemsOf(read.Found, all)
	var meaning Problems
	if !read.Unreadable {
		if _, meaning = compile(def, all); len(form) > 0 {
			meaning = listOf(read, def).certain(meaning)
		}
		meaning.Locate(document, o)
	}
	if len(form) == 0 {
		return def, meaning.Limit(o)
	}
	found := append(form, meaning...)
	slices.SortStableFunc(found, func(a, b *Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
	return nil, found.Limit(o)
}

// gaps are what could not be read of a definition.
type gaps struct {
	def    *Definition
	read   strictjson.Rest
	paths  []string
	own    map[string]bool // nodes, by path, with a gap in what is not below another
	within map[string]bool // nodes with a gap in them or below
	hidden map[Kind]bool   // kinds of which there may be more nodes
	some   map[string]bool // lists with a gap in any of their nodes
	reads  bool            // some defaults have a policy with arguments, which may read KPIs
}

// prose lists fields that nothing else depends on.
func prose() []string {
	return []string{"name", "description", "owner", "source", "formula", "note", "author", "attributes", "symbol", "color"}
}

// nodeLists are the lists of nodes, with the kinds that stand in each and below.
func nodeLists() map[string][]Kind {
	return map[string][]Kind{
		"perspectives": {KindPerspective, KindObjective, KindKPI}, "objectives": {KindObjective, KindKPI}, "kpis": {KindKPI},
		"series": {KindSeries}, "themes": {KindTheme}, "initiatives": {KindInitiative}, "links": {},
	}
}

func listOf(read strictjson.Rest, def *Definition) *gaps {
	g := &gaps{def: def, read: read, own: map[string]bool{}, within: map[string]bool{}, hidden: map[Kind]bool{}, some: map[string]bool{}}
	for _, gap := range read.Gaps {
		g.paths = append(g.paths, gap.Pointer)
		node := nodeOf(gap.Pointer)
		field, inNode := strings.CutPrefix(gap.Pointer, node+"/")
		field, _, _ = strings.Cut(field, "/")
		for _, kind := range g.hides(gap, node, field, inNode) {
			g.hidden[kind] = true
		}
		if !gap.Unknown && slices.Contains(prose(), field) {
			continue
		}
		g.own[node] = true
		for up := node; ; up = nodeOf(up[:strings.LastIndexByte(up, '/')]) {
			g.within[up] = true
			if up == "" {
				break
			}
			g.some[listName(up)] = true
		}
	}
	for _, d := range g.defaults() {
		g.reads = g.reads || len(d.Scorer.Args)+len(d.Threshold.Args) > 0
	}
	return g
}

// defaults lists all defaults.
func (g *gaps) defaults() []*Defaults {
	all := []*Defaults{&g.def.Defaults}
	for i := range g.def.Perspectives {
		p := &g.def.Perspectives[i]
		all = append(all, &p.Defaults)
		for j := range p.Objectives {
			all = append(all, &p.Objectives[j].Defaults)
		}
	}
	return all
}

// hides lists the kinds of which a gap may hide nodes.
func (g *gaps) hides(gap strictjson.Gap, node, field string, inNode bool) []Kind {
	lists := nodeLists()
	own := lists[listName(node)] // of the node and what is below it
	if !inNode {
		return own // the node itself cannot be read
	}
	if !gap.Unknown {
		if field == "id" && len(own) > 0 {
			return own[:1]
		}
		if _, direct := strings.CutPrefix(gap.Pointer, node+"/"+field+"/"); !direct {
			return lists[field]
		}
		return nil
	}
	if gap.Pointer != node+"/"+field {
		return nil // in something else of the node
	}
	var kinds []Kind
	if len(own) > 0 && !gap.Has["id"] {
		kinds = append(kinds, own[0])
	}
	below := map[string][]string{"": {"perspectives", "series", "themes", "initiatives"}, "perspectives": {"objectives"}, "objectives": {"kpis"}}
	for _, list := range below[listName(node)] {
		if !gap.Has[list] {
			kinds = append(kinds, lists[list]...)
		}
	}
	return kinds
}

// nodeOf returns the path of the innermost node or link that a path is in; "" is the scorecard.
func nodeOf(path string) string {
	tokens := strings.Split(path, "/")[min(1, len(path)):]
	node, lists := "", []string{"perspectives", "series", "themes", "initiatives", "links"}
	for len(tokens) > 1 && slices.Contains(lists, tokens[0]) {
		if _, err := strconv.Atoi(tokens[1]); err != nil {
			break
		}
		node += "/" + tokens[0] + "/" + tokens[1]
		lists = map[string][]string{"perspectives": {"objectives"}, "objectives": {"kpis"}}[tokens[0]]
		tokens = tokens[2:]
	}
	return node
}

// listName returns the list that a node stands in; "" for the scorecard.
func listName(node string) string {
	tokens := strings.Split(node, "/")
	return tokens[max(0, len(tokens)-2)]
}

// certain returns those problems of the meaning that no gap can have caused.
func (g *gaps) certain(problems Problems) Problems {
	slices.Sort(g.paths)
	return slices.DeleteFunc(problems, func(p *Problem) bool { return !g.isCertain(p) })
}

func (g *gaps) isCertain(p *Problem) bool {
	path := string(p.Path)
	node := nodeOf(path)
	switch {
	case g.touches(path, node), slices.ContainsFunc(p.lacks, func(k Kind) bool { return g.hidden[k] }):
		return false
	case g.read.Has(path) && (len(p.lacks) > 0 || isOfValue(p, path)):
		return true
	case g.within[node] || g.inherits(node):
		return false
	case p.Code == ErrCycle, p.Code == ErrOrphan, listName(node) == "links" && p.Code == ErrFrequency:
		return !g.some["links"] && !g.hidden[KindObjective] && !g.some["kpis"] && !g.some["series"]
	}
	return !g.readsOthers(path, node) || !g.some["kpis"] && !g.some["series"] && !g.hidden[KindKPI] && !g.hidden[KindSeries]
}

// touches reports whether a gap is at a path or around it, or in it unless it is that of a node.
func (g *gaps) touches(path, node string) bool {
	for up := path; up != ""; up = up[:strings.LastIndexByte(up, '/')] {
		if _, at := slices.BinarySearch(g.paths, up); at {
			return true
		}
	}
	i, _ := slices.BinarySearch(g.paths, path+"/")
	return path != node && i < len(g.paths) && strings.HasPrefix(g.paths[i], path+"/")
}

// isOfValue reports whether a problem is one of the value at its path, or of that and another that are the same,
// whatever else the document says.
func isOfValue(p *Problem, path string) bool {
	field := path[strings.LastIndexByte(path, '/')+1:]
	switch p.Code {
	case ErrNumber, ErrID, ErrPolicyName, ErrSimilar, ErrSchema:
		return true
	case ErrWeight:
		return field == "weight"
	case ErrDuplicate:
		return field == "id" || field == "kpi"
	}
	return false
}

// inherits reports whether a node inherits from one with a gap of its own.
func (g *gaps) inherits(node string) bool {
	for node != "" {
		node = nodeOf(node[:strings.LastIndexByte(node, '/')])
		if g.own[node] {
			return true
		}
	}
	return false
}

// readsOthers reports whether what is said of a node may depend on KPIs and series elsewhere.
func (g *gaps) readsOthers(path, node string) bool {
	at := func(depth int) int {
		n, _ := strconv.Atoi(strings.Split(node, "/")[depth])
		return n
	}
	switch listName(node) {
	case "objectives":
		return g.reads || len(g.def.Perspectives[at(2)].Objectives[at(4)].Uses) > 0
	case "kpis":
		k := &g.def.Perspectives[at(2)].Objectives[at(4)].KPIs[at(6)]
		compares := slices.ContainsFunc(k.Targets, func(t Target) bool { return t.Against != "" })
		return g.reads || compares || !k.Calculator.IsZero() || len(k.Scorer.Args)+len(k.Threshold.Args) > 0
	}
	return g.reads && listName(node) == "series"
}

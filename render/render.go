// Package render draws scorecards and their strategy maps: SVG for browsers and reports, DOT for Graphviz,
// Mermaid and Markdown for documents, and text for a terminal.
//
//	err := render.View{Result: result}.MapSVG(w)
//
// An [Organisation] draws the result of a cascade: the tree of org units with their lights and coverage, a heat map of the
// org units against their objectives and KPIs, and a page for one of them.
//
//	err := render.Organisation{Result: result}.HeatMapSVG(w)
//
// A [Waterfall] draws why a score is another than before, of a bridge: a bar for each cause, for the largest parts, or for
// each step of a range. A [Tornado] draws how far a score would swing, around the score as it is.
//
//	err := render.Waterfall{Bridge: b}.SVG(w)
//	err := render.Tornado{Result: result, Swings: swings, Most: 10}.SVG(w)
//
// What a drawing says beside the host's own names is in the language of View.Words.
//
// The same input gives the same bytes. Names, units and symbols are the host's data and appear only as text,
// never as identifiers. They are escaped for the format, stripped of controls and invisible characters, and
// cut if they are long.
//
// A node that somebody has assessed shows its final rating beside the computed one: in brackets or, in SVG, in a frame of
// the class bsc-assessed. A legend, or a word beside it, says so.
//
// An SVG has no ids, styles, scripts or references. Several can stand in one page, under any content security
// policy. It has a fixed size in pixels, and a viewBox that lets a page scale it. Its groups have classes for
// a host's own styles and clicks: bsc-node for a box of the map, bsc-band for a perspective, bsc-link for a
// link, bsc-row for a line of the scorecard or an org unit, bsc-column and bsc-cell for those of a heat map, and bsc-heading
// for the title of a scorecard. A bar of a waterfall or tornado is a bsc-row: bsc-total for a score, bsc-up and bsc-down
// within it for a change, and beside it bsc-axis, bsc-limit and bsc-now. All but links have a data-ref, the text form of a
// bsc.Ref such as objective:17 or unit:north, and the change of one cause has a data-cause. Links have data-from and
// data-to. A front end that draws the map
// itself takes its coordinates from a [Layout].
//
// Each format has a file: mapsvg.go and cardsvg.go, dot.go, mermaid.go, markdown.go, terminal.go; of an organisation
// organisation.go, treesvg.go, treegraph.go, heatmap.go and page.go; of changes waterfall.go, waterfallsvg.go and
// tornado.go, on axis.go. What they say is in lines.go, labels.go, words.go and legend.go; plan.go and scene.go place the map, and layout.go gives the places away.
package render

import (
	"bytes"
	"io"
	"iter"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// MaxNodes is the largest number of nodes in a drawing.
const MaxNodes = 2000

// A View is what to draw: a scorecard as designed, its standing in a period, or its standing after earlier
// periods. It is plain data. The zero View has nothing to draw, which is an error. Many goroutines may draw
// one View.
type View struct {
	Card   *bsc.Scorecard // without scores; not needed with a Result or a Trend
	Result *bsc.Result    // with scores and ratings; not needed with a Trend
	Trend  *history.Trend // its last result, and how everything moved

	// Words are the language of all that is not the host's own; nil: English. Templates are one line each.
	Words words.Catalogue
}

// subject is a View with everything that drawings need.
type subject struct {
	speech  words.Catalogue
	card    *bsc.Scorecard
	result  *bsc.Result    // nil: no scores
	trend   *history.Trend // nil: no movements
	looks   map[bsc.Rating]look
	history map[bsc.Ref][]history.Point
	stands  map[bsc.Ref]standing // as asked for
}

// subject checks the view. The error is a *bsc.Problem with bsc.ErrInput.
func (v View) subject() (*subject, error) {
	s := &subject{speech: v.Words, card: v.Card, result: v.Result, trend: v.Trend, looks: map[bsc.Rating]look{}, history: map[bsc.Ref][]history.Point{}, stands: map[bsc.Ref]standing{}}
	if s.trend != nil {
		if results := s.trend.Results(); len(results) > 0 {
			s.result = results[len(results)-1]
		}
	}
	if s.result != nil && s.result.Scorecard() != nil {
		s.card = s.result.Scorecard()
	}
	if s.card == nil || len(s.card.Nodes()) == 0 {
		return nil, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("nothing_to_draw"), Allowed: words.New("drawable_view")}
	}
	for _, level := range s.card.Ratings() {
		s.looks[level.ID] = s.lookOf(level)
	}
	return s, nil
}

// tooMany is the error of a drawing with more nodes than anyone can read.
func tooMany(says string, n int) error {
	return &bsc.Problem{Code: bsc.ErrInput, Detail: words.New(says, "n", n), Allowed: words.New("at_most_n", "n", MaxNodes)}
}

// say says a phrase in the language of the view. Texts among its arguments are clean already.
func (s *subject) say(code string, args ...any) string {
	return s.speech.SayWith(words.New(code, args...), func(text string) string { return text })
}

// sayName says a name that the language may have a word for.
func (s *subject) sayName(name words.Phrase) string { return clean(s.speech.Say(name)) }

// title names the drawing. Its parts are isolated: the period comes last, whatever script a name is in.
func (s *subject) title() string {
	title := isolate(s.name(s.card.Ref()))
	if s.result == nil {
		return title
	}
	if unit := clean(s.result.OrgUnit()); unit != "" {
		title += ", " + isolate(unit)
	}
	return title + ", " + s.result.Period().String()
}

// name returns the name of a node, or its id if it has none.
func (s *subject) name(ref bsc.Ref) string {
	if name := clean(s.card.NameOf(ref)); name != "" {
		return name
	}
	return clean(ref.ID)
}

// points returns a node's history, which ends with what is drawn; none without a trend.
func (s *subject) points(ref bsc.Ref) []history.Point {
	if s.trend == nil {
		return nil
	}
	points, met := s.history[ref]
	if !met {
		for p := range s.trend.Of(ref) {
			points = append(points, p)
		}
		s.history[ref] = points
	}
	return points
}

// A look is the appearance of a rating.
type look struct {
	name  string
	sign  string // tells the rating without colour
	color string
}

func (s *subject) lookOf(level bsc.RatingLevel) look {
	name := orElse(clean(level.Name), clean(string(level.ID)))
	if slices.ContainsFunc(bsc.DefaultRatings(), func(own bsc.RatingLevel) bool { return own.ID == level.ID && own.Name == level.Name }) {
		name = s.sayName(words.Name("level", string(level.ID))) // the name is the library's
	}
	return look{name, shorten(orElse(clean(level.Symbol), name), 3), orElse(level.Color, none)}
}

// A standing describes a node's result in words and signs.
type standing struct {
	outcome bsc.Outcome
	rated   bool
	look    look   // of its rating
	judged  bool   // somebody has assessed it
	final   look   // then: of its final rating
	score   string // "–" if there is none
	why     string // why there is no score
	move    string // "↗ 2.5"; "" if unknown
	moving  string // the same in words
}

// standing describes a node; false if the view has no result.
func (s *subject) standing(ref bsc.Ref) (standing, bool) {
	if s.result == nil {
		return standing{}, false
	}
	if st, met := s.stands[ref]; met {
		return st, true
	}
	o, ok := s.result.Of(ref)
	if !ok {
		return standing{}, false
	}
	st := standing{outcome: o, look: look{color: none}, score: "–", why: clean(s.speech.Say(o.Reason))}
	if o.Score.Valid() {
		st.score = s.speech.Number(s.result.Display(ref, s.card.Scale().Places()))
	}
	if look, rated := s.looks[o.Rating]; rated {
		st.look, st.rated = look, true
	}
	if o.Assessment != nil {
		st.judged, st.final = true, look{name: s.say("without_rating"), sign: "–", color: none}
		if look, rated := s.looks[o.FinalRating]; rated {
			st.final = look
		}
	}
	if points := s.points(ref); len(points) > 0 {
		p := points[len(points)-1]
		if p.Period == s.result.Period() && p.Change.Valid {
			by := s.speech.Number(p.Change.Decimal.Abs().StringFixed(s.card.Scale().Places()))
			switch p.Movement {
			case history.Rising:
				st.move, st.moving = "↗ "+by, s.say("rising", "by", by)
			case history.Falling:
				st.move, st.moving = "↘ "+by, s.say("falling", "by", by)
			case history.Steady:
				st.move, st.moving = "→", s.say("steady")
			}
		}
	}
	s.stands[ref] = st
	return st, true
}

// assessed is what drawings call final ratings, which stand in brackets or in a frame beside the computed ones.
func (s *subject) assessed() string { return s.say("legend_assessed") }

// finalSign shows the final rating of a node that somebody has assessed; "" for others.
func (st standing) finalSign() string {
	if !st.judged {
		return ""
	}
	return "[" + isolate(st.final.sign) + "]"
}

// anyJudged reports whether somebody has assessed one of the nodes, so that the drawing has to say what that looks like.
func (s *subject) anyJudged(refs iter.Seq[bsc.Ref]) bool {
	for ref := range refs {
		if st, ok := s.standing(ref); ok && st.judged {
			return true
		}
	}
	return false
}

// sentence describes a standing.
func (s *subject) sentence(st standing) string {
	text := s.say("no_score")
	if st.why != "" {
		text = s.say("no_score_because", "why", st.why)
	}
	if st.score != "–" {
		text = s.say("score_is", "score", st.score)
	}
	if st.rated {
		text += ", " + st.look.name
	}
	if st.judged {
		text += ", " + s.say("assessed_as", "rating", st.final.name)
	}
	if st.moving != "" {
		text += ", " + st.moving
	}
	return text
}

// lagsCount returns the unit of delays, as codes name it.
func (s *subject) lagsCount() string {
	switch f := s.card.Frequency(); f {
	case "":
		return "period"
	case period.HalfYearly:
		return "half_year"
	default:
		return string(f)
	}
}

// lags names the unit of delays.
func (s *subject) lags() words.Phrase { return words.New("nouns." + s.lagsCount()) }

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// write writes a finished drawing to w in one call. It returns an error if w is nil or claims another length without
// an error.
func write(w io.Writer, drawing *bytes.Buffer) error {
	if w == nil {
		return &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("nothing_to_draw_into"), Allowed: words.New("a_writer")}
	}
	n, err := w.Write(drawing.Bytes())
	if err == nil && n != drawing.Len() {
		return io.ErrShortWrite
	}
	return err
}

// Package render draws scorecards and their strategy maps: as SVG for browsers and reports, DOT for
// Graphviz, Mermaid for documents that draw it, Markdown, and text for a terminal.
//
//	err := render.View{Result: result}.MapSVG(w)
//
// Drawings are the same to the byte for the same input. Names, units and symbols are the host's data
// and appear as text only: escaped for the format, without controls and invisible characters, cut
// where they are long, and never as an identifier.
//
// An SVG has no ids, styles, scripts or references, so that several may stand in one page, under any
// content security policy. It has a fixed size in pixels, and a viewBox, by which a page may scale it. For a host's own
// styles and clicks its groups have classes: bsc-node for a box of the map, bsc-band for a perspective,
// bsc-link for a link, bsc-row for a line of the scorecard, and bsc-heading for its title. All but links have a
// data-ref, the text form of a bsc.Ref such as objective:17; links have data-from and data-to.
package render

import (
	"bytes"
	"fmt"
	"io"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
)

// MaxNodes is the most nodes that a drawing has.
const MaxNodes = 2000

// A View is what is drawn: a scorecard as it is designed, as it stands in a period, or as it
// stands after others. It is plain data; the zero View has nothing to draw, which is an error.
// It may be drawn by many goroutines.
type View struct {
	Card   *bsc.Scorecard // without scores; not needed beside the others
	Result *bsc.Result    // with scores and ratings; not needed beside a Trend
	Trend  *history.Trend // its last result, and which way everything moved
}

// subject is a View with everything found out that drawings need.
type subject struct {
	card    *bsc.Scorecard
	result  *bsc.Result    // nil: no scores
	trend   *history.Trend // nil: no movements
	looks   map[bsc.Rating]look
	history map[bsc.Ref][]history.Point
}

// subject checks the view. The error is a *bsc.Problem with bsc.ErrInput.
func (v View) subject() (*subject, error) {
	s := &subject{card: v.Card, result: v.Result, trend: v.Trend, looks: map[bsc.Rating]look{}, history: map[bsc.Ref][]history.Point{}}
	if s.trend != nil {
		if results := s.trend.Results(); len(results) > 0 {
			s.result = results[len(results)-1]
		}
	}
	if s.result != nil && s.result.Scorecard() != nil {
		s.card = s.result.Scorecard()
	}
	if s.card == nil || len(s.card.Nodes()) == 0 {
		return nil, &bsc.Problem{Code: bsc.ErrInput, Detail: "nothing to draw", Allowed: "a View with a Card, a Result or a Trend"}
	}
	for _, level := range s.card.Ratings() {
		s.looks[level.ID] = lookOf(level)
	}
	return s, nil
}

// tooMany is the error of a drawing that would have more nodes than anyone can read.
func tooMany(what string, n int) error {
	return &bsc.Problem{Code: bsc.ErrInput, Detail: fmt.Sprintf("%d %s are too many to draw", n, what), Allowed: fmt.Sprintf("at most %d", MaxNodes)}
}

// title names the drawing. Its parts are isolated: the period stands last whatever script a name is in.
func (s *subject) title() string {
	title := isolate(s.name(s.card.Ref()))
	if s.result == nil {
		return title
	}
	if unit := clean(s.result.Unit()); unit != "" {
		title += ", " + isolate(unit)
	}
	return title + ", " + s.result.Period().String()
}

// name returns what a node is called: its id where it has no name.
func (s *subject) name(ref bsc.Ref) string {
	if name := clean(s.card.NameOf(ref)); name != "" {
		return name
	}
	return clean(ref.ID)
}

// points returns a node's history, the last point being what is drawn; none without a trend.
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

// A look is how a rating is shown.
type look struct {
	name  string
	sign  string // tells the rating without colour
	color string
}

func lookOf(level bsc.RatingLevel) look {
	name := orElse(clean(level.Name), clean(string(level.ID)))
	return look{name, shorten(orElse(clean(level.Symbol), name), 3), orElse(level.Color, none)}
}

// A standing is how a node stands, in words and signs.
type standing struct {
	outcome bsc.Outcome
	rated   bool
	look    look   // of its rating
	score   string // "–" where there is none
	why     string // there is no score
	move    string // "↗ 2.5"; "" where it is not known
	moving  string // the same in words
}

// standing describes a node; false where the view has no result.
func (s *subject) standing(ref bsc.Ref) (standing, bool) {
	if s.result == nil {
		return standing{}, false
	}
	o, ok := s.result.Of(ref)
	if !ok {
		return standing{}, false
	}
	st := standing{outcome: o, look: look{color: none}, score: "–", why: clean(o.Reason)}
	if o.Score.Valid() {
		st.score = o.Display(1)
	}
	if look, rated := s.looks[o.Rating]; rated {
		st.look, st.rated = look, true
	}
	if points := s.points(ref); len(points) > 0 {
		p := points[len(points)-1]
		if p.Period == s.result.Period() && p.Change.Valid {
			by := p.Change.Decimal.Abs().StringFixed(1)
			switch p.Movement {
			case history.Rising:
				st.move, st.moving = "↗ "+by, "rising by "+by
			case history.Falling:
				st.move, st.moving = "↘ "+by, "falling by "+by
			case history.Steady:
				st.move, st.moving = "→", "steady"
			}
		}
	}
	return st, true
}

// words describes a standing in a sentence.
func (st standing) words() string {
	text := "No score"
	if st.why != "" {
		text += ": " + st.why
	}
	if st.score != "–" {
		text = "Score " + st.score
	}
	if st.rated {
		text += ", " + st.look.name
	}
	if st.moving != "" {
		text += ", " + st.moving
	}
	return text
}

// lagsCount names what lags count in.
func (s *subject) lagsCount() string {
	switch f := s.card.Frequency(); f {
	case "":
		return "periods"
	case period.HalfYearly:
		return "half-years"
	default:
		return string(f) + "s"
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// write hands a finished drawing to w, at once. A writer that claims to have written less, or more than there
// is, without an error is in error.
func write(w io.Writer, drawing *bytes.Buffer) error {
	n, err := w.Write(drawing.Bytes())
	if err == nil && n != drawing.Len() {
		return io.ErrShortWrite
	}
	return err
}

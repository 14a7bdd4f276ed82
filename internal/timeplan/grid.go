package timeplan

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
)

// A Grid gives the periods of a kind places.
type Grid struct {
	rows.Grid
	Labels []almanac.Label
	places map[almanac.Label]int32
}

func newGrid(parts []measure.Part) *Grid {
	g := &Grid{places: make(map[almanac.Label]int32, len(parts))}
	for i := range parts {
		g.Labels, g.First = append(g.Labels, parts[i].Label), append(g.First, parts[i].Span.First)
		g.places[parts[i].Label] = int32(i)
	}
	g.First = append(g.First, parts[len(parts)-1].Span.Last+1)
	return g
}

// Place returns the place of a period; false if the grid lacks it.
func (g *Grid) Place(l almanac.Label) (int32, bool) {
	place, ok := g.places[l]
	return place, ok
}

// span returns the places of the parts that contain some of these days. The grid has them all.
func (g *Grid) span(days almanac.Span) rows.Range {
	from, begins := slices.BinarySearch(g.First, days.First)
	if !begins {
		from--
	}
	to, _ := slices.BinarySearch(g.First, days.Last+1)
	return rows.Range{From: int32(from), To: int32(to)}
}

// Within returns those of some places whose periods lie in an org unit's time, if only partly. A Last of 0 is for ever.
func (g *Grid) Within(of rows.Range, time almanac.Span) rows.Range {
	if time == (almanac.Span{}) {
		return of
	}
	for of.From < of.To && g.First[of.From+1] <= time.First {
		of.From++
	}
	for of.From < of.To && time.Last != 0 && g.First[of.To-1] > time.Last {
		of.To--
	}
	return of
}

// inARow returns the places of whole parts; false if they are not consecutive.
func (g *Grid) inARow(parts []measure.Part) (rows.Range, bool) {
	first, ok := g.places[parts[0].Label]
	for i := range parts {
		place, known := g.places[parts[i].Label]
		ok = ok && known && parts[i].Whole() && place == first+int32(i)
	}
	return rows.Range{From: first, To: first + int32(len(parts))}, ok
}

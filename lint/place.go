package lint

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/strictjson"
)

// at extends a path by a list and an index.
func at(path bsc.Pointer, list string, i int) bsc.Pointer {
	return path + bsc.Pointer("/"+list+"/"+strconv.Itoa(i))
}

// sort puts findings into document order, and at one place into the order of the rules.
func (r *Report) sort() {
	type placed struct {
		Finding
		place []int
	}
	place := strictjson.Places(reflect.TypeFor[bsc.Definition]())
	all := make([]placed, len(r.Findings))
	for i, f := range r.Findings {
		all[i] = placed{f, place(string(f.Path))}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return slices.Compare(a.place, b.place) })
	for i := range all {
		r.Findings[i] = all[i].Finding
	}
}

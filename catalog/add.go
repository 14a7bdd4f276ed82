package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// KPI returns the template as a KPI of a definition. Its description is the template's question. Its
// attribute "catalog" is the template's id, so that a host can find the pitfalls again.
//
// The host adds what only it knows: a target, an owner, a weight. If closer is better, the KPI also needs a
// scorer such as range. If it is calculated, the definition needs the template's Series; [Template.AddTo]
// adds both.
func (t Template) KPI() bsc.KPI {
	calculator := t.Calculator
	calculator.Args = slices.Clone(calculator.Args)
	return bsc.KPI{
		ID: t.ID, Name: t.Name, Description: t.Question, Unit: t.Unit, Formula: t.Formula,
		Direction: t.Direction, Timing: t.Timing, Frequency: t.Frequency, Rollup: t.Rollup,
		Calculator: calculator, Attributes: map[string]string{"catalog": t.ID},
	}
}

// AddTo appends the template's KPI to an objective, and the series that it reads and that are missing to the
// definition. A series already there may have another name and its own currency, but not another unit,
// frequency or roll-up.
//
// The error is a *bsc.Problem, and nothing is added: with bsc.ErrUnknownRef if there is no such objective,
// with bsc.ErrDuplicate if the id of the KPI is taken, or that of a series by a different series, and with
// bsc.ErrInput for a nil def.
func (t Template) AddTo(def *bsc.Definition, objective string) error {
	if def == nil {
		return &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("definition_nil")}
	}
	at, err := t.place(def, objective)
	if err != nil {
		return err
	}
	added, err := t.missing(def)
	if err != nil {
		return err
	}
	at.KPIs = append(at.KPIs, t.KPI())
	def.Series = append(def.Series, added...)
	return nil
}

// place returns the objective. The KPI's id must be free in the definition.
func (t Template) place(def *bsc.Definition, objective string) (*bsc.Objective, error) {
	var at *bsc.Objective
	for i := range def.Perspectives {
		for j := range def.Perspectives[i].Objectives {
			o := &def.Perspectives[i].Objectives[j]
			if o.ID == objective && at == nil {
				at = o
			}
			k := slices.IndexFunc(o.KPIs, func(k bsc.KPI) bool { return k.ID == t.ID })
			if k < 0 {
				continue
			}
			return nil, &bsc.Problem{
				Path: bsc.Pointer(fmt.Sprintf("/perspectives/%d/objectives/%d/kpis/%d", i, j, k)), Ref: bsc.KPIRef(t.ID),
				Code: bsc.ErrDuplicate, Detail: words.New("kpi_id_taken", "id", t.ID),
				Hint: words.New("use_kpi_or_other_id"),
			}
		}
	}
	if at == nil {
		return nil, &bsc.Problem{
			Ref: bsc.ObjectiveRef(objective), Code: bsc.ErrUnknownRef, Detail: words.New("no_such_objective"),
			Allowed: words.New("id_of_objective"),
		}
	}
	return at, nil
}

// missing returns the series that the definition does not have.
func (t Template) missing(def *bsc.Definition) ([]bsc.Series, error) {
	var missing []bsc.Series
	for _, s := range t.Series {
		i := slices.IndexFunc(def.Series, func(other bsc.Series) bool { return other.ID == s.ID })
		switch {
		case i < 0:
			s.Attributes = maps.Clone(s.Attributes)
			missing = append(missing, s)
		case !alike(s, def.Series[i]):
			return nil, &bsc.Problem{
				Path: bsc.Pointer("/series/" + strconv.Itoa(i)), Ref: bsc.SeriesRef(s.ID), Code: bsc.ErrDuplicate,
				Detail:  words.New("series_differs", "id", s.ID),
				Allowed: words.New("series_settings", "unit", s.Unit, "frequency", string(s.Frequency), "rollup", string(s.Rollup)),
				Hint:    words.New("give_series_other_id"),
			}
		}
	}
	return missing, nil
}

// alike reports whether the series of a template and one of a definition hold the same data.
func alike(s, other bsc.Series) bool {
	money := strings.Contains(s.Unit, "currency") // the host replaces it by its own
	return s.Frequency == other.Frequency && s.Rollup == other.Rollup && (money || s.Unit == other.Unit)
}

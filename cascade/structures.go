package cascade

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
)

// The cascades of a timeline, each made of the structure of a period.

// cascade returns the cascade of a period, which may be one that was made before.
func (t *Timeline) cascade(p period.Period, asOf time.Time, restated bool) (*Cascade, error) {
	if t == nil {
		return nil, notCompiled()
	}
	if lacking := t.lacking(p, asOf); lacking != nil {
		return nil, refuse(lacking)
	}
	m, problems := t.make(p, asOf, restated)
	if err := problems.Limit(t.options).Err(); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, t.nobody(p)
	}
	return m, nil
}

// made is a cascade with the organisation it was made of.
type made struct {
	rows     []*row // that rule and, of org units that have gone, those that ruled last
	units    int    // how many of them rule
	known    int    // how many versions are known
	restated bool
	cascade  *Cascade
}

// kept is how many cascades a Timeline keeps. It makes others again when they are asked for.
const kept = 4

// make returns the cascade of a period, and what is wrong with it; nil and no problems if there are no org units.
func (t *Timeline) make(p period.Period, asOf time.Time, restated bool) (*Cascade, bsc.Problems) {
	all := make([][]reign, len(t.rows))
	for i, rows := range t.rows {
		all[i] = reignsOf(rows, p, asOf)
	}
	key := made{known: t.knownBy(asOf), restated: restated}
	if key.rows, key.units = rulingOf(all); key.units == 0 {
		return nil, nil
	}
	if restated {
		key.rows = key.rows[:key.units]
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	for i, m := range t.recent {
		if m.known == key.known && m.units == key.units && m.restated == restated && slices.Equal(m.rows, key.rows) {
			t.recent = append(slices.Delete(t.recent, i, i+1), m)
			return m.cascade, nil
		}
	}
	b := &builder{units: unitsOf(key.rows[:key.units]), options: t.options, compiled: t.compiled}
	if !restated {
		b.past = pastOf(all, unitsOf(key.rows[key.units:]))
	}
	key.cascade = b.build()
	if b.problems.Err() != nil {
		return nil, placed(b.problems, key.rows)
	}
	key.cascade.warnings, key.cascade.others = placed(key.cascade.warnings, key.rows), t.cards
	if t.recent = append(t.recent, key); len(t.recent) > kept {
		t.recent = slices.Clone(t.recent[1:])
	}
	return key.cascade, b.problems
}

// knownBy returns how many versions were known at a moment.
func (t *Timeline) knownBy(asOf time.Time) (n int) {
	for i := range t.versions {
		if asOf.IsZero() || !t.versions[i].RecordedAt.After(asOf) {
			n++
		}
	}
	return n
}

// nobody is the error of a period in which there is no organisation.
func (t *Timeline) nobody(p period.Period) error {
	for _, rows := range t.rows {
		for i := range rows {
			if _, ok := rows[i].almanac.Span(p.Label()); ok {
				return refuse(fault(bsc.ErrPeriod, "no_org_unit_in_force", "period", p))
			}
		}
	}
	if len(t.rows) == 0 {
		return notCompiled()
	}
	return refuse(problemOf(period.Absent(t.rows[0][0].almanac, p)))
}

// lacking returns the problem of a period that no calendar of some org unit has, although the org unit is there by its
// last day. Without it that org unit would be left out.
func (t *Timeline) lacking(p period.Period, asOf time.Time) *bsc.Problem {
	last := almanac.Ever.First // the last day of the period
	var lost []*row
	for _, rows := range t.rows {
		has := false
		for i := range rows {
			if days, ok := rows[i].almanac.Span(p.Label()); ok {
				has, last = true, max(last, days.Last)
			}
		}
		there := slices.IndexFunc(rows, func(r row) bool { return !r.Gone && r.known(asOf) })
		if !has && there >= 0 {
			lost = append(lost, &rows[there])
		}
	}
	for _, r := range lost {
		if r.first <= last {
			absent := problemOf(period.Absent(r.almanac, p))
			absent.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: r.OrgUnit.ID}
			return absent
		}
	}
	return nil
}

// item returns the place in a list.
func item(i int) bsc.Pointer { return bsc.Pointer("/" + strconv.Itoa(i)) }

// placed translates the places of problems from org units to the versions that rule.
func placed(problems bsc.Problems, rows []*row) bsc.Problems {
	for _, p := range problems {
		rest, of := strings.CutPrefix(string(p.Path), "/units/")
		if !of {
			continue
		}
		unit, below, _ := strings.Cut(rest, "/")
		if i, err := strconv.Atoi(unit); err == nil && i < len(rows) {
			p.Path = item(rows[i].place) + "/unit"
			if below != "" {
				p.Path += bsc.Pointer("/" + below)
			}
		}
	}
	return problems
}

// sortVersions sorts problems into the order of the versions and of their settings.
func sortVersions(problems bsc.Problems) {
	strictjson.SortByPlace(reflect.TypeFor[[]Version](), problems, func(p *bsc.Problem) string { return string(p.Path) })
}

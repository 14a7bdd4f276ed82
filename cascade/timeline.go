package cascade

import (
	"cmp"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Version is how an org unit stands in the organisation from the first day of a period on, until a later version of it
// takes over. One for the same period with a later moment corrects it. It is plain data, a row of a host's organisation
// chart with its validity; a host reads a list of them with bsc.Unmarshal.
//
// A Version says all of the org unit. Nothing is taken from the one before it: state the contributions again when
// somebody moves, and an Until in every version that rules when it is over. What lies before the first version of an org
// unit does not apply to it, as before a Since.
type Version struct {
	From       period.Period `json:"from,omitzero"`        // of any size; zero: always
	RecordedAt time.Time     `json:"recorded_at,omitzero"` // when it was decided; zero: always known
	Note       string        `json:"note,omitempty"`       // why
	Author     string        `json:"author,omitempty"`     // who decided it
	// Gone means that the org unit is not in the organisation from then on, or was entered by mistake. Its values of
	// before still count where they did, and have their shares; it has no Result any more. One that has only ended has an
	// Until instead, and is still shown; a score that it contributes counts with its whole year until it is Gone.
	Gone    bool    `json:"gone,omitempty"`
	OrgUnit OrgUnit `json:"unit"` // all of it; where it is Gone, its ID will do
}

// A Timeline is an organisation over the years: people who join, move and leave, branches that are closed, regions that
// are split. Reported figures can be computed again from it, digit for digit, as of any moment. It is immutable and safe
// for concurrent use. The zero Timeline has no org units.
//
// A period is evaluated by its own structure, which is that on its last day: the cards, weights and parents of then, and
// the scores contributed then. Values count where they were at the time: in a year to date, each month has the
// contributions that were stated on its last day. Ann, who moved in July, has the sales until June in the old branch and
// those from July on in the new one. An org unit is there as the version of each month says, and not before its first: who
// leaves and comes back has both times, and what lies between does not apply. A score is not split: it counts where the org unit is now. See the past by another
// structure with Restated.
type Timeline struct {
	_        wire.As[[]Version]
	options  *bsc.Options
	versions []Version
	rows     [][]row // by org unit, in the order of their first versions; sorted by first days, then by moments
	warnings bsc.Problems
	cards    map[string][]*card // of the org units, each once

	lock     sync.Mutex
	compiled map[*bsc.Definition]*card
	recent   []made // the cascades made last
}

// NewTimeline compiles the versions, given in any order. The org units are in the order in which they first appear. The
// error is a *bsc.DefinitionError with everything wrong with any version, each problem with its place, as in /3/from,
// and with the structure after the last of them: those of New, as in /3/unit/contributes/0/to. Two versions of one org
// unit for the same period with the same moment are a problem, too. What does not fit together at another time is
// found when that is evaluated, or by Check.
func NewTimeline(versions []Version, o *bsc.Options) (*Timeline, error) {
	t := &Timeline{options: o, versions: slices.Clone(versions), compiled: map[*bsc.Definition]*card{}, cards: map[string][]*card{}}
	problems := t.read()
	if days := t.changes(); problems.Err() == nil {
		_, found := t.make(dayOf(new(almanac.Almanac), days[len(days)-1]), time.Time{}, false)
		problems = append(problems, found...)
	}
	sortVersions(problems)
	problems = problems.Limit(o)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	t.warnings = problems
	return t, nil
}

// Check returns what does not fit together in the structure of any time, as everything is known now: the problems of
// New, each with its place, and each once. It makes a cascade for every day on which the organisation changes.
func (t *Timeline) Check() bsc.Problems {
	if t == nil {
		return nil
	}
	var problems bsc.Problems
	said := map[string]bool{}
	for _, day := range t.changes() {
		_, found := t.make(dayOf(new(almanac.Almanac), day), time.Time{}, false)
		for _, p := range found {
			if text := p.Error(); !said[text] {
				said[text] = true
				problems = append(problems, p)
			}
		}
	}
	sortVersions(problems)
	return problems.Limit(t.options)
}

// Warnings returns what NewTimeline found doubtful but allowed; see Cascade.Warnings. One is of its own: values of the
// past do not count any more if the card of today lacks their KPI or series.
func (t *Timeline) Warnings() bsc.Problems {
	if t == nil {
		return nil
	}
	c := Cascade{warnings: t.warnings}
	return c.Warnings()
}

// Versions returns the versions in the order in which they were given.
func (t *Timeline) Versions() []Version {
	if t == nil {
		return nil
	}
	return slices.Clone(t.versions)
}

// read compiles the templates and sorts the versions by org units.
func (t *Timeline) read() (problems bsc.Problems) {
	units := map[string]int{}
	for i := range t.versions {
		v := &t.versions[i]
		r, wrong := t.row(i)
		for _, p := range wrong {
			p.Path, p.Ref = item(i)+p.Path, bsc.Ref{Kind: bsc.KindOrgUnit, ID: v.OrgUnit.ID}
			problems = append(problems, p)
		}
		at, known := units[v.OrgUnit.ID]
		if !known {
			at = len(t.rows)
			units[v.OrgUnit.ID] = at
			t.rows = append(t.rows, nil)
		}
		t.rows[at] = append(t.rows[at], r)
	}
	for _, rows := range t.rows {
		problems = append(problems, inOrder(rows)...)
	}
	if len(t.versions) == 0 {
		problems = append(problems, fault(bsc.ErrInput, "no_org_units"))
	}
	return problems
}

// wrongTime returns what is wrong with an org unit's first and last period.
func wrongTime(c *card, u *OrgUnit) bsc.Problems {
	_, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "u", Scorecard: c.Scorecard, Since: u.Since, Until: u.Until}}, nil)
	var refused *bsc.DefinitionError
	if !errors.As(err, &refused) {
		return nil
	}
	for _, p := range refused.Problems {
		p.Path = p.Path[len("/0"):]
	}
	return refused.Problems
}

// silent reports whether an org unit has a parent and contributes nothing.
func silent(r *row) bool {
	return !r.Gone && r.OrgUnit.Parent != "" && len(r.OrgUnit.Contributes) == 0
}

// row reads a version. The paths of its problems are relative to it.
func (t *Timeline) row(place int) (r row, problems bsc.Problems) {
	v := &t.versions[place]
	refuse := func(path bsc.Pointer, p *bsc.Problem) {
		if p != nil {
			p.Path = path
			problems = append(problems, p)
		}
	}
	limits := t.options.ResolvedLimits()
	refuse("/note", limits.CheckText("note", v.Note))
	refuse("/author", limits.CheckText("author", v.Author))
	refuse("/unit/id", checkID(v.OrgUnit.ID))
	r = row{Version: v, place: place, almanac: new(almanac.Almanac)}
	if v.Gone {
		return r, problems // it has the calendar of its other versions
	}
	b := &builder{options: t.options, units: []OrgUnit{v.OrgUnit}, compiled: t.compiled}
	if made := b.cardOf(0); made != nil {
		r.almanac = made.almanac
		if known := t.cards[v.OrgUnit.ID]; !slices.Contains(known, made) {
			t.cards[v.OrgUnit.ID] = append(known, made)
		}
		for _, p := range wrongTime(made, &v.OrgUnit) {
			refuse("/unit"+p.Path, p)
		}
	}
	for _, p := range b.problems {
		p.Path = "/unit" + p.Path[len(unitPath(0)):]
		problems = append(problems, p)
	}
	return r, problems
}

// inOrder finds the first days of an org unit's rows, and sorts them. It reports rows that no moment tells apart.
func inOrder(rows []row) (problems bsc.Problems) {
	refuse := func(r *row, path bsc.Pointer, p *bsc.Problem) {
		p.Path, p.Ref = item(r.place)+path, bsc.Ref{Kind: bsc.KindOrgUnit, ID: r.OrgUnit.ID}
		problems = append(problems, p)
	}
	there := max(0, slices.IndexFunc(rows, func(r row) bool { return !r.Gone }))
	for i := range rows {
		r := &rows[i]
		if r.Gone {
			r.almanac = rows[there].almanac
		}
		days, ok := r.almanac.Span(r.From.Label())
		if r.first = days.First; r.From.IsZero() {
			r.first = almanac.Ever.First
		} else if !ok {
			refuse(r, "/from", problemOf(period.Absent(r.almanac, r.From)))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.first, b.first), a.RecordedAt.Compare(b.RecordedAt))
	})
	for i := 1; i < len(rows); i++ {
		a, b := &rows[i-1], &rows[i]
		if silent(b) && !silent(a) && !a.Gone {
			p := fault(bsc.ErrInput, "contributes_no_more")
			p.Warning, p.Hint = true, words.New("state_contributions_again")
			refuse(b, "/unit/contributes", p)
		}
		if a.first == b.first && a.RecordedAt.Equal(b.RecordedAt) {
			p := fault(bsc.ErrConflict, "second_version_of_unit", "unit", b.OrgUnit.ID, "period", b.From)
			p.Hint = words.New("first_is", "place", item(a.place))
			refuse(b, "", p)
		}
	}
	return problems
}

// changes returns the days on which the organisation changes, in order.
func (t *Timeline) changes() []int {
	const early = 1 // a day that every calendar has
	var days []int
	for _, rows := range t.rows {
		for i := range rows {
			days = append(days, max(rows[i].first, early))
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// At returns the organisation of a period, as it was known at a moment; the zero moment means everything known. It has
// the structure on the period's last day, and knows what adds up to what in the periods before. Evaluate with it only
// periods that end while that structure holds; Timeline.Evaluate finds the right one.
//
// The error is a *bsc.InputError with ErrPeriod if there is no org unit then or the calendar of one lacks the period,
// and a *bsc.DefinitionError if what was known then does not fit together.
func (t *Timeline) At(p period.Period, asOf time.Time) (*Cascade, error) {
	return t.cascade(p, asOf, false)
}

// Restated is like At, for a cascade that has always been so: with it, any period is evaluated by the structure of p.
// To see last year by the structure of today, evaluate last year's periods with it.
func (t *Timeline) Restated(p period.Period, asOf time.Time) (*Cascade, error) {
	return t.cascade(p, asOf, true)
}

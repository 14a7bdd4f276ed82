package csvfile

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

func formOfTargets() form {
	return form{
		what:    "targets",
		columns: []string{"kpi", "value", "unit", "period", "baseline", "stretch", "floor", "phasing", "origin", "author"},
		needed:  []string{"kpi", "value"},
		values:  []string{"value", "baseline", "stretch", "floor"},
		usual:   []string{"target", "goal", "plan", "budget"},
		kpi:     func(text string) *bsc.Problem { return readKPI(text, new(string)) },
	}
}

// Targets reads the targets of org units from a CSV file with a header: kpi and value, and optionally unit, period,
// baseline, stretch, floor, phasing, origin and author, in any order, or what the dialect declares instead. They are
// the fields of a bsc.Target; a row without a period has a target for every period, and a row without numbers has none.
// A second target of a KPI and org unit is refused: TargetsByPeriod reads several.
//
// A target from a file takes the place of the definition's as a whole: what the file does not state, such as a baseline,
// there is none of. A target may have a sign, such as ≤3 or >= 95: see Dialect.Directions. The error is as that of
// Readings.
func (d Dialect) Targets(file io.Reader, o *bsc.Options) (bsc.TargetsByOrgUnit, error) {
	all := bsc.TargetsByOrgUnit{}
	err := d.readTargets(file, o, func(unit, kpi string, t bsc.Target) *bsc.Problem {
		if all[unit] == nil {
			all[unit] = bsc.OrgUnitTargets{}
		}
		if _, twice := all[unit][kpi]; twice {
			p := problem(bsc.ErrDuplicate, "second_target_of_kpi")
			p.Allowed, p.Hint = words.New("one_for_each_org_unit"), words.New("targets_by_period_reads_several")
			return p
		}
		all[unit][kpi] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// TargetsByPeriod is a bsc.TargetSource in memory for several periods, such as the budgets of org units by month. A
// target without a period is in force where none is stated for a period. Other than of bsc.TargetsByOrgUnit, no
// evaluation checks its KPIs; a loop finds those that are not on a card:
//
//	for key, target := range targets {
//		problems = append(problems, card.CheckTargets(bsc.OrgUnitTargets{key.KPI: target})...)
//	}
//
// The zero value has no targets. Fill it first: many goroutines may read it.
type TargetsByPeriod map[TargetKey]bsc.Target

// A TargetKey says what a target is for. The zero Period is every period.
type TargetKey struct {
	OrgUnit string        `json:"unit,omitempty"`
	KPI     string        `json:"kpi"`
	Period  period.Period `json:"period,omitzero"`
}

// MarshalJSON writes a list of targets, each with its unit and kpi, in their order and that of the periods.
func (t TargetsByPeriod) MarshalJSON() ([]byte, error) {
	type row struct {
		OrgUnit string `json:"unit,omitempty"`
		KPI     string `json:"kpi"`
		bsc.Target
	}
	rows := make([]row, 0, len(t))
	for key, target := range t {
		target.Period = key.Period
		rows = append(rows, row{key.OrgUnit, key.KPI, target})
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.OrgUnit, b.OrgUnit), cmp.Compare(a.KPI, b.KPI), cmp.Compare(a.Period.String(), b.Period.String()))
	})
	return wire.Marshal(rows)
}

// TargetsByPeriod reads what Targets reads, with any number of periods for each KPI and org unit: also a wide table with
// a column a month. A second target for the same period is refused.
func (d Dialect) TargetsByPeriod(file io.Reader, o *bsc.Options) (TargetsByPeriod, error) {
	all := TargetsByPeriod{}
	err := d.readTargets(file, o, func(unit, kpi string, t bsc.Target) *bsc.Problem {
		key := TargetKey{unit, kpi, t.Period}
		if _, twice := all[key]; twice {
			p := problem(bsc.ErrDuplicate, "second_target_of_kpi_for", "period", key.describe())
			p.Allowed = words.New("one_for_each_org_unit_and_period")
			return p
		}
		all[key] = t
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (k TargetKey) describe() any {
	if k.Period.IsZero() {
		return words.New("every_period")
	}
	return k.Period
}

// Target returns the org unit's target for the period of the query or, without one, for every period. A target whose
// own Period is zero has that of its key.
func (t TargetsByPeriod) Target(q bsc.Query) (bsc.Target, bool) {
	if q.Ref.Kind != bsc.KindKPI {
		return bsc.Target{}, false
	}
	target, ok := t[TargetKey{q.OrgUnit, q.Ref.ID, q.Period}]
	if !ok {
		target, ok = t[TargetKey{OrgUnit: q.OrgUnit, KPI: q.Ref.ID}]
		return target, ok
	}
	if target.Period.IsZero() {
		target.Period = q.Period
	}
	return target, true
}

// readTargets calls each with every target of a file.
func (d Dialect) readTargets(file io.Reader, o *bsc.Options, each func(unit, kpi string, t bsc.Target) *bsc.Problem) error {
	s, err := d.open(file, formOfTargets(), o)
	if err != nil {
		return err
	}
	for s.next() {
		s.targets(each)
	}
	return s.err()
}

// targets turns a row into targets. Each cell reports its own problem.
func (s *sheet) targets(each func(unit, kpi string, t bsc.Target) *bsc.Problem) {
	before := s.count
	var unit, kpi string
	var t bsc.Target
	s.read("kpi", func(text string) *bsc.Problem { return s.orTotal(text, readKPI(text, &kpi)) })
	s.read("unit", func(text string) *bsc.Problem { unit = text; return nil })
	s.read("period", func(text string) (p *bsc.Problem) {
		if text != "" {
			t.Period, p = s.period(text)
		}
		return p
	})
	s.read("phasing", func(text string) *bsc.Problem {
		if err := t.Phasing.Scan(text); err != nil {
			return problemOf(err)
		}
		return nil
	})
	s.read("origin", func(text string) *bsc.Problem { t.Origin = text; return nil })
	s.read("author", func(text string) *bsc.Problem { t.Author = text; return nil })
	s.read("baseline", func(text string) *bsc.Problem { return s.limit(text, kpi, &t.Baseline) })
	s.read("stretch", func(text string) *bsc.Problem { return s.limit(text, kpi, &t.Stretch) })
	s.read("floor", func(text string) *bsc.Problem { return s.limit(text, kpi, &t.Floor) })
	s.checkUnnamed()
	usable := s.count == before
	for _, of := range s.items {
		s.target(of, unit, kpi, t, usable, each)
	}
}

// target reads one target, and hands it on if all else of its row is usable.
func (s *sheet) target(of item, unit, kpi string, t bsc.Target, usable bool, each func(unit, kpi string, t bsc.Target) *bsc.Problem) {
	switch s.d.Across {
	case AcrossPeriods:
		t.Period = of.period
	case AcrossOrgUnits:
		unit = of.text
	case AcrossKPIs:
		_ = readKPI(of.text, &kpi) // the header was checked
	}
	before := s.count
	s.readAt("value", strings.TrimSpace(s.record[of.at]), of.at, func(text string) *bsc.Problem { return s.limit(text, kpi, &t.Value) })
	none := t.Value == "" && t.Baseline == "" && t.Stretch == "" && t.Floor == ""
	if !usable || none || s.count > before {
		return
	}
	if p := each(unit, kpi, t); p != nil {
		p.Ref = bsc.KPIRef(kpi)
		s.reportAt(of.at, p)
	}
}

// readKPI reads the id of a KPI, alone or as kpi:id.
func readKPI(text string, into *string) *bsc.Problem {
	var ref bsc.Ref
	if p := readMeasured(text, &ref); p != nil || ref.Kind != bsc.KindKPI {
		p := problem(bsc.ErrUnknownRef, "cannot_have_targets", "got", text)
		p.Allowed = words.New("id_of_kpi")
		return p
	}
	*into = ref.ID
	return nil
}

// limit reads a number of a target, which may have a sign such as ≤ before it.
func (s *sheet) limit(text, kpi string, into *bsc.Number) *bsc.Problem {
	number, says := cutSign(text)
	if says != "" && number == "" {
		return s.d.notNumber(text)
	}
	v, there, p := s.number(number)
	if p != nil || !there {
		return p
	}
	if says != "" && !s.d.IgnoreSigns {
		if p := s.d.checkSign(text, kpi, says); p != nil {
			return p
		}
	}
	*into = bsc.NumberOf(v)
	return nil
}

// cutSign takes a sign off a target; says is the direction it stands for, "" if there is none.
func cutSign(text string) (number string, says bsc.Direction) {
	for _, sign := range []struct {
		text string
		says bsc.Direction
	}{
		{"<=", bsc.DirectionLower},
		{"=<", bsc.DirectionLower},
		{"≤", bsc.DirectionLower},
		{"<", bsc.DirectionLower},
		{">=", bsc.DirectionHigher},
		{"=>", bsc.DirectionHigher},
		{"≥", bsc.DirectionHigher},
		{">", bsc.DirectionHigher},
	} {
		if number, ok := strings.CutPrefix(text, sign.text); ok {
			return strings.TrimLeftFunc(number, unicode.IsSpace), sign.says
		}
	}
	return text, ""
}

// checkSign says why a sign is refused: nothing is declared of signs, or it contradicts the KPI's direction.
func (d *Dialect) checkSign(text, kpi string, says bsc.Direction) *bsc.Problem {
	known, listed := d.Directions[kpi]
	direction, _ := better(known)
	switch {
	case !listed:
		p := problem(bsc.ErrDirection, "sign_says_direction", "target", text, "direction", words.Name("direction", string(says)))
		p.Allowed = words.New("number_alone")
		p.Hint = words.New("directions_check_signs", "kpi", kpi, "direction", says)
		return p
	case direction != says:
		p := problem(bsc.ErrDirection, "sign_says_direction", "target", text, "direction", words.Name("direction", string(says)))
		p.Allowed = words.New("direction_of_kpi", "direction", words.Name("direction", string(direction)))
		return p
	}
	return nil
}

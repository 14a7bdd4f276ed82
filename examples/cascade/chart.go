package main

import (
	"io/fs"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/examples/internal/table"
	"github.com/go-bsc/bsc/period"
)

// readChart makes a Version of every row of the organisation chart. Whoever has nobody below is a person.
func readChart(files fs.FS, template *bsc.Definition) ([]cascade.Version, error) {
	rows, err := table.Read(files, "units.csv", "unit", "name", "parent", "from", "since", "until", "recorded_at", "note")
	if err != nil {
		return nil, err
	}
	leads := map[string]bool{}
	for _, r := range rows {
		leads[r.Text("parent")] = true
	}
	var versions []cascade.Version
	for _, r := range rows {
		v, err := version(r)
		if err != nil {
			return nil, err
		}
		v.OrgUnit.Definition = template
		if v.OrgUnit.Parent != "" {
			v.OrgUnit.Contributes = upward()
		}
		if leads[v.OrgUnit.ID] { // only people are asked for their customers' satisfaction
			v.OrgUnit.Weights = map[bsc.Ref]bsc.Number{bsc.KPIRef("satisfaction"): "0"}
		}
		versions = append(versions, v)
	}
	return versions, nil
}

// version reads what a row says: how an org unit stands from a period on, and when that was recorded.
func version(r table.Row) (cascade.Version, error) {
	v := cascade.Version{
		Note:    r.Text("note"),
		OrgUnit: cascade.OrgUnit{ID: r.Text("unit"), Name: r.Text("name"), Parent: r.Text("parent")},
	}
	for _, cell := range []struct {
		column string
		period *period.Period // zero where the cell is empty
	}{{"from", &v.From}, {"since", &v.OrgUnit.Since}, {"until", &v.OrgUnit.Until}} {
		if err := cell.period.UnmarshalText([]byte(r.Text(cell.column))); err != nil {
			return v, r.Errorf("%s: %w", cell.column, err)
		}
	}
	if text := r.Text("recorded_at"); text != "" {
		var err error
		if v.RecordedAt, err = time.Parse(time.RFC3339, text); err != nil {
			return v, r.Errorf("recorded_at: %w", err)
		}
	}
	return v, nil
}

// upward is what every org unit contributes to the one above. Hours, revenue and jobs add up, and rates are ratios
// of sums. Satisfaction is a score that stands under the same objective above. Accidents are the company's, and
// everybody's.
func upward() []cascade.Contribution {
	same := func(mode cascade.Mode, ref bsc.Ref) cascade.Contribution {
		return cascade.Contribution{Mode: mode, From: ref, To: ref}
	}
	accidents := same(cascade.SharedMeasure, bsc.KPIRef("accidents"))
	accidents.OrgUnit = "company"
	return []cascade.Contribution{
		same(cascade.Additive, bsc.KPIRef("training")), same(cascade.Additive, revenue),
		same(cascade.Additive, bsc.SeriesRef("jobs")), same(cascade.Additive, bsc.SeriesRef("fixed")),
		same(cascade.Contributory, bsc.ObjectiveRef("delight")), accidents,
	}
}

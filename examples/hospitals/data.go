package main

import (
	"io/fs"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/examples/internal/table"
	"github.com/shopspring/decimal"
)

// A hospital is the input of its scorecard.
type hospital struct {
	id       string
	readings bsc.Actuals        // by KPI
	targets  bsc.OrgUnitTargets // by KPI
}

// A dataset is the contents of the four files.
type dataset struct {
	hospitals []*hospital // in the order in which the files name them
	published []figure
	byID      map[string]*hospital
	measures  map[string]measure
	seen      map[figureKey]bool
}

// readData reads the two files of inputs and the two of published results.
func readData(fsys fs.FS) (*dataset, error) {
	data := &dataset{byID: map[string]*hospital{}, measures: map[string]measure{}, seen: map[figureKey]bool{}}
	for _, m := range measures() {
		data.measures[m.id] = m
	}
	if err := data.readMeasures(fsys); err != nil {
		return nil, err
	}
	if err := data.readFacilities(fsys); err != nil {
		return nil, err
	}
	if err := data.readPublishedMeasures(fsys); err != nil {
		return nil, err
	}
	return data, data.readPublishedFacilities(fsys)
}

// hospital returns the hospital of a row, and adds it if it is new.
func (d *dataset) hospital(r table.Row) (*hospital, error) {
	id := r.Text("facility")
	if id == "" {
		return nil, r.Errorf("the facility is empty")
	}
	h, ok := d.byID[id]
	if !ok {
		h = &hospital{id: id, readings: bsc.Actuals{}, targets: bsc.OrgUnitTargets{}}
		d.byID[id] = h
		d.hospitals = append(d.hospitals, h)
	}
	return h, nil
}

// readMeasures reads readings and targets, a line for each hospital and measure. A measure that a hospital
// does not report has no line, or no performance.
func (d *dataset) readMeasures(fsys fs.FS) error {
	rows, err := table.Read(fsys, "measures_input.csv",
		"facility", "domain", "measure", "better", "threshold", "benchmark", "baseline", "performance", "floor")
	if err != nil {
		return err
	}
	for _, r := range rows {
		h, err := d.hospital(r)
		if err != nil {
			return err
		}
		m, err := d.measure(r)
		if err != nil {
			return err
		}
		if err := checkMeasure(m, r); err != nil {
			return err
		}
		if _, twice := h.targets[m.id]; twice {
			return r.Errorf("a second line for hospital %s and measure %s", h.id, m.id)
		}
		if err := h.add(m, r); err != nil {
			return err
		}
	}
	return nil
}

// measure returns the measure of a row.
func (d *dataset) measure(r table.Row) (measure, error) {
	m, ok := d.measures[measureID(r.Text("measure"))]
	if !ok {
		return m, r.Errorf("the scorecard has no measure %q", r.Text("measure"))
	}
	return m, nil
}

// checkMeasure refuses a measure that differs from the scorecard's.
func checkMeasure(m measure, r table.Row) error {
	if domain := r.Text("domain"); domain != m.domain {
		return r.Errorf("%s is in domain %q, and on the scorecard in %q", m.id, domain, m.domain)
	}
	if better := r.Text("better"); better != string(m.direction) {
		return r.Errorf("%s is better when %q, and on the scorecard when %q", m.id, better, m.direction)
	}
	return nil
}

// add stores a measure's reading and targets. An empty cell leaves its number unset.
func (h *hospital) add(m measure, r table.Row) error {
	cells := map[string]bsc.Number{}
	for _, column := range []string{"threshold", "benchmark", "baseline", "performance", "floor"} {
		d, err := r.Number(column)
		if err != nil {
			return err
		}
		if d.Valid {
			cells[column] = bsc.NumberOf(d.Decimal)
		}
		if d.Valid && column == "performance" {
			h.readings[m.id] = d.Decimal
		}
	}
	h.targets[m.id] = bsc.Target{
		Baseline: cells["baseline"],
		Floor:    cells["threshold"],
		Value:    cells["benchmark"],
	}
	if m.domain == "PC" {
		h.targets[consistencyID(m.id)] = bsc.Target{Baseline: cells["floor"], Value: cells["threshold"]}
	}
	return nil
}

// readFacilities reads the inputs by hospital: the points of the surgical-site infections, and the two halves
// of the experience domain, which are published results.
func (d *dataset) readFacilities(fsys fs.FS) error {
	rows, err := table.Read(fsys, "facility_input.csv",
		"facility", "combined_ssi_score", "hcahps_base_published", "hcahps_consistency_published")
	if err != nil {
		return err
	}
	for _, r := range rows {
		h, err := d.hospital(r)
		if err != nil {
			return err
		}
		points, err := r.Number("combined_ssi_score")
		if err != nil {
			return err
		}
		if points.Valid {
			h.readings[infections] = points.Decimal
		}
		// 80 points are all of the base and 20 all of the consistency: 100 on the scale.
		err = d.publish(r, "hcahps_base_published", figure{of: baseScores, ref: bsc.ObjectiveRef(base), unit: decimal.New(125, -2)})
		if err != nil {
			return err
		}
		err = d.publish(r, "hcahps_consistency_published", figure{of: consistencyScores, ref: bsc.ObjectiveRef(consistency), unit: decimal.New(5, 0)})
		if err != nil {
			return err
		}
	}
	return nil
}

// readPublishedMeasures reads the published score of each hospital and measure.
func (d *dataset) readPublishedMeasures(fsys fs.FS) error {
	rows, err := table.Read(fsys, "measures_expected.csv", "facility", "measure", "measure_score")
	if err != nil {
		return err
	}
	for _, r := range rows {
		m, err := d.measure(r)
		if err != nil {
			return err
		}
		err = d.publish(r, "measure_score", figure{of: measureScores, ref: bsc.KPIRef(m.id), unit: decimal.New(10, 0)})
		if err != nil {
			return err
		}
	}
	return nil
}

// readPublishedFacilities reads the published scores of each hospital's domains, their contributions to the
// total, and the total.
func (d *dataset) readPublishedFacilities(fsys fs.FS) error {
	domains := []string{clinical, experience, safety, efficiency}
	columns := []string{"facility", "total_performance_score"}
	for _, domain := range domains {
		columns = append(columns, domain, "w_"+domain)
	}
	rows, err := table.Read(fsys, "facility_expected.csv", columns...)
	if err != nil {
		return err
	}
	one, total := decimal.New(1, 0), bsc.Ref{Kind: bsc.KindScorecard, ID: scorecardID}
	for _, r := range rows {
		for _, domain := range domains {
			if err := d.publish(r, domain, figure{of: domainScores, ref: bsc.PerspectiveRef(domain), unit: one}); err != nil {
				return err
			}
			if err := d.publish(r, "w_"+domain, figure{of: weightedScores, ref: bsc.PerspectiveRef(domain), unit: one}); err != nil {
				return err
			}
		}
		if err := d.publish(r, "total_performance_score", figure{of: totalScores, ref: total, unit: one}); err != nil {
			return err
		}
	}
	return nil
}

// publish stores one published figure for the comparison.
func (d *dataset) publish(r table.Row, column string, f figure) error {
	published, err := r.Number(column)
	if err != nil {
		return err
	}
	f.hospital = r.Text("facility")
	key := figureKey{f.hospital, f.of, f.ref}
	if d.seen[key] {
		return r.Errorf("a second line for hospital %s and %s", f.hospital, f.ref)
	}
	d.seen[key] = true
	f.published, f.place = published, r.Place()
	d.published = append(d.published, f)
	return nil
}

package csvfile

import (
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

func formOfReadings() form {
	return form{
		what:    "readings",
		columns: []string{"kpi", "period", "value", "label", "unit", "state", "recorded_at", "note", "author"},
		needed:  []string{"kpi", "period", "value"},
		values:  []string{"value", "label"},
		usual:   []string{"actual", "amount", "result"},
		kpi:     func(text string) *bsc.Problem { return readMeasured(text, new(bsc.Ref)) },
	}
}

// Readings reads facts from a CSV file with a header: kpi, period and value, and optionally label, unit, state,
// recorded_at (RFC 3339), note and author, in any order, or what the dialect declares instead. The kpi column holds a
// KPI's id, or "series:id" for a series; the unit column holds an org unit. A row with neither a value nor a label is
// no reading, unless its state is not_applicable or not_due. Neither is an empty cell of a wide table.
//
// It reads the whole file first. The error is a *bsc.InputError with every problem, each with its line and column; then
// there are no readings. It holds the error of the reader, for errors.Is, if the file cannot be read. The Limits of the
// options bound what a file may hold.
func (d Dialect) Readings(file io.Reader, o *bsc.Options) (*bsc.Readings, error) {
	readings := new(bsc.Readings)
	if err := d.AddReadings(readings, file, time.Time{}, o); err != nil {
		return nil, err
	}
	return readings, nil
}

// AddReadings adds the facts of a CSV file, read as Readings does, to those that are there. Rows without recorded_at
// get the given moment, such as that of the delivery; the zero time means known at any moment. The error is that of
// Readings, also for a row that contradicts what is there already. Then nothing is added.
func (d Dialect) AddReadings(to *bsc.Readings, file io.Reader, recordedAt time.Time, o *bsc.Options) error {
	if to == nil {
		return refused(problem(bsc.ErrInput, "readings_nil"))
	}
	s, err := d.open(file, formOfReadings(), o)
	if err != nil {
		return err
	}
	batch := to.Batch(o)
	for s.next() {
		s.addFacts(batch, recordedAt)
	}
	if err := s.err(); err != nil {
		return err
	}
	return batch.Commit()
}

// addFacts turns a row into facts. Each cell reports its own problem.
func (s *sheet) addFacts(batch *bsc.Batch, recordedAt time.Time) {
	before := s.count
	f := bsc.Fact{Reading: bsc.Reading{RecordedAt: recordedAt}}
	s.read("kpi", func(text string) *bsc.Problem { return s.orTotal(text, readMeasured(text, &f.Ref)) })
	s.read("period", func(text string) (p *bsc.Problem) { f.Period, p = s.period(text); return p })
	s.read("label", func(text string) *bsc.Problem { f.Label = text; return nil })
	s.read("unit", func(text string) *bsc.Problem { f.OrgUnit = text; return nil })
	s.read("state", func(text string) *bsc.Problem { return readState(text, &f.State) })
	s.read("recorded_at", func(text string) *bsc.Problem { return readMoment(text, &f.RecordedAt) })
	s.read("note", func(text string) *bsc.Problem { f.Note = text; return nil })
	s.read("author", func(text string) *bsc.Problem { f.Author = text; return nil })
	s.checkUnnamed()
	usable := s.count == before
	for _, of := range s.items {
		one := f
		if there := s.value(of, &one); there && usable {
			s.addFact(batch, one, of)
		}
	}
}

// value reads a value into a fact; false if there is no reading, or none that can be read.
func (s *sheet) value(of item, f *bsc.Fact) (there bool) {
	before := s.count
	s.readAt("value", strings.TrimSpace(s.record[of.at]), of.at, func(text string) (p *bsc.Problem) {
		if slices.Contains(s.d.NotApplicable, text) && (f.State == "" || f.State == bsc.StateNotApplicable) {
			f.State = bsc.StateNotApplicable
			return nil
		}
		f.Value, there, p = s.number(text)
		return p
	})
	switch s.d.Across {
	case AcrossPeriods:
		f.Period = of.period
	case AcrossOrgUnits:
		f.OrgUnit = of.text
	case AcrossKPIs:
		_ = readMeasured(of.text, &f.Ref) // the header was checked
	}
	stated := f.Label != "" || f.State == bsc.StateNotApplicable || f.State == bsc.StateNotDue
	return s.count == before && (there || stated)
}

func (s *sheet) addFact(batch *bsc.Batch, f bsc.Fact, of item) {
	p := batch.Add(f)
	if p == nil {
		return
	}
	if _, told := s.places["unit"]; !told && p.Code == bsc.ErrConflict && s.d.Across != AcrossOrgUnits {
		p.Hint = words.New("if_of_different_org_units")
	}
	if s.d.Across == "" {
		of.at = 0
	}
	s.reportAt(of.at, p)
}

// readMeasured reads what has readings: a bare id is a KPI.
func readMeasured(text string, into *bsc.Ref) *bsc.Problem {
	*into = bsc.ParseRef(text)
	if *into == bsc.ObjectiveRef(text) { // it names no kind
		*into = bsc.KPIRef(text)
	}
	if into.Kind != bsc.KindKPI && into.Kind != bsc.KindSeries || into.ID == "" {
		p := problem(bsc.ErrUnknownRef, "cannot_readings", "what", text)
		p.Allowed = words.New("id_of_kpi_or_named_series")
		return p
	}
	return nil
}

func readState(text string, into *bsc.State) *bsc.Problem {
	if err := into.Scan(text); err != nil {
		return problemOf(err)
	}
	return nil
}

func readMoment(text string, into *time.Time) *bsc.Problem {
	if text == "" {
		return nil
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		p := problem(bsc.ErrValue, "no_moment", "got", text)
		p.Allowed = words.New("moment_form")
		return p
	}
	*into = moment
	return nil
}

package bsc

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc/period"
)

// Readings from CSV files, and the loader that all files of readings share.

// csvColumns are the columns ReadCSV knows; the first three must be there.
func csvColumns() []string {
	return []string{"kpi", "period", "value", "label", "unit", "state", "recorded_at", "note"}
}

// ReadCSV reads facts from a CSV file with a header: kpi, period and value, and
// optionally label, unit, state, recorded_at (RFC 3339) and note, in any order. The kpi
// column holds a KPI's id, or "series:id" for a series. A line with neither a value nor
// a label is no reading, and is skipped unless its state is not_applicable or not_due.
//
// It reads the whole file before it judges: the error is an *InputError with every
// problem, each with its line and column; then there are no readings. What a file may hold is bounded by
// the Limits of the options.
func ReadCSV(r io.Reader, o *Options) (*Readings, error) {
	readings := new(Readings)
	if err := readings.AddCSV(r, time.Time{}, o); err != nil {
		return nil, err
	}
	return readings, nil
}

// AddCSV adds the facts of a CSV file, of the form that ReadCSV reads. Lines that do not
// say when they were recorded get the given moment, such as that of the delivery; the zero
// time is always. The error is that of ReadCSV, also for a line that contradicts what is
// there already; then nothing is added.
func (r *Readings) AddCSV(file io.Reader, recordedAt time.Time, o *Options) error {
	l := newFactLoader(r, o)
	reader := csv.NewReader(&boundedReader{file, l.limits.Bytes})
	reader.FieldsPerRecord = -1
	c := csvReader{Reader: reader, factLoader: l, recordedAt: recordedAt}
	if err := c.readAll(); err != nil {
		return err
	}
	return l.into(r)
}

type csvReader struct {
	*csv.Reader
	*factLoader
	columns    map[string]int
	width      int
	recordedAt time.Time // of lines that do not say
}

// A boundedReader fails where there is more to read than allowed.
type boundedReader struct {
	io.Reader
	left int
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

var errTooLarge = errors.New("the file is too large")

func (c *csvReader) readAll() error {
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			if c.columns == nil {
				c.report(1, 1, fault(ErrSyntax, "the file is empty"), "a header line such as kpi,period,value")
			}
			return nil
		}
		if errors.Is(err, errTooLarge) {
			c.collector = collector{most: c.most} // what was read of it does not matter
			c.add(tooLarge(c.limits.Bytes))
			return nil
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			p := fault(ErrSyntax, "a quotation mark is out of place")
			c.report(parse.Line, parse.Column, p, `a field with quotation marks written "so ""quoted"" inside"`)
			return nil // what follows cannot be trusted
		}
		if err != nil {
			return err
		}
		if c.columns == nil {
			if c.header(record); c.errors > 0 {
				return nil
			}
			continue
		}
		c.record(record)
	}
}

func (c *csvReader) header(record []string) {
	c.columns, c.width = map[string]int{}, len(record)
	record[0] = strings.TrimPrefix(record[0], "\ufeff") // a byte order mark, as spreadsheets write it
	for i, name := range record {
		name = strings.TrimSpace(name)
		line, col := c.FieldPos(i)
		if _, twice := c.columns[name]; twice {
			c.report(line, col, fault(ErrDuplicate, "column %s stands twice", quote(name)), "")
		}
		if !slices.Contains(csvColumns(), name) {
			p := fault(ErrSyntax, "unknown column %s", quote(name))
			p.Hint = didYouMean(name, csvColumns())
			c.report(line, col, p, strings.Join(csvColumns(), ", "))
		}
		c.columns[name] = i
	}
	for _, name := range csvColumns()[:3] {
		if _, ok := c.columns[name]; !ok {
			c.report(1, 1, fault(ErrSyntax, "column %s is missing", quote(name)), "")
		}
	}
}

func (c *csvReader) report(line, col int, p *Problem, allowed string) {
	p.Line, p.Col = line, col
	if p.Allowed == "" {
		p.Allowed = allowed
	}
	c.add(p)
}

// record turns one line into a fact. Each field reports its own problem.
func (c *csvReader) record(record []string) {
	line, col := c.FieldPos(0)
	if len(record) != c.width {
		c.report(line, col, fault(ErrSyntax, "%d fields where the header has %d", len(record), c.width), "")
		return
	}
	before := c.errors
	field := func(name string, read func(text string) *Problem) {
		i, ok := c.columns[name]
		if !ok {
			return
		}
		text := strings.TrimSpace(record[i])
		p := c.limits.field(name, text)
		if p == nil {
			p = read(text)
		}
		if p != nil {
			line, col := c.FieldPos(i)
			c.report(line, col, p, "")
		}
	}
	f := Fact{Reading: Reading{RecordedAt: c.recordedAt}}
	var empty bool
	field("kpi", func(s string) *Problem { return parseMeasured(s, &f.Ref) })
	field("period", func(s string) *Problem { return parseInto(&f.Period, s) })
	field("value", func(s string) (p *Problem) {
		if empty = s == ""; !empty {
			f.Value, p = parseDecimal(s)
		}
		return p
	})
	field("label", func(s string) *Problem { f.Label = s; return nil })
	field("unit", func(s string) *Problem { f.Unit = s; return nil })
	field("state", func(s string) *Problem { f.State = State(s); return checkReading(&f.Reading) })
	field("recorded_at", func(s string) *Problem { return parseMoment(s, &f.RecordedAt) })
	field("note", func(s string) *Problem { f.Note = s; return nil })
	noReading := empty && f.Label == "" && f.State != StateNotApplicable && f.State != StateNotDue
	if c.errors > before || noReading {
		return
	}
	if p := c.load(f); p != nil {
		c.report(line, col, p, "")
	}
}

// parseMeasured reads the kpi column: a bare id is a KPI.
func parseMeasured(text string, into *Ref) *Problem {
	var ok bool
	if *into, ok = cutKind(text); !ok {
		*into = KPIRef(text)
	}
	if into.Kind != KindKPI && into.Kind != KindSeries || into.ID == "" {
		p := fault(ErrUnknownKPI, "%s cannot have readings", quote(text))
		p.Allowed = "the id of a KPI, or series: and the id of a series"
		return p
	}
	return nil
}

func parseInto(into *period.Period, text string) *Problem {
	p, err := period.Parse(text)
	if err != nil {
		return ownProblem(err)
	}
	*into = p
	return nil
}

func parseMoment(text string, into *time.Time) *Problem {
	if text == "" {
		return nil
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return notMoment(quote(text))
	}
	*into = moment
	return nil
}

// A measured is what facts are of.
type measured struct {
	unit string
	ref  Ref
}

// A factLoader adds the facts of a file to readings, all or none.
type factLoader struct {
	collector
	limits   Limits
	readings *Readings
	adder    adder
	counts   map[measured]int
}

func newFactLoader(to *Readings, o *Options) *factLoader {
	l := &factLoader{limits: o.limits(), readings: to.clone(), counts: map[measured]int{}}
	l.most, l.adder.to = l.limits.Problems, l.readings
	for key, year := range l.readings.years {
		for _, known := range year.known {
			l.counts[measured{key.unit, key.ref}] += len(known)
		}
	}
	return l
}

func (l *factLoader) load(f Fact) *Problem {
	of := measured{f.Unit, f.Ref}
	if l.counts[of] >= l.limits.Facts {
		p := fault(ErrLimit, "too many readings of %s", quote(f.Ref.String()))
		p.Allowed, p.Ref = fmt.Sprintf("at most %d", l.limits.Facts), f.Ref
		return p
	}
	l.counts[of]++
	p := l.adder.add(f)
	if p != nil {
		p.Ref = f.Ref
	}
	return p
}

// into makes r what was loaded, if nothing is wrong with it.
func (l *factLoader) into(r *Readings) error {
	if l.errors > 0 {
		slices.SortStableFunc(l.problems, func(a, b *Problem) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
		})
		return &InputError{Problems: l.list()}
	}
	l.adder.finish()
	*r = *l.readings
	return nil
}

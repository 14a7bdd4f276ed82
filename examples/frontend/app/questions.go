package app

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/schema"
	"github.com/go-bsc/bsc/words"
)

// A question is what the page sends: what it looks at, and what it supposes.
type question struct {
	Period    period.Period `json:"period,omitzero"` // zero: the latest
	AsOf      time.Time     `json:"as_of,omitzero"`  // zero: everything known
	Ref       bsc.Ref       `json:"ref,omitzero"`
	Readings  *bsc.Readings `json:"readings,omitempty"` // what if these were the readings? or, to record them
	Overrides bsc.Overrides `json:"overrides,omitzero"` // what if these were the weights or targets?
	Points    bsc.Number    `json:"points,omitempty"`   // what if the score changed by so many?
	Text      string        `json:"text,omitempty"`     // a definition, a CSV file or the name of a language
	Commas    bool          `json:"commas,omitempty"`   // the CSV file is one with decimal commas
}

// questions are all that the page can ask.
func questions() map[string]func(*App, question) (any, error) {
	return map[string]func(*App, question) (any, error){
		"report":  evaluated(func(r *bsc.Result, _ question) (any, error) { return report.Of(r), nil }),
		"layout":  evaluated(func(r *bsc.Result, _ question) (any, error) { return render.View{Result: r}.Layout() }),
		"explain": evaluated(func(r *bsc.Result, q question) (any, error) { return report.Explain(r, q.Ref) }),
		"what_if": evaluated(func(r *bsc.Result, q question) (any, error) {
			points, err := q.Points.Decimal()
			if err != nil {
				return nil, err
			}
			return impact.WhatIf(r, q.Ref, points, 12)
		}),
		"trend":      trend,
		"definition": func(a *App, _ question) (any, error) { return a.current().definition, nil },
		"schema":     func(*App, question) (any, error) { return json.RawMessage(schema.Definition()), nil },
		"check":      check,
		"words":      catalogue,
		"save":       save,
		"upload":     upload,
		"record":     record,
	}
}

// catalogue answers with the library's words in a language, to which the page adds its own.
func catalogue(_ *App, q question) (any, error) {
	if q.Text == "de" {
		return words.German(), nil
	}
	return words.English(), nil
}

// current returns the state as it is now.
func (a *App) current() state {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.state
}

// input returns what a question is about: a scorecard, and what to evaluate it on.
func (s state) input(q question) (*bsc.Scorecard, bsc.Input, error) {
	in := bsc.Input{Period: q.Period, Readings: s.readings, AsOf: q.AsOf}
	if q.Readings != nil {
		in.Readings = supposed{q.Readings, s.readings}
	}
	if in.Period.IsZero() {
		in.Period = s.latest
	}
	card, err := s.card.With(q.Overrides)
	return card, in, err
}

// supposed are readings in which a supposition takes precedence.
type supposed struct{ what, known *bsc.Readings }

func (s supposed) Reading(q bsc.Query) (bsc.Reading, bool) {
	if r, ok := s.what.Reading(q); ok {
		return r, true
	}
	return s.known.Reading(q)
}

// evaluated makes a question of one about a result.
func evaluated(about func(*bsc.Result, question) (any, error)) func(*App, question) (any, error) {
	return func(a *App, q question) (any, error) {
		card, in, err := a.current().input(q)
		if err != nil {
			return nil, err
		}
		result, err := card.Evaluate(in)
		if err != nil {
			return nil, err
		}
		return about(result, q)
	}
}

// trend answers with the twelve periods that end with the one asked for.
func trend(a *App, q question) (any, error) {
	card, in, err := a.current().input(q)
	if err != nil {
		return nil, err
	}
	return history.Last(card, 12, in)
}

// check lists what is wrong with a definition.
func check(_ *App, q question) (any, error) {
	_, problems := bsc.CheckDocument([]byte(q.Text), browser())
	return problems, nil
}

// save takes a definition in place of the one there is.
func save(a *App, q question) (any, error) {
	def, problems := bsc.CheckDocument([]byte(q.Text), browser())
	if err := problems.Err(); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.replace(def, a.readings); err != nil {
		return nil, err
	}
	a.notify(bsc.Notice{})
	return problems, nil // warnings
}

// upload adds a file of readings to those that are there, or none of it.
func upload(a *App, q question) (any, error) {
	dialect := csvfile.Dialect{}
	if q.Commas {
		dialect = csvfile.Dialect{Separator: ';', Decimal: ',', Thousands: '.'}
	}
	file := new(bsc.Readings)
	if err := dialect.AddReadings(file, strings.NewReader(q.Text), a.moment(), browser()); err != nil {
		return nil, err
	}
	return bsc.Problems{}, a.add(file.Facts())
}

// record adds readings that somebody has entered.
func record(a *App, q question) (any, error) {
	facts, now := q.Readings.Facts(), a.moment()
	for i := range facts {
		facts[i].RecordedAt = now
	}
	return bsc.Problems{}, a.add(facts)
}

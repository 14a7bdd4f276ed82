package main

import (
	"database/sql"
	_ "embed"
	"errors"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	_ "modernc.org/sqlite"
)

//go:embed tables.sql
var tablesSQL string

// The scorecard of every job, without its goals.
//
//go:embed card.json
var cardJSON []byte

// A person is one row of the company's list.
type person struct {
	ID, Name, Manager, Job, Grade string
	Since, Until                  period.Period
}

// A company is what the tables hold.
type company struct {
	people   []person
	jobs     map[string]*bsc.Definition
	agreed   map[string]bsc.Overrides // by person: weights and targets
	readings bsc.Readings
	said     map[string][]bsc.Assessment // by person
}

// open opens a file, and fills one that is empty with the tables of the example.
func open(file string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // tables in memory are those of one connection
	var tables int
	if err = db.QueryRow("select count(*) from sqlite_master").Scan(&tables); err == nil && tables == 0 {
		_, err = db.Exec(tablesSQL)
	}
	return db, err
}

// load reads all tables.
func load(db *sql.DB) (*company, error) {
	c := &company{
		jobs: map[string]*bsc.Definition{}, agreed: map[string]bsc.Overrides{},
		said: map[string][]bsc.Assessment{},
	}
	return c, errors.Join(
		each(db, c.addPerson, "select id, name, coalesce(manager, ''), job, grade, since, until from person order by rowid"),
		each(db, c.addGoal, "select job, objective, id, name, unit, direction, frequency, rollup from goal order by rowid"),
		each(db, c.addAgreed, "select person, 'kpi:' || goal, weight, target from agreed"),
		each(db, c.addActual, "select person, 'kpi:' || goal, period, coalesce(value, '0'), coalesce(label, ''), state, note, recorded_at from actual"),
		each(db, c.addAssessment, "select person, node, period, role, score, rating, author, reason, recorded_at from assessment"),
	)
}

// each calls add with every row of a query.
func each(db *sql.DB, add func(*sql.Rows) error, query string) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := add(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c *company) addPerson(row *sql.Rows) error {
	var p person
	err := row.Scan(&p.ID, &p.Name, &p.Manager, &p.Job, &p.Grade, &p.Since, &p.Until)
	c.people = append(c.people, p)
	return err
}

// addGoal adds a goal to the scorecard of its job.
func (c *company) addGoal(row *sql.Rows) error {
	var job, objective string
	var k bsc.KPI
	err := row.Scan(&job, &objective, &k.ID, &k.Name, &k.Unit, &k.Direction, &k.Frequency, &k.Rollup)
	if err == nil && c.jobs[job] == nil {
		c.jobs[job], err = bsc.ParseDefinition(cardJSON, nil)
	}
	if err != nil {
		return err
	}
	goals := c.jobs[job].Perspectives[0].Objectives
	for i := range goals {
		if goals[i].ID == objective {
			goals[i].KPIs = append(goals[i].KPIs, k)
		}
	}
	return nil
}

// addAgreed adds the weight of a person's goal, and its target for every month or quarter.
func (c *company) addAgreed(row *sql.Rows) error {
	var id string
	var goal bsc.Ref
	var weight bsc.Number
	var target bsc.Target
	err := row.Scan(&id, &goal, &weight, &target.Value)
	if c.agreed[id].Weights == nil {
		c.agreed[id] = bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{}, Targets: map[bsc.Ref][]bsc.Target{}}
	}
	c.agreed[id].Weights[goal], c.agreed[id].Targets[goal] = weight, []bsc.Target{target}
	return err
}

func (c *company) addActual(row *sql.Rows) error {
	var f bsc.Fact
	err := row.Scan(&f.OrgUnit, &f.Ref, &f.Period, &f.Value, &f.Label, &f.State, &f.Note, &f.RecordedAt)
	return errors.Join(err, c.readings.Add(f))
}

func (c *company) addAssessment(row *sql.Rows) error {
	var a bsc.Assessment
	err := row.Scan(&a.OrgUnit, &a.Ref, &a.Period, &a.Role, &a.Score, &a.Rating, &a.Author, &a.Reason, &a.RecordedAt)
	c.said[a.OrgUnit] = append(c.said[a.OrgUnit], a)
	return err
}

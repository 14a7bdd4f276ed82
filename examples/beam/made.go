package main

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
)

//go:embed plan.json
var planJSON []byte

// An organisation is made up for trying the pipeline: countries, districts, areas and stores. Every number follows from
// its place, so that the same organisation is the same to the byte. Some readings are missing, and some stores open or
// close on the way.
type organisation struct {
	kpis          int // about how many, in all
	areas, stores int // in a district, and in an area; 0: 10 and 20
}

const countries = 5

// write writes plan.json, top and regions into a folder: each district is a region.
func (g organisation) write(dir string) error {
	p, err := readPlan(planJSON, "2026-Q2")
	if err != nil {
		return err
	}
	if g.areas == 0 {
		g.areas, g.stores = 10, 20
	}
	if err := os.MkdirAll(filepath.Join(dir, "top"), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "plan.json"), planJSON, 0o644); err != nil {
		return err
	}
	districts := max(1, g.kpis/(count(p.Definition.KPIs())*(1+g.areas*(1+g.stores))))
	if err := p.folder(filepath.Join(dir, "top"), g.above(districts)); err != nil {
		return err
	}
	for d := range districts {
		if err := p.folder(filepath.Join(dir, "regions", fmt.Sprintf("d%06d", d)), g.district(d)); err != nil {
			return err
		}
	}
	return nil
}

// A place is an org unit in the making.
type place struct {
	id, parent string
	stores     int // below it; 0: it is a store
}

// above returns the company and its countries.
func (g organisation) above(districts int) []place {
	rows := []place{{id: "company", stores: districts * g.areas * g.stores}}
	for c := range min(countries, districts) {
		of := (districts - c + countries - 1) / countries
		rows = append(rows, place{fmt.Sprintf("c%d", c), "company", of * g.areas * g.stores})
	}
	return rows
}

// district returns a district with its areas and stores.
func (g organisation) district(d int) []place {
	head := fmt.Sprintf("d%06d", d)
	rows := []place{{head, fmt.Sprintf("c%d", d%countries), g.areas * g.stores}}
	for a := range g.areas {
		area := fmt.Sprintf("%s-%02d", head, a)
		rows = append(rows, place{area, head, g.stores})
		for s := range g.stores {
			rows = append(rows, place{fmt.Sprintf("%s-%02d", area, s), area, 0})
		}
	}
	return rows
}

// folder writes the chart, the readings and the targets of some org units.
func (p *plan) folder(dir string, rows []place) error {
	return errors.Join(
		writeCSV(filepath.Join(dir, "units.csv"), "unit,parent,since,until", func(w io.Writer) {
			for _, r := range rows {
				fmt.Fprintf(w, "%s,%s,%s\n", r.id, r.parent, lifeOf(r))
			}
		}),
		writeCSV(filepath.Join(dir, "readings.csv"), "kpi,period,value,unit", func(w io.Writer) {
			for _, r := range rows {
				p.readings(w, r)
			}
		}),
		writeCSV(filepath.Join(dir, "targets.csv"), "kpi,baseline,value,unit", func(w io.Writer) {
			for _, r := range rows {
				p.targets(w, r)
			}
		}))
}

// readings writes the readings of a place: those that add up are its own only in a store.
func (p *plan) readings(w io.Writer, r place) {
	added := map[bsc.Ref]bool{}
	for _, c := range p.Contributes {
		added[c.To] = c.Mode == cascade.Additive
	}
	say := func(ref bsc.Ref, name string) {
		if added[ref] && r.stores > 0 {
			return
		}
		for month := 1; month <= 6; month++ {
			n := chance(r.id, name, month)
			before := month < 4 && name != "sales"
			missing := n%97 == 0 && (!added[ref] || month == 4 && (name == "training" || name == "series:leavers"))
			if !before && !missing {
				fmt.Fprintf(w, "%s,2026-%02d,%d.%d,%s\n", name, month, n%100, n/100%10, r.id)
			}
		}
	}
	for k := range p.Definition.KPIs() {
		if k.Calculator.IsZero() {
			say(bsc.KPIRef(k.ID), k.ID)
		}
	}
	for _, s := range p.Definition.Series {
		say(bsc.SeriesRef(s.ID), "series:"+s.ID)
	}
}

// targets writes the targets of what adds up, where there is more than one store.
func (p *plan) targets(w io.Writer, r place) {
	for _, c := range p.Contributes {
		if r.stores > 0 && c.Mode == cascade.Additive && c.To.Kind == bsc.KindKPI {
			baseline, value := 0, 60*r.stores
			if c.To.ID == "cost" {
				baseline, value = 100*r.stores, 30*r.stores
			}
			fmt.Fprintf(w, "%s,%d,%d,%s\n", c.To.ID, baseline, value, r.id)
		}
	}
}

// lifeOf returns the first and the last month of a place: one store in fifty opens in May, and one closes then.
func lifeOf(r place) string {
	switch n := chance(r.id, "life", 0) % 50; {
	case r.stores > 0:
		return ","
	case n == 0:
		return "2026-05,"
	case n == 1:
		return ",2026-05"
	}
	return ","
}

// chance returns a number that follows from a place.
func chance(unit, of string, month int) uint32 {
	h := fnv.New32a()
	fmt.Fprint(h, unit, "/", of, "/", month)
	return h.Sum32() >> 3
}

func writeCSV(name, header string, rows func(io.Writer)) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, header)
	rows(w)
	return errors.Join(w.Flush(), file.Close())
}

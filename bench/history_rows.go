package main

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/shopspring/decimal"
)

// fromTables fills a Table for each unit by Handle, from the history's whole cents, and evaluates it.
func fromTables(h *history) (job, error) {
	card, err := bsc.Compile(plain.definition(h), nil)
	if err != nil {
		return job{}, err
	}
	handles := make([]bsc.Handle, tableSums)
	for k := range handles {
		handles[k], _ = card.KPI(id(k))
	}
	periods := plain.evaluated()
	evaluate := func(each func(*bsc.Result)) error {
		for u := range h.units {
			table, err := card.Table(plain.label(h.yearOf(0), 1), periods[len(periods)-1])
			if err != nil {
				return err
			}
			for k, of := range handles {
				if err := table.Fill(of, -2, h.series(u, k)); err != nil {
					return err
				}
			}
			in := bsc.Input{OrgUnit: unitID(u), Period: periods[len(periods)-1], Readings: table}
			for r, err := range card.EvaluatePeriods(periods[0], in) {
				if err != nil {
					return err
				}
				each(r)
			}
		}
		return nil
	}
	return collecting(h.units*len(periods), evaluate), nil
}

// makeRows computes only in the engine's rows and columns, on numbers that are already there.
func makeRows(h *history) (job, error) {
	plan, entries := tablePlan(), tableEntries(h)
	units := make([]*rows.Unit, h.units)
	for u := range units {
		units[u] = unitRows(h, u)
	}
	cells := make([]columns.Columns, h.units*tableMonths)
	for i := range cells {
		cells[i] = columns.New(plan.Size())
	}
	scale := &rows.Scale{Met: 1e12, High: 1e12}
	return job{
		run: func() error {
			for i := range cells {
				of := entries[i%tableMonths]
				for k := range of {
					score, ok := of[k].Quick(units[i/tableMonths], scale)
					if !ok {
						score = h.exactUnits(i*tableKPIs + k)
					}
					cells[i].SetScore(int32(k), score)
				}
				plan.Nodes(&cells[i], nil, nil)
			}
			return nil
		},
		scores: func() (*results, error) {
			r := &results{}
			for i := range cells {
				for k := range tableKPIs {
					r.kpis = append(r.kpis, cells[i].Score(int32(k)))
				}
				r.cards = append(r.cards, cells[i].Score(int32(plan.Size()-1)))
			}
			return r, nil
		},
	}, nil
}

// exactUnits returns the score of a cell in units of 10^-10. It stands in for the wide path, for what rows
// leave to it, such as a quotient without finite decimals in the middle of two units.
func (h *history) exactUnits(i int) int64 {
	unit, month, kpi := i/tableKPIs/tableMonths, i/tableKPIs%tableMonths, i%tableKPIs
	num, den := h.toDate(unit, kpi%tableSums, month)*twelve, h.target(unit, kpi%tableSums, month)*int64(month%twelve+1)
	if kpi >= tableSums {
		a, b := terms(kpi - tableSums)
		num, den = h.toDate(unit, a, month), h.toDate(unit, b, month)
	}
	score := new(big.Int).Mul(big.NewInt(num), big.NewInt(2e12))
	score.Add(score, big.NewInt(den)).Quo(score, big.NewInt(2*den))
	return min(score.Int64(), 1e12)
}

// unitRows returns the readings of a unit as rows.
func unitRows(h *history, unit int) *rows.Unit {
	u := rows.NewUnit(tableSums)
	for k := range tableSums {
		row := u.Row(int32(k))
		row.Make(0, tableMonths, new(rows.Slab))
		for m, n := range h.series(unit, k) {
			row.Set(m, decimal.New(n, -2), rows.There)
		}
		row.Seal()
	}
	return u
}

// tableEntries returns how each KPI is scored in each month, as Compile and a plan of periods would.
func tableEntries(h *history) [][]rows.Entry {
	all := make([][]rows.Entry, tableMonths)
	for m := range all {
		of := make([]rows.Entry, tableKPIs)
		for k := range of {
			e := rows.Entry{Method: rows.Sum, KPI: int32(k), From: int32(m - m%twelve), To: int32(m + 1)}
			if k < tableSums {
				e.Rows[0] = int32(k)
				e.Line = rows.Line{Rise: h.target(0, k, m) * int64(m%twelve+1), Den: twelve, Exp: -2}
			} else {
				num, den := terms(k - tableSums)
				e.Method, e.Rows = rows.Ratio, [2]int32{int32(num), int32(den)}
				e.Times, e.Line = rows.Quotient{Num: 1, Den: 1}, rows.Line{Rise: 1, Den: 1}
			}
			of[k] = e
		}
		all[m] = of
	}
	return all
}

// tablePlan returns the nodes above the KPIs.
func tablePlan() *columns.Plan {
	p := columns.NewPlan(0, 1e12, 1e12, tableKPIs, tableObjectives+tablePerspectives+1)
	for at := range tableKPIs + tableObjectives + tablePerspectives {
		p.SetChild(int32(at), 1, columns.Exclude)
	}
	first, node := int32(0), int32(0)
	for _, group := range []struct{ parents, children int32 }{
		{tableObjectives, tableObjectiveKPIs}, {tablePerspectives, tablePerspectiveObjectives}, {1, tablePerspectives},
	} {
		for range group.parents {
			p.SetNode(node, columns.Node{Method: columns.Mean, First: first, Count: group.children, Round: columns.Rounding{Step: 1}})
			first, node = first+group.children, node+1
		}
	}
	p.Index()
	return p
}

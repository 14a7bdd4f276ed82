package bsc

import "github.com/go-bsc/bsc/period"

// A Perspective is one lens on the organisation, with the objectives seen through it.
// Perspectives are ordered from the bottom of the strategy map (drivers) to its top (outcomes).
type Perspective struct {
	ID          string            `json:"id"`
	Name        string            `json:"name,omitempty"`
	Description string            `json:"description,omitempty"`
	Weight      Number            `json:"weight,omitempty"` // among its siblings; "" is 1, "0" is shown, not counted
	Objectives  []Objective       `json:"objectives,omitempty"`
	Aggregator  Policy            `json:"aggregator,omitzero"` // of its objectives; default: weighted_mean
	Threshold   Policy            `json:"threshold,omitzero"`  // its own; default: what Defaults above it say
	Missing     Missing           `json:"missing,omitzero"`    // what it contributes when it has no score
	Quota       Quota             `json:"quota,omitzero"`      // what it needs to have a score
	Round       *Rounding         `json:"round,omitempty"`     // of its own score
	Defaults    Defaults          `json:"defaults,omitzero"`   // inherited by everything below it
	Attributes  map[string]string `json:"attributes,omitempty"`
}

// An Objective is a strategic objective: what the organisation wants to achieve. It is one node of the strategy map,
// with the KPIs that measure it.
type Objective struct {
	ID          string            `json:"id"`
	Name        string            `json:"name,omitempty"`
	Description string            `json:"description,omitempty"`
	Owner       string            `json:"owner,omitempty"`
	Themes      []string          `json:"themes,omitempty"` // ids of the strategic themes it belongs to
	Weight      Number            `json:"weight,omitempty"` // among its siblings; "" is 1, "0" is shown, not counted
	KPIs        []KPI             `json:"kpis,omitempty"`
	Uses        []Use             `json:"uses,omitempty"`      // KPIs of other objectives, with their own weight here
	Aggregator  Policy            `json:"aggregator,omitzero"` // of its KPIs; default: weighted_mean
	Threshold   Policy            `json:"threshold,omitzero"`  // its own; default: what Defaults above it say
	Missing     Missing           `json:"missing,omitzero"`    // what it contributes when it has no score
	Quota       Quota             `json:"quota,omitzero"`      // what it needs to have a score
	Round       *Rounding         `json:"round,omitempty"`     // of its own score
	Defaults    Defaults          `json:"defaults,omitzero"`   // inherited by its KPIs
	Attributes  map[string]string `json:"attributes,omitempty"`
}

// A Use counts a KPI that stands under another objective of the same scorecard.
type Use struct {
	KPI    string `json:"kpi"`              // its id
	Weight Number `json:"weight,omitempty"` // among the KPIs of the objective that uses it; "" is 1
}

// A Theme is a strategic theme: a vertical slice of the strategy across perspectives.
type Theme struct {
	ID          string `json:"id"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
}

// An Initiative is a funded action, limited in time, to close the gap of one or more objectives. It never enters a
// score.
type Initiative struct {
	ID          string            `json:"id"`
	Name        string            `json:"name,omitempty"`
	Description string            `json:"description,omitempty"`
	Owner       string            `json:"owner,omitempty"`
	Objectives  []string          `json:"objectives,omitempty"` // ids of the objectives it serves
	Start       period.Period     `json:"start,omitzero"`       // its first period, such as the day 2026-03-01
	End         period.Period     `json:"end,omitzero"`         // its last period
	Budget      Number            `json:"budget,omitempty"`     // in the host's currency
	Progress    Number            `json:"progress,omitempty"`   // percent, 0 to 100
	Attributes  map[string]string `json:"attributes,omitempty"`
}

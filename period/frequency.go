package period

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
)

// A Frequency says how often something is measured: of what kind its periods are.
type Frequency string

// The frequencies. "" is not said.
const (
	Daily      Frequency = "day"
	Weekly     Frequency = "week" // ISO 8601, Monday to Sunday, in every calendar
	Monthly    Frequency = "month"
	Quarterly  Frequency = "quarter"
	HalfYearly Frequency = "half"
	Yearly     Frequency = "year"
	ByPeriod   Frequency = "period" // the calendar's numbered periods
)

// Frequencies returns all of them, from the year down; of one length the month first.
func Frequencies() []Frequency {
	return []Frequency{Yearly, HalfYearly, Quarterly, Monthly, ByPeriod, Weekly, Daily}
}

// FrequencyOf returns the frequency of a kind of the engines of this module; "" for none.
func FrequencyOf(k almanac.Kind) Frequency {
	if k == 0 || k > almanac.Kinds {
		return ""
	}
	return Frequencies()[k-1]
}

// Kind returns the kind of a frequency for the engines of this module; zero where it is none.
func (f Frequency) Kind() almanac.Kind { return almanac.Kind(slices.Index(Frequencies(), f) + 1) }

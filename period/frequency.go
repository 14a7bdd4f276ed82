package period

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
)

// A Frequency says how often something is measured, by the kind of its periods.
type Frequency string

// The frequencies. "" is unset.
const (
	Daily      Frequency = "day"
	Weekly     Frequency = "week" // ISO 8601, Monday to Sunday, in every calendar
	Monthly    Frequency = "month"
	Quarterly  Frequency = "quarter"
	HalfYearly Frequency = "half"
	Yearly     Frequency = "year"
	ByPeriod   Frequency = "period" // the calendar's numbered periods
)

// Frequencies returns all frequencies from the longest to the shortest, Monthly before ByPeriod.
func Frequencies() []Frequency {
	return []Frequency{Yearly, HalfYearly, Quarterly, Monthly, ByPeriod, Weekly, Daily}
}

// FrequencyOf returns the frequency of a kind, or "" if there is none. It is for the engines of this module.
func FrequencyOf(k almanac.Kind) Frequency {
	if k == 0 || k > almanac.Kinds {
		return ""
	}
	return Frequencies()[k-1]
}

// Kind returns the kind of a frequency, or zero if it is none. It is for the engines of this module.
func (f Frequency) Kind() almanac.Kind { return almanac.Kind(slices.Index(Frequencies(), f) + 1) }

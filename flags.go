package bsc

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// What is special about an outcome.

// Flags mark what is special about an outcome. They are a set; the zero value is empty.
type Flags uint16

// The flags.
const (
	FlagNoData        Flags = 1 << iota // there is no reading, or too little below it; see Reason
	FlagNotApplicable                   // it does not apply in this period
	FlagNotDue                          // its reading is not expected yet, or nothing is to be reached yet
	FlagStale                           // its reading is too old to count
	FlagFailed                          // a policy or a source failed; see Err
	FlagUnscored                        // not counted: shown only, left out, or without a roll-up to the period; see Reason
	FlagPartial                         // scored, though data is missing below it
	FlagCapped                          // its attainment lies outside Min..Cap
	FlagProvisional                     // its reading is not final
	FlagHeld                            // its value is of the last completed period that is due, not the one evaluated
	FlagCarried                         // an earlier reading stands in for one that is missing; see Window
	FlagOverdue                         // as of Input.AsOf a reading is missing that should be there
	FlagJudged                          // an assessment decides what it brings to its parent, or a score below it that counts
)

// flagNames returns the names of the flags in String and JSON, in their order.
func flagNames() []string {
	return []string{"no_data", "not_applicable", "not_due", "stale", "failed", "unscored", "partial", "capped", "provisional", "held", "carried", "overdue", "judged"}
}

// Has reports whether all of the given flags are set.
func (f Flags) Has(flags Flags) bool { return f&flags == flags }

// Names returns the names of the flags that are set, such as "no_data".
func (f Flags) Names() []string {
	var names []string
	for i, name := range flagNames() {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// String returns the names, separated by commas.
func (f Flags) String() string { return strings.Join(f.Names(), ",") }

// MarshalJSON writes the names as a list.
func (f Flags) MarshalJSON() ([]byte, error) { return json.Marshal(append([]string{}, f.Names()...)) }

// UnmarshalJSON reads a list of names. The error is a *Problem.
func (f *Flags) UnmarshalJSON(data []byte) error {
	var names []string
	if p := parseInner(data, &names); p != nil {
		return p
	}
	*f = 0
	for i, name := range names {
		flag := slices.Index(flagNames(), name)
		if flag < 0 {
			return notOneOf(Pointer("/"+strconv.Itoa(i)), "flag", name, flagNames())
		}
		*f |= 1 << flag
	}
	return nil
}

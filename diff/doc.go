// Package diff says what changed between two definitions of a scorecard: for the board that decides on a new version,
// and for the log that says who changed what.
//
// [Definitions] compares two of them, by what nodes are rather than by where they stand in a document, and returns
// [Changes]. Printed, they are one line each:
//
//	fmt.Print(diff.Definitions(before, after))
//
//	kpi:sales "Sales": weight from unset to 2
//	kpi:sales "Sales": target for 2026 from 1200 to 1300, recorded 2026-07-03T09:00:00Z
//	kpi:margin "Margin": added to objective:grow
//
// Each [Change] is plain data with a [Kind], the node it is about, and the field with its JSON before and after. It can
// be stored as JSON, filtered and counted:
//
//	for _, c := range changes {
//		if c.Kind == diff.Retargeted {
//			fmt.Println(c.Ref, c.Period, c.Before, c.After)
//		}
//	}
//
// Every field of a definition is compared, also those that later versions of package bsc will add. Definitions need not
// compile: what a person is still writing can be compared with what is in force.
package diff

// Package diff lists the changes between two definitions of a scorecard, and between two results: for the board that
// decides on a new version, for a log of who changed what, and for whoever asks why a score is another than before.
//
// [Definitions] compares two definitions by the identity of their nodes, not by places in a document, and returns
// [Changes]. They print one per line:
//
//	fmt.Print(diff.Definitions(before, after))
//
//	kpi:sales "Sales": weight from unset to 2
//	kpi:sales "Sales": target for 2026 from 1200 to 1300, recorded 2026-07-03T09:00:00Z
//	kpi:margin "Margin": added to objective:grow
//
// Each [Change] is plain data: a [Kind], the node concerned, and the field with its JSON before and after. It can be
// stored as JSON, filtered and counted:
//
//	for _, c := range changes {
//		if c.Kind == diff.Retargeted {
//			fmt.Println(c.Ref, c.Period, c.Before, c.After)
//		}
//	}
//
// [Results] compares what two evaluations say, node by node, and why: readings, targets, weights, rules.
//
// Every field of a definition is compared, including those that later versions of package bsc will add. Definitions
// need not compile: a draft can be compared with the definition in force.
package diff

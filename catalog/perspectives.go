package catalog

import "github.com/go-bsc/bsc"

// Ready-made sets of perspectives. Each call makes a set that is the caller's own.

// ClassicPerspectives returns the four perspectives of Kaplan and Norton, bottom to top:
// learning, process, customer, financial.
func ClassicPerspectives() []bsc.Perspective {
	return []bsc.Perspective{
		{ID: "learning", Name: "Learning and growth", Description: "How must we learn and improve to reach our vision?"},
		{ID: "process", Name: "Internal processes", Description: "At which processes must we excel?"},
		{ID: "customer", Name: "Customer", Description: "What must we offer our customers?"},
		{ID: "financial", Name: "Financial", Description: "What do those who fund us expect?"},
	}
}

// PublicSectorPerspectives returns a set for public and non-profit organisations: the
// mission is on top, and money is what makes it possible: learning, financial, process, customer, mission.
func PublicSectorPerspectives() []bsc.Perspective {
	return []bsc.Perspective{
		{ID: "learning", Name: "People and learning", Description: "How do our people and our knowledge grow?"},
		{ID: "financial", Name: "Funding", Description: "How do we use what we are given well?"},
		{ID: "process", Name: "Internal processes", Description: "At which processes must we excel?"},
		{ID: "customer", Name: "Those we serve", Description: "What do the people we serve need from us?"},
		{ID: "mission", Name: "Mission", Description: "What change do we exist to bring about?"},
	}
}

// SustainabilityPerspectives returns the classic four with a fifth for society and the
// environment, which markets do not price, at the bottom: sustainability.
func SustainabilityPerspectives() []bsc.Perspective {
	set := ClassicPerspectives()
	fifth := bsc.Perspective{ID: "sustainability", Name: "Society and environment"}
	fifth.Description = "What do we owe society and nature?"
	return append([]bsc.Perspective{fifth}, set...)
}

// ActivityOutcomePerspectives returns the two perspectives of third-generation scorecards:
// activities, outcomes.
func ActivityOutcomePerspectives() []bsc.Perspective {
	return []bsc.Perspective{
		{ID: "activities", Name: "Activities", Description: "What must we do?"},
		{ID: "outcomes", Name: "Outcomes", Description: "What will that bring about?"},
	}
}

package weights_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/weights"
)

func ExampleDirect() {
	w, err := weights.Direct([]weights.Item{
		{ID: "learning", Value: "1"},
		{ID: "process", Value: "2"},
		{ID: "customer", Value: "2"},
		{ID: "financial", Value: "3"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	// Output:
	// learning 0.125
	// process 0.25
	// customer 0.25
	// financial 0.375
}

// Process and customer share the second place.
func ExampleRankOrder() {
	w, err := weights.RankOrder([]weights.Item{
		{ID: "learning", Value: "4"},
		{ID: "process", Value: "2"},
		{ID: "customer", Value: "2"},
		{ID: "financial", Value: "1"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	// Output:
	// learning 0.0625
	// process 0.2083333333
	// customer 0.2083333333
	// financial 0.5208333334
}

func ExampleSwing() {
	w, err := weights.Swing([]weights.Item{
		{ID: "price", Value: "60"},
		{ID: "quality", Value: "100"},
		{ID: "speed", Value: "40"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	// Output:
	// price 0.3
	// quality 0.5
	// speed 0.2
}

// Points may add up to anything: each expert counts the same.
func ExampleBudget() {
	w, err := weights.Budget([]weights.Expert{
		{Name: "Ada", Items: []weights.Item{{ID: "customer", Value: "30"}, {ID: "process", Value: "70"}}},
		{Name: "Ben", Items: []weights.Item{{ID: "customer", Value: "40"}, {ID: "process", Value: "60"}}},
		{Name: "Cem", Items: []weights.Item{{ID: "process", Value: "2"}, {ID: "customer", Value: "8"}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	for _, s := range w.Spread {
		fmt.Printf("%s from %s to %s, deviation %s: ask %s\n", s.ID,
			bsc.NumberOf(s.Min), bsc.NumberOf(s.Max), bsc.NumberOf(s.Deviation), s.Furthest)
	}
	// Output:
	// customer 0.5
	// process 0.5
	// customer from 0.3 to 0.8, deviation 0.2160246899: ask Cem
	// process from 0.2 to 0.7, deviation 0.2160246899: ask Cem
}

func ExampleAHP() {
	w, err := weights.AHP([]string{"customer", "process", "financial"}, []weights.Judgement{
		{A: "financial", B: "customer", Times: "3"},
		{A: "financial", B: "process", Times: "5"},
		{A: "customer", B: "process", Times: "2"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	c := w.Consistency
	fmt.Println("CR", bsc.NumberOf(c.Ratio.Decimal), "of at most", bsc.NumberOf(c.Limit.Decimal), c.Consistent)

	// The weights go into a definition.
	perspectives := []bsc.Perspective{
		{ID: "process", Weight: w.Number("process")},
		{ID: "customer", Weight: w.Number("customer")},
		{ID: "financial", Weight: w.Number("financial")},
	}
	fmt.Println(perspectives[0].Weight)
	// Output:
	// customer 0.2296507941
	// process 0.1220201921
	// financial 0.6483290138
	// CR 0.003515986 of at most 0.05 true
	// 0.1220201921
}

// Where judgements contradict each other, the worst is named with the value that would fit.
func ExampleAHP_inconsistent() {
	w, err := weights.AHP([]string{"price", "quality", "range", "speed"}, []weights.Judgement{
		{A: "price", B: "quality", Times: "2"},
		{A: "price", B: "range", Times: "6"},
		{A: "price", B: "speed", Times: "1"},
		{A: "range", B: "quality", Times: "3"},
		{A: "quality", B: "speed", Times: "5"},
		{A: "range", B: "speed", Times: "4"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := w.Consistency
	fmt.Println("CR", bsc.NumberOf(c.Ratio.Decimal), "of at most", bsc.NumberOf(c.Limit.Decimal), c.Consistent)
	fmt.Println(c.Worst)
	// Output:
	// CR 0.590130952 of at most 0.08 false
	// price over speed: 1, where 3.7067137719 would fit
}

func ExampleAHPGeometric() {
	w, err := weights.AHPGeometric([]string{"customer", "process", "financial"}, []weights.Judgement{
		{A: "financial", B: "customer", Times: "3"},
		{A: "financial", B: "process", Times: "5"},
		{A: "customer", B: "process", Times: "2"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	c := w.Consistency
	fmt.Println("GCI", bsc.NumberOf(c.Ratio.Decimal), "of at most", bsc.NumberOf(c.Limit.Decimal), c.Consistent)
	// Output:
	// customer 0.2296507941
	// process 0.1220201921
	// financial 0.6483290138
	// GCI 0.0110803834 of at most 0.31 true
}

func ExampleGroup() {
	items := []string{"customer", "process"}
	group, err := weights.Group(items, []weights.Judge{
		{Name: "Ada", Judgements: []weights.Judgement{{A: "customer", B: "process", Times: "3"}}},
		{Name: "Ben", Judgements: []weights.Judgement{{A: "process", B: "customer", Times: "2"}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(group[0].A, "over", group[0].B, group[0].Times)
	w, err := weights.AHP(items, group)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	// Output:
	// customer over process 1.224744871391589049
	// customer 0.5505102572
	// process 0.4494897428
}

func ExampleBestWorst() {
	w, err := weights.BestWorst("quality", "price", []weights.Compared{
		{ID: "price"},
		{ID: "quality", OverWorst: "8"},
		{ID: "speed", BestOver: "2", OverWorst: "5"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(w)
	c := w.Consistency
	fmt.Println("CR", bsc.NumberOf(c.Ratio.Decimal), "of at most", bsc.NumberOf(c.Limit.Decimal), c.Consistent)
	fmt.Println(c.Worst)
	// Output:
	// price 0.0701295341
	// quality 0.6043580038
	// speed 0.3255124621
	// CR 0.0357142857 of at most 0.1309 true
	// speed over price: 5, where 4 would fit
}

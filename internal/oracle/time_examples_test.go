package oracle

import "testing"

// TestTimeExamples holds the reference to what was worked out by hand.
func TestTimeExamples(t *testing.T) {
	for _, e := range append(TimeExamples(), OpenTimeExamples()...) {
		t.Run(e.Name, func(t *testing.T) {
			o := EvaluateTimed(e.Card).Of(e.Unit, e.KPI)
			for _, m := range e.Want.Misses(o) {
				t.Error(m)
			}
			if t.Failed() {
				t.Logf("%+v\n%s", o, e.Card)
			}
		})
	}
}

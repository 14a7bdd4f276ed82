package period_test

import (
	"testing"

	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParse_hint gives labels as people write them: the error says which period may be meant, and nothing where the text
// may be two.
func TestParse_hint(t *testing.T) {
	for text, want := range map[string]string{
		"2026-7": "2026-07", "2026/07": "2026-07", "07.2026": "2026-07", "7/2026": "2026-07", "2026-M07": "2026-07", "2026m7": "2026-07", " 2026-07": "2026-07",
		"2026Q3": "2026-Q3", "Q3 2026": "2026-Q3", "2026-q3": "2026-Q3", "2026-Q03": "2026-Q3", "3Q2026": "2026-Q3", "H1/2026": "2026-H1",
		"2026W5": "2026-W05", "2026-w31": "2026-W31", "2026-P7": "2026-P07", "p07 2026": "2026-P07",
		"2026-7-5": "2026-07-05", "2026/07/15": "2026-07-15", "2026.7.15": "2026-07-15", " 2026 ": "2026",

		"": "", "26": "", "2026-13": "", "2026-Q5": "", "05/07/2026": "", "15.7.2026": "", "July 2026": "", "2026-2027": "", "2026-Q": "", "2026-07-15T00:00": "",
		"2026-7-5-3": "", "0000": "", "2026-02-30": "", "-": "", "２０２６": "", "2026-Q3-1": "", "abc": "",
	} {
		p, err := period.Parse(text)
		assert.True(t, p.IsZero(), text)
		var wrong *period.Error
		require.ErrorAs(t, err, &wrong, text)
		if want != "" {
			want = `did you mean "` + want + `"?`
		}
		assert.Equal(t, want, wrong.Hint.String(), text)
	}
}

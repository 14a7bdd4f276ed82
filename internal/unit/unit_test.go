package unit_test

import (
	"testing"

	"github.com/go-bsc/bsc/internal/unit"
	"github.com/stretchr/testify/assert"
)

func TestIsPercent(t *testing.T) {
	for of, want := range map[string]bool{
		"%": true, " % of sales": true, "Anteil in %": true, "‰": true, "Percent": true, "per cent": true, "percentage": true, "PCT": true,
		"": false, "EUR": false, "percentage points": false, "litres at 40 % volume": false,
	} {
		assert.Equal(t, want, unit.IsPercent(of), of)
	}
}

package render

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// TestNumber: digits before the point are never lost, and those after it only beyond five digits in all.
func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"41768420.7626": "41 768 421", "2409492.4999": "2 409 492", "12345.6": "12 346", "9999.96": "10 000", "1234.56": "1234.6", "9999": "9999", "10000": "10 000",
		"109.5716": "109.57", "18.4997": "18.5", "4.11191": "4.1119", "0.0123456": "0.012346", "-0.00001234567": "-0.000012346", "0": "0",
		"-1234567": "-1 234 567", "123456789012345678901234.5": "123 456 789 012 345 678 901 235", "100": "100", "99.99999": "100",
	} {
		assert.Equal(t, want, strings.ReplaceAll(number(decimal.RequireFromString(text)), "\u202f", " "), text)
	}
	assert.NotPanics(t, func() { number(decimal.New(1, -1_000_000)) })
}

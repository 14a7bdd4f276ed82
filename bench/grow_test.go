package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRun_grow runs the measurements of growth on little data.
func TestRun_grow(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-grow", "-kpis", "400", "-rounds", "1", "-table"}, &out))
	assert.Contains(t, out.String(), "| 400 | ")
	assert.Contains(t, out.String(), "one card of all KPIs")
}

// TestSizes checks the steps.
func TestSizes(t *testing.T) {
	assert.Equal(t, []int{400}, sizes(1000, 400))
	assert.Equal(t, []int{1000}, sizes(1000, 1000))
	assert.Equal(t, []int{1000, 10_000, 50_000}, sizes(1000, 50_000))
}

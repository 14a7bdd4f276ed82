package catalog_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/stretchr/testify/assert"
)

// TestSets checks that every ready-made set compiles as it is, but for being empty.
func TestSets(t *testing.T) {
	sets := [][]bsc.Perspective{
		catalog.ClassicPerspectives(), catalog.PublicSectorPerspectives(), catalog.SustainabilityPerspectives(), catalog.ActivityOutcomePerspectives(),
	}
	for i, n := range []int{4, 5, 5, 2} {
		assert.Len(t, sets[i], n)
		problems := bsc.Check(&bsc.Definition{ID: "x", Perspectives: sets[i]}, nil)
		assert.NoError(t, problems.Err())
		assert.Len(t, problems, n)
	}
	assert.Equal(t, "financial", sets[0][3].ID, "outcomes are on top")
	assert.Equal(t, "mission", sets[1][4].ID)
}

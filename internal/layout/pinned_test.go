package layout

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPlace_pinned pins where everything stands in many graphs, so that a map looks tomorrow as it looks today. Fewer
// crossings and a smaller length are better; whoever changes the search looks at them, and pins the new ones.
func TestPlace_pinned(t *testing.T) {
	for name, c := range map[string]struct {
		make func(*rand.Rand) Graph
		n    int
		want string
	}{
		"random":     {scramble, 60, "42 crossings, 23128 wide, 26362 long, 1604d8d3ddb58ef4"},
		"cards":      {func(rng *rand.Rand) Graph { return card(rng, 4, 18, 27, 2) }, 20, "241 crossings, 14620 wide, 58127 long, 246f8d2003c5d2bb"},
		"deep cards": {func(rng *rand.Rand) Graph { return card(rng, 7, 40, 60, 10) }, 6, "226 crossings, 7380 wide, 54434 long, ab8aa1be777b0488"},
		"wide":       {func(rng *rand.Rand) Graph { return card(rng, 3, 150, 200, 5) }, 1, "950 crossings, 6867 wide, 105486 long, 9a30d6f4e01e8da0"},
		"large":      {func(rng *rand.Rand) Graph { return card(rng, 9, 450, 700, 60) }, 1, "5129 crossings, 7972 wide, 565795 long, 3f8f3ec2c7ae9e2f"},
	} {
		rng := rand.New(rand.NewPCG(20, 26))
		sum, crossings, width, length := sha256.New(), 0, 0, 0
		for range c.n {
			g := c.make(rng)
			p := place(t, g)
			fmt.Fprintln(sum, p)
			crossings, width = crossings+p.Crossings, width+p.Width
			for _, s := range polylines(g, p, false) {
				length += max(s.low-s.high, s.high-s.low)
			}
		}
		got := fmt.Sprintf("%d crossings, %d wide, %d long, %x", crossings, width, length, sum.Sum(nil)[:8])
		assert.Equal(t, c.want, got, name)
	}
}

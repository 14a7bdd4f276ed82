package bsc_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNewTimeline_many makes a timeline of many versions, of which none and all begin at one moment.
func TestNewTimeline_many(t *testing.T) {
	for name, apart := range map[string]bool{"apart": true, "together": false} {
		versions := func(n int) []bsc.Version {
			var list []bsc.Version
			for i := range n {
				v := bsc.Version{From: period.Year(2026), Definition: &bsc.Definition{ID: "c"}}
				if apart {
					v.RecordedAt = time.Unix(int64(i), 0)
				}
				list = append(list, v)
			}
			return list
		}
		t.Run(name, func(t *testing.T) {
			made := func(versions []bsc.Version) func() {
				return func() {
					_, err := bsc.NewTimeline(versions, nil)
					if apart {
						require.NoError(t, err)
						return
					}
					const want = "/1: a second version from 2026, recorded at the same moment; the first is /0"
					assert.Equal(t, want, problems(t, err)[0].Error())
				}
			}
			cost.AtMost(t, 10, made(versions(4_000)), made(versions(1_000)))
		})
	}
}

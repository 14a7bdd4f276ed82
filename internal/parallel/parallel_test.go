package parallel_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc/internal/parallel"
	"github.com/stretchr/testify/assert"
)

// TestEach does everything once, even if a goroutine ends or panics on the way.
func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100} {
		var done atomic.Int64
		errs := parallel.Each(n, func(i int) error {
			done.Add(1)
			switch i % 4 {
			case 1:
				runtime.Goexit()
			case 2:
				panic("down")
			case 3:
				return errors.New("failed")
			}
			return nil
		}, func(i int, panicked any) error { return fmt.Errorf("lost %d: %v", i, panicked) })
		assert.EqualValues(t, n, done.Load())
		assert.Len(t, errs, n)
		for i, err := range errs {
			want := []string{"<nil>", fmt.Sprintf("lost %d: <nil>", i), fmt.Sprintf("lost %d: down", i), "failed"}[i%4]
			assert.Equal(t, want, fmt.Sprint(err))
		}
	}
}

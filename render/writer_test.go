package render_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/go-bsc/bsc/render"
	"github.com/stretchr/testify/assert"
)

// A failing writer takes so many bytes and then fails.
type failing struct{ left, after int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left < 0 {
		f.after++
		return 0, errFull
	}
	n := min(f.left, len(p))
	if f.left -= n; n < len(p) {
		f.left = -1
		return n, errFull
	}
	return n, nil
}

// tiny is a view of a small card.
func tiny(t *testing.T) render.View {
	v, ok := texts{"name", "other", "sign", "unit"}.view(t, designOnly)
	assert.True(t, ok)
	return v
}

// TestView_failingWriter gives back the error of a writer that fails at any byte, and writes no more.
func TestView_failingWriter(t *testing.T) {
	for file, to := range drawings(tiny(t)) {
		size := len(draw(t, to))
		for n := range size {
			w := &failing{left: n}
			if err := to(w); !errors.Is(err, errFull) || w.after > 0 {
				t.Fatalf("%s at %d: %v, and %d more", file, n, err, w.after)
			}
		}
		assert.NoError(t, to(&failing{left: size}))
	}
}

// claims is a writer that claims to have written more or fewer bytes than it was given.
type claims struct{ more, writes int }

func (c *claims) Write(p []byte) (int, error) {
	c.writes++
	return len(p) + c.more, nil
}

// TestView_shortWriter returns an error for a wrong count, and writes no more.
func TestView_shortWriter(t *testing.T) {
	for file, to := range drawings(tiny(t)) {
		for _, more := range []int{-1_000_000, -10, -1, 1, 1_000_000} {
			w := &claims{more: more}
			assert.ErrorIs(t, to(w), io.ErrShortWrite, "%s %d", file, more)
			assert.Equal(t, 1, w.writes)
		}
	}
}

// panicking is a writer that panics.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("the host's") }

// TestView_panickingWriter lets a panic of the host through, and can draw again: nothing stays locked.
func TestView_panickingWriter(t *testing.T) {
	v := tiny(t)
	for file, to := range drawings(v) {
		want := draw(t, to)
		assert.PanicsWithValue(t, "the host's", func() { _ = to(panicking{}) }, file)
		var b bytes.Buffer
		assert.NoError(t, drawings(v)[file](&b))
		assert.True(t, want == b.String(), file)
	}
}

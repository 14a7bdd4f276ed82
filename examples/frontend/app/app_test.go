package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/go-bsc/bsc/examples/frontend/app"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ask asks a question that has an answer.
func ask(t *testing.T, a *app.App, name, request string) string {
	t.Helper()
	answer, ok := a.Call(name, []byte(request))
	require.True(t, ok, "%s: %s", name, answer)
	return string(answer)
}

// TestApp_together: many ask while others record, upload and save; nothing recorded is lost.
func TestApp_together(t *testing.T) {
	a, err := app.New(app.Card, app.Readings)
	require.NoError(t, err)
	told := make(chan []byte, 1000)
	cancel := a.Watch(func(notice []byte) { told <- notice })
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 4 {
				day := fmt.Sprintf("2026-%02d", 1+j)
				assert.Contains(t, ask(t, a, "report", `{}`), "nordlicht")
				ask(t, a, "record", fmt.Sprintf(`{"readings":{"readings":[{"kpi":"dealers","period":%q,"value":"%d","author":"%d"}]}}`, day, 150+i, i))
				ask(t, a, "trend", `{}`)
				if i == 0 {
					ask(t, a, "upload", fmt.Sprintf(`{"text":"kpi,period,value,recorded_at\nnps,%s,%d,2026-11-0%dT09:00:00Z\n"}`, day, 40+j, j+1))
				}
			}
		})
	}
	all.Wait()
	cancel()
	assert.GreaterOrEqual(t, len(told), 8*4+4)
	for j := range 4 {
		answer := ask(t, a, "explain", fmt.Sprintf(`{"ref":"kpi:nps","period":"2026-%02d"}`, 1+j))
		assert.Contains(t, answer, fmt.Sprintf(`"actual":"%d",`, 40+j))
	}
	after := len(told)
	ask(t, a, "record", `{"readings":{"readings":[{"kpi":"dealers","period":"2026-09","value":"1"}]}}`)
	assert.Len(t, told, after, "who has cancelled is told nothing more")
}

// TestApp_supposes: what is supposed is in the answer and nowhere else.
func TestApp_supposes(t *testing.T) {
	a, err := app.New(app.Card, app.Readings)
	require.NoError(t, err)
	before := ask(t, a, "report", `{}`)
	supposed := ask(t, a, "report", `{"readings":{"readings":[{"kpi":"revenue","period":"2026-09","value":"1200"}]}}`)
	assert.True(t, strings.Contains(supposed, `"actual":"1200",`))
	assert.Equal(t, before, ask(t, a, "report", `{}`))
}

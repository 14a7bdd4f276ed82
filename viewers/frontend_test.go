package viewers

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFrontend drives the page of examples/frontend in the browser: frontend.mjs says what it must do.
func TestFrontend(t *testing.T) {
	t.Parallel()
	node, chromium := need(t, "node"), need(t, "chromium")
	if _, err := os.Stat("node_modules/playwright-core"); err != nil {
		missing(t, "playwright-core is not installed: npm ci")
	}
	program := filepath.Join(t.TempDir(), "frontend")
	run(t, "", "go", "build", "-o", program, "github.com/go-bsc/bsc/examples/frontend")
	oneBrowser.Lock()
	defer oneBrowser.Unlock()
	stdout, stderr, err := try(t, "", "env", "FRONTEND="+program, "CHROMIUM="+chromium, node, "--test", "--test-reporter=spec", "frontend.mjs")
	require.NoError(t, err, "%s\n%s", stdout, stderr)
	t.Log(stdout)
}

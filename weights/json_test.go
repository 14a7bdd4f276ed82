package weights_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc/weights"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestJSON: a front end sends judgements and shows the weights.
func TestJSON(t *testing.T) {
	var judgements []weights.Judgement
	require.NoError(t, json.Unmarshal([]byte(`[{"a":"x","b":"y","times":3},{"a":"x","b":"z","times":1},{"a":"y","b":"z","times":1}]`), &judgements))
	w, err := weights.AHPGeometric([]string{"x", "y", "z"}, judgements)
	require.NoError(t, err)
	text, err := json.Marshal(w)
	require.NoError(t, err)
	assert.Equal(t, `{"items":[{"id":"x","weight":0.4599580885},{"id":"y","weight":0.2211247851},{"id":"z","weight":0.3189171264}],`+
		`"consistency":{"method":"ahp_geometric","ratio":0.4023163203,"limit":0.31,"consistent":false,`+
		`"worst":{"a":"x","b":"y","times":3,"fits":2.0800838231}}}`, string(text))
}

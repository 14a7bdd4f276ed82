package more_test

import (
	"testing"

	"tiny"
)

// TestLimit knows where the limit is.
func TestLimit(t *testing.T) {
	if tiny.Grade(9) != "low" || tiny.Grade(10) != "high" {
		t.Fail()
	}
}

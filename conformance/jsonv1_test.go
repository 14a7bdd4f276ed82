//go:build !goexperiment.jsonv2

package conformance

func newJSON() []jsonVersion { return nil }

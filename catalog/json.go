package catalog

import "github.com/go-bsc/bsc/internal/wire"

// MarshalJSON writes the template by its tags.
func (t Template) MarshalJSON() ([]byte, error) { return wire.Marshal(t) }

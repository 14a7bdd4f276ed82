package report

import "github.com/go-bsc/bsc/internal/wire"

// MarshalJSON writes the keys of its fields; without org units, cards and units are empty lists.
func (o Organisation) MarshalJSON() ([]byte, error) { return wire.Marshal(o) }

// MarshalJSON writes the keys of its fields; without org units, columns and rows are empty lists.
func (m HeatMap) MarshalJSON() ([]byte, error) { return wire.Marshal(m) }

// MarshalJSON writes the keys of its fields; without nodes, cells is an empty list.
func (r Row) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

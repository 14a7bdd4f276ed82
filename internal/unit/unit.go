// Package unit knows what units of measurement, which are free text, say.
package unit

import (
	"slices"
	"strings"
)

// IsPercent reports whether a unit is a share of something, so that its values do not add up: a word for percent, or a
// text that begins or ends with % or ‰, such as "% of sales".
func IsPercent(unit string) bool {
	unit = strings.ToLower(strings.TrimSpace(unit))
	for _, sign := range []string{"%", "‰"} {
		if strings.HasPrefix(unit, sign) || strings.HasSuffix(unit, sign) {
			return true
		}
	}
	return slices.Contains([]string{"percent", "per cent", "percentage", "pct"}, unit)
}

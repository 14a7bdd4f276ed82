package render

// Internals for tests outside the package.

// Clean returns text as it is shown.
func Clean(s string) string { return clean(s) }

// Invisible reports whether a character only affects how others are shown.
func Invisible(r rune) bool { return invisible(r) }

// RightToLeft reports whether a character is written from right to left.
func RightToLeft(r rune) bool { return rightToLeft(r) }

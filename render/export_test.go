package render

// What tests outside the package need to know of it.

// Clean is what is shown of a text.
func Clean(s string) string { return clean(s) }

// Invisible reports whether a character only steers how others are shown.
func Invisible(r rune) bool { return invisible(r) }

// RightToLeft reports whether a character is written from right to left.
func RightToLeft(r rune) bool { return rightToLeft(r) }

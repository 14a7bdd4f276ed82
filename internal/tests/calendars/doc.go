// Package calendars tests calendars: periods tile the days and nest, in calendar, fiscal and week years and in tables,
// and every calendar that does not hold together says why.
package calendars

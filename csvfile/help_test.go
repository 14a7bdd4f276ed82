package csvfile_test

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func oneValue(kpi, value string) bsc.Actuals {
	return bsc.Actuals{kpi: decimal.RequireFromString(value)}
}

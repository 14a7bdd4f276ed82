package catalog

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	// Series that templates of several departments read.
)

func complaints() bsc.Series {
	return flow("complaints", "Complaints received", "complaints", period.Monthly)
}

func customersGained() bsc.Series {
	return flow("customers-gained", "Customers gained", "customers", period.Monthly)
}

func headcount() bsc.Series {
	return level("headcount", "Headcount", "people", period.Monthly)
}

func ordersDelivered() bsc.Series {
	return flow("orders-delivered", "Orders delivered", "orders", period.Monthly)
}

func productionCost() bsc.Series {
	return flow("production-cost", "Production cost", "currency", period.Monthly)
}

func revenue() bsc.Series {
	return flow("revenue", "Revenue", "currency", period.Monthly)
}

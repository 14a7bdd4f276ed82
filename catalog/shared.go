package catalog

import "github.com/go-bsc/bsc"

// Series that templates of more than one department read.

func complaints() bsc.Series {
	return flow("complaints", "Complaints received", "complaints", bsc.Monthly)
}

func customersGained() bsc.Series {
	return flow("customers-gained", "Customers gained", "customers", bsc.Monthly)
}

func headcount() bsc.Series {
	return level("headcount", "Headcount", "people", bsc.Monthly)
}

func ordersDelivered() bsc.Series {
	return flow("orders-delivered", "Orders delivered", "orders", bsc.Monthly)
}

func productionCost() bsc.Series {
	return flow("production-cost", "Production cost", "currency", bsc.Monthly)
}

func revenue() bsc.Series {
	return flow("revenue", "Revenue", "currency", bsc.Monthly)
}

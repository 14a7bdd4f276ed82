module github.com/go-bsc/bsc/viewers

go 1.25.0

replace github.com/go-bsc/bsc => ../

ignore ./node_modules

require (
	github.com/go-bsc/bsc v0.0.0
	github.com/shopspring/decimal v1.6.0
	github.com/stretchr/testify v1.12.1
	github.com/yuin/goldmark v1.8.7
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

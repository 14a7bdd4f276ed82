module github.com/go-bsc/bsc/conformance

go 1.25.0

require (
	github.com/go-bsc/bsc v0.0.0
	github.com/google/jsonschema-go v0.4.3
	github.com/shopspring/decimal v1.6.0
	github.com/stretchr/testify v1.12.1
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

replace github.com/go-bsc/bsc => ../

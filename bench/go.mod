module github.com/go-bsc/bsc/bench

go 1.25.0

require (
	github.com/go-bsc/bsc v0.0.0
	github.com/stretchr/testify v1.12.1
	gonum.org/v1/gonum v0.17.0
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

replace github.com/go-bsc/bsc => ../

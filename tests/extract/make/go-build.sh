#!/usr/bin/env bash
# Compile errors in two packages, vet's, and a test that does not compile.
source "$(dirname "$0")/common.sh"
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init example.com/shop 2> /dev/null
mkdir basket
cat > basket/basket.go <<'GO'
package basket

import "fmt"

func Total(prices []int) int {
	count := 0
	return sum(prices)
}
GO
version=$(go env GOVERSION)
record "$version" "go build ./..."
cat > basket/basket.go <<'GO'
package basket

import "fmt"

func Print(name string) {
	fmt.Printf("%d\n", name)
}
GO
record "$version-vet" "go vet ./..."
cat > basket/basket_test.go <<'GO'
package basket

import "testing"

func TestPrint(t *testing.T) {
	Print(4, "x")
}
GO
record "$version-test" "go test ./..."

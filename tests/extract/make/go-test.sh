#!/usr/bin/env bash
# Prints go-test/*.log with the Go there is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../go-test" "$work/app/cart" "$work/app/till" "$work/app/clock" "$work/app/race" "$work/app/setup"
cd "$work/app"
version=$(go version | cut -d' ' -f3 | sed 's/^go//')
printf 'module example.com/shop\n\ngo 1.19\n' > go.mod
cat > cart/cart.go <<'GO'
package cart

func Total(prices []int) (sum int) {
	for _, price := range prices {
		sum += price
	}
	return sum
}
GO
cat > cart/cart_test.go <<'GO'
package cart

import "testing"

func TestAdds(t *testing.T) {
	if Total([]int{1, 2}) != 3 {
		t.Fatal("wrong")
	}
}

func TestDiscounts(t *testing.T) {
	t.Log("prices loaded")
	if got := Total([]int{4, 5}); got != 10 {
		t.Errorf("got %d, want 10", got)
	}
}

func TestTable(t *testing.T) {
	for name, want := range map[string]int{"two items": 10} {
		t.Run(name, func(t *testing.T) {
			if got := Total([]int{4, 5}); got != want {
				t.Fatalf("Total() = %d, want %d", got, want)
			}
		})
	}
}
GO
cat > till/till_test.go <<'GO'
package till

import "testing"

func TestOpens(t *testing.T) {
	var coins []int
	_ = coins[5]
}

func TestNeverRuns(t *testing.T) {}
GO
cat > clock/clock_test.go <<'GO'
package clock

import (
	"testing"
	"time"
)

func TestTicks(t *testing.T) { time.Sleep(time.Minute) }
GO
cat > race/race_test.go <<'GO'
package race

import "testing"

func TestShares(t *testing.T) {
	count := 0
	done := make(chan bool)
	go func() { count++; done <- true }()
	count++
	<-done
}
GO
cat > setup/setup_test.go <<'GO'
package setup

import (
	"log"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	log.Fatal("cannot reach the database: dial tcp 127.0.0.1:5432: connect: connection refused")
	os.Exit(m.Run())
}

func TestReads(t *testing.T) {}
GO
log() {
    python3 "$here/runner.py" --path "$(go env GOROOT)=/opt/hostedtoolcache/go/$version/x64" --path "$(readlink -f "$(go env GOROOT)")=/opt/hostedtoolcache/go/$version/x64" "$2" > "$here/../go-test/$1.log"
}
log "$version" 'go test ./cart ./till'
log verbose 'go test -v ./cart'
log json 'go test -json ./cart'
log timeout 'go test -timeout 1s ./clock'
log main 'go test ./setup ./cart'
CGO_ENABLED=1 log race 'go test -race ./race'

# testify and gotestsum as Debian packages them: golang-github-stretchr-testify-dev, gotestsum.
export GO111MODULE=off GOPATH="$work/gopath:/usr/share/gocode"
mkdir -p "$work/gopath/src/example.com/shop/basket"
cd "$work/gopath/src/example.com/shop"
cat > basket/basket_test.go <<'GO'
package basket

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDiscounts(t *testing.T) {
	t.Parallel()
	t.Log("an error was expected here")
	assert.Equal(t, 10, 9, "two items of one kind")
}

func TestPays(t *testing.T) {
	t.Parallel()
	require.NoError(t, errors.New("card refused"))
}
GO
log testify 'go test -v ./basket'
log gotestsum 'gotestsum ./basket'

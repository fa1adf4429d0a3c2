#!/usr/bin/env bash
# Prints ginkgo/1.16.5.log with what Debian packages: golang-github-onsi-ginkgo-dev and what it needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GO111MODULE=off GOPATH="$work/gopath:/usr/share/gocode"
mkdir -p "$here/../ginkgo" "$work/gopath/src/example.com/shop/cart"
cd "$work/gopath/src/example.com/shop"
cat > cart/cart_test.go <<'GO'
package cart

import (
	"testing"

	. "github.com/onsi/ginkgo"
	. "github.com/onsi/gomega"
)

func TestCart(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "Cart Suite")
}

var _ = Describe("Cart", func() {
	It("adds", func() { Expect(1 + 2).To(Equal(3)) })
	Context("with two items of one kind", func() {
		It("discounts", func() {
			GinkgoWriter.Write([]byte("Error: printed by the code under test\n"))
			Expect(4 + 5).To(Equal(10), "the total")
		})
	})
	It("opens the till", func() {
		var coins []int
		_ = coins[5]
	})
})
GO
python3 "$here/runner.py" --path "$(readlink -f "$(go env GOROOT)")=/opt/hostedtoolcache/go/1.19.8/x64" "go test ./cart -ginkgo.randomizeAllSpecs=false -ginkgo.seed=1" > "$here/../ginkgo/1.16.5.log"

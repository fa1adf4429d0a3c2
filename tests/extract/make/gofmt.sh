#!/usr/bin/env bash
# A file to format, as a list and as a difference.
source "$(dirname "$0")/common.sh"
mkdir basket
printf 'package basket\n\nfunc Total( prices []int) int { return len(prices) }\n' > basket/basket.go
version=$(go env GOVERSION)
record "$version-diff" 'out=$(gofmt -d .)
echo "$out"
test -z "$out"'

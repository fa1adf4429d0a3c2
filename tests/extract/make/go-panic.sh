#!/usr/bin/env bash
# A nil map, a deadlock, and an error that main panics with.
source "$(dirname "$0")/common.sh"
go mod init example.com/shop 2> /dev/null
mkdir map lock
printf 'package main\n\nfunc add(prices map[string]int) {\n\tprices["tea"] = 4\n}\n\nfunc main() {\n\tadd(nil)\n}\n' > map/main.go
printf 'package main\n\nimport "sync"\n\nfunc main() {\n\tvar lock sync.Mutex\n\tlock.Lock()\n\tlock.Lock()\n}\n' > lock/main.go
version=$(go env GOVERSION)
record "$version" "go run ./map"
record "$version-deadlock" "go run ./lock"

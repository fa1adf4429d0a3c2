#!/usr/bin/env bash
# A type that is not defined.
source "$(dirname "$0")/common.sh"
printf 'syntax = "proto3";\n\nmessage Basket {\n  Price price = 1;\n}\n' > basket.proto
record "$(protoc --version | cut -d' ' -f2)" "protoc --cpp_out=. basket.proto"

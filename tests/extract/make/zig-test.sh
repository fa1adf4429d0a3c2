#!/usr/bin/env bash
# Zig's test runner, by the compilers that PyPI packs.
source "$(dirname "$0")/common.sh"
cat > shop.zig <<'ZIG'
const std = @import("std");

fn total(prices: []const u32) u32 {
    var sum: u32 = 0;
    for (prices) |price| sum += price;
    return sum;
}

test "adds" {
    try std.testing.expectEqual(@as(u32, 3), total(&.{ 1, 2 }));
}

test "discounts" {
    try std.testing.expectEqual(@as(u32, 10), total(&.{ 4, 5 }));
}

test "is empty" {
    try std.testing.expect(total(&.{1}) == 0);
}
ZIG
for version in 0.11.0 0.15.1; do
    pip_tools "ziglang==$version"
    record $version --path "$work.venv/lib/python3.11/site-packages/ziglang=/opt/zig" --path "python3 -m ziglang=zig" "python3 -m ziglang test shop.zig"
done

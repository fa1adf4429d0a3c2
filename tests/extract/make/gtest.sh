#!/usr/bin/env bash
# Prints gtest/*.log, ctest/*.log, catch2/*.log and doctest/*.log with what Debian packages of them (libgtest-dev, cmake, catch2, doctest-dev).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../gtest" "$here/../ctest" "$here/../catch2" "$here/../doctest" "$work/app"
cd "$work/app"
cat > shop_test.cc <<'CC'
#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>
int Total(const std::vector<int>& prices) { int sum = 0; for (int price : prices) sum += price; return sum; }
TEST(Shop, Adds) { EXPECT_EQ(Total({1, 2}), 3); }
TEST(Shop, Discounts) {
  EXPECT_EQ(Total({4, 5}), 10) << "two items of one kind";
}
TEST(Shop, Prices) { throw std::runtime_error("no price for milk"); }
class Items : public testing::TestWithParam<int> {};
TEST_P(Items, AreCheap) { ASSERT_LT(GetParam(), 2); }
INSTANTIATE_TEST_SUITE_P(Cart, Items, testing::Values(1, 3));
CC
cat > crash_test.cc <<'CC'
#include <gtest/gtest.h>
TEST(Till, Opens) { int* coins = nullptr; *coins = 5; }
CC
cat > catch_test.cc <<'CC'
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#include <stdexcept>
TEST_CASE("adds", "[shop]") { REQUIRE(1 + 2 == 3); }
TEST_CASE("discounts", "[shop]") {
  int total = 4 + 5;
  SECTION("two items of one kind") {
    CHECK(total == 10);
  }
}
TEST_CASE("prices", "[shop]") { throw std::runtime_error("no price for milk"); }
CC
cat > doctest_test.cc <<'CC'
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <stdexcept>
TEST_CASE("adds") { REQUIRE(1 + 2 == 3); }
TEST_CASE("discounts") {
  int total = 4 + 5;
  SUBCASE("two items of one kind") {
    CHECK(total == 10);
  }
}
TEST_CASE("prices") { throw std::runtime_error("no price for milk"); }
CC
cat > CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.16)
project(shop CXX)
enable_testing()
find_package(GTest REQUIRED)
foreach(name shop_test crash_test)
  add_executable(${name} ${name}.cc)
  target_link_libraries(${name} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
endforeach()
add_executable(catch_test catch_test.cc)
add_executable(doctest_test doctest_test.cc)
add_test(NAME sleeps COMMAND sleep 5)
set_tests_properties(sleeps PROPERTIES TIMEOUT 1)
add_test(NAME missing COMMAND ${CMAKE_BINARY_DIR}/not_built)
CMAKE
cmake -B build -DCMAKE_BUILD_TYPE=Debug > /dev/null && cmake --build build > /dev/null 2>&1
log() { python3 "$here/runner.py" "$2" > "$here/../$1.log"; }
log gtest/1.12.1 './build/shop_test'
log ctest/3.25.1 'ctest --test-dir build'
log ctest/output-on-failure 'cd build && ctest --output-on-failure -R "crash|sleeps"'
log gtest/under-ctest 'cd build && ctest --output-on-failure -R shop'
log catch2/2.13.10 './build/catch_test'
log doctest/2.4.9 './build/doctest_test'

#!/usr/bin/env bash
# Two errors by kotlinc alone; Gradle's and Maven's wording is written by hand.
source "$(dirname "$0")/common.sh"
cat > Basket.kt <<'KT'
fun total(prices: List<Int>): Int {
    val name: Int = "basket"
    return prices.summ()
}
KT
record "$(kotlinc -version 2>&1 | grep -o 'kotlinc-jvm [0-9.]*' | cut -d' ' -f2)" "kotlinc Basket.kt -d out"

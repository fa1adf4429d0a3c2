#!/usr/bin/env bash
# Errors by scalac 2.11 itself; sbt's and Scala 3's wording is written by hand.
source "$(dirname "$0")/common.sh"
printf 'object Basket {\n  def total(prices: List[Int]): String = prices.sum\n  val name = nam\n}\n' > Basket.scala
record 2.11 "scalac Basket.scala"

#!/usr/bin/env bash
# Two errors, by GHC 9.0; newer versions number them, which is written by hand.
source "$(dirname "$0")/common.sh"
printf 'module Main where\n\ntotal :: [Int] -> Int\ntotal prices = summ prices\n\nmain :: IO ()\nmain = putStrLn (total [1])\n' > Main.hs
record "$(ghc --numeric-version)" "ghc -Wall Main.hs"

#!/usr/bin/env bash
# A value that is not bound.
source "$(dirname "$0")/common.sh"
mkdir bin
printf 'let total prices = List.fold_left (+) 0 prices\n\nlet () = print_int (totl [1])\n' > bin/main.ml
record "$(ocamlc -version)" "ocamlc bin/main.ml -o main"

#!/usr/bin/env bash
# gfortran: an undeclared name, and a module that is not there.
source "$(dirname "$0")/common.sh"
mkdir src
cat > src/basket.f90 <<'F'
module basket
  implicit none
contains
  integer function total(prices)
    integer, intent(in) :: prices(:)
    total = summ(prices)
    discount = 10
  end function
end module
F
cat > src/store.f90 <<'F'
program store
  use prices
  implicit none
end program
F
version=$(gfortran -dumpfullversion)
record "$version" "gfortran -c src/basket.f90"
record "$version-module" "gfortran -c src/store.f90"

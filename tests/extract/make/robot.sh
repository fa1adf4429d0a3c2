#!/usr/bin/env bash
# Robot Framework: a keyword that fails, a keyword that does not exist, a suite whose setup fails.
source "$(dirname "$0")/common.sh"
pip_tools robotframework
cat > shop.robot <<'TEXT'
*** Test Cases ***
Adds
    Should Be Equal As Integers    ${3}    3

Discounts
    Should Be Equal As Integers    ${9}    10    two of a kind

Pays
    Pay By Card
TEXT
version=$( (robot --version || true) | cut -d' ' -f3)
record "$version" "robot shop.robot"
record "$version-dotted" "robot --console dotted shop.robot"

#!/usr/bin/env bash
# Perl: failed assertions, a script that dies, and one that plans more tests than it runs.
source "$(dirname "$0")/common.sh"
mkdir t
cat > t/basket.t <<'PERL'
use strict;
use warnings;
use Test::More tests => 4;

is(1 + 2, 3, 'adds');
is(4 + 5, 10, 'discounts');
ok(0);
is_deeply({ tea => 1 }, { tea => 2 }, 'lists');
PERL
cat > t/store.t <<'PERL'
use strict;
use warnings;
use Test::More;

ok(1, 'opens');
die "no database at localhost:5432\n";
PERL
cat > t/fine.t <<'PERL'
use Test::More tests => 1;
TODO: {
    local $TODO = 'later';
    is(1, 2, 'counts');
}
PERL
version=$(perl -MTest::Harness -e 'print $Test::Harness::VERSION')
record "$version" "prove -l t"
record "$version-verbose" "prove -lv t/basket.t"
record "$version-dies" "prove -l t/store.t"

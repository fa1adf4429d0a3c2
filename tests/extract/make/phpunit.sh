#!/usr/bin/env bash
# Prints phpunit/9.log and phpunit/9-testdox.log with PHPUnit 9.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/../phpunit" "$work/app/tests"
cd "$work/app"
cat > tests/ShopTest.php <<'PHP'
<?php
namespace Shop\Tests;

use PHPUnit\Framework\TestCase;

final class ShopTest extends TestCase
{
    public function testAdds(): void
    {
        $this->assertSame(3, array_sum([1, 2]));
    }

    public function testDiscounts(): void
    {
        $this->assertSame(10, array_sum([4, 5]), 'two items of one kind');
    }

    public function items(): array
    {
        return ['tea' => ['tea', 3], 'milk' => ['milk', 2]];
    }

    /** @dataProvider items */
    public function testPrice(string $item, int $price): void
    {
        if ($item === 'milk') {
            throw new \RuntimeException('no price for milk');
        }
        $this->assertSame(3, $price);
    }

    public function testLater(): void
    {
        $this->markTestIncomplete('next week');
    }

    public function testAssertsNothing(): void
    {
    }
}
PHP
log() { python3 "$here/runner.py" "$2" > "$here/../phpunit/$1.log"; }
log 9 'phpunit tests'
log 9-testdox 'phpunit --testdox tests'
mkdir empty && log nothing 'phpunit empty'

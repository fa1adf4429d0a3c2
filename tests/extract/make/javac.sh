#!/usr/bin/env bash
# Two errors by javac itself.
source "$(dirname "$0")/common.sh"
mkdir -p src/main/java/shop
cat > src/main/java/shop/Basket.java <<'JAVA'
package shop;

import shop.prices.Price;

public class Basket {
    private int count;

    public String name() {
        return count;
    }
}
JAVA
record "$(javac -version 2>&1 | cut -d' ' -f2)" "javac -d out src/main/java/shop/Basket.java"

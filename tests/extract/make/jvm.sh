#!/usr/bin/env bash
# An exception with a cause, and a class that is missing.
source "$(dirname "$0")/common.sh"
mkdir -p src/shop
cat > src/shop/Basket.java <<'JAVA'
package shop;

public class Basket {
    static int price(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("a price is no number", e);
        }
    }

    public static void main(String[] args) {
        System.out.println(price("4,50"));
    }
}
JAVA
javac -d out src/shop/Basket.java
record "$(java --version | head -1 | cut -d' ' -f2)" "java -cp out shop.Basket"

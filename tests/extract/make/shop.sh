# Sourced by the scripts of test runners: the little shop whose tests fail.

# shop_spec FILE: a suite of Jasmine's, two of whose three specs fail.
shop_spec() {
    cat > "$1" <<'JS'
describe('shop', () => {
  it('adds', () => {
    expect(1 + 2).toBe(3);
  });

  it('discounts', () => {
    expect(4 + 5).toBe(10);
  });

  describe('checkout', () => {
    it('reads the cart', () => {
      const cart = undefined;
      expect(cart.items.length).toBe(0);
    });
  });
});
JS
}

# shop_feature [SCENARIO]: features/shop.feature, with one more scenario before the last.
shop_feature() {
    mkdir -p features/steps
    {
        cat <<'TEXT'
Feature: Shop

  Scenario: Adds
    Given a basket with 2 items
    Then the total is 3

  Scenario: Discounts
    Given a basket with 2 items
    Then the total is 10

TEXT
        [ $# -eq 0 ] || printf '%s\n\n' "$1"
        cat <<'TEXT'
  Scenario: Pays
    Given a basket with 2 items
    When the customer pays by card
TEXT
    } > features/shop.feature
}

# java_class FILE IMPORTS BODY: a class of the package com.acme, called as its file.
java_class() {
    mkdir -p "$(dirname "$1")"
    printf 'package com.acme;\n\n%s%s {\n%s\n}\n' "${2:+$2$'\n\n'}" "public class $(basename "$1" .java)" "$3" > "$1"
}

# java_basket DIRECTORY: what the tests are about.
java_basket() {
    java_class "$1/com/acme/Basket.java" '' '    public int total(int... prices) {
        int sum = 0;
        for (int price : prices) {
            sum += price;
        }
        return sum;
    }

    public void load(String name) {
        try {
            java.nio.file.Files.readString(java.nio.file.Path.of(name));
        } catch (java.io.IOException error) {
            throw new IllegalStateException("basket does not load", error);
        }
    }'
}

# java_basket_test DIRECTORY [METHOD]: JUnit 4's tests of it, two of which fail.
java_basket_test() {
    java_class "$1/com/acme/BasketTest.java" 'import static org.junit.Assert.*;
import org.junit.Test;' '    @Test
    public void adds() {
        assertEquals(3, new Basket().total(1, 2));
    }

    @Test
    public void discounts() {
        assertEquals("two of a kind", 10, new Basket().total(4, 5));
    }

    @Test
    public void loads() {
        new Basket().load("prices.csv");
    }'"${2:+$'\n\n'$2}"
}

# java_broken_store DIRECTORY ANNOTATION IMPORTS MODIFIER: a test whose fixture throws.
java_broken_store() {
    java_class "$1/com/acme/StoreTest.java" "$3" "    @$2
    public ${4}void open() {
        throw new UnsupportedOperationException(\"no database at localhost:5432\");
    }

    @Test
    public void sells() {
    }"
}

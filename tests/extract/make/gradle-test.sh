#!/usr/bin/env bash
# JUnit 4 under the Gradle that Debian packs, without network: exceptions in short form, then in full.
source "$(dirname "$0")/common.sh"
mkdir -p src/main/java/com/acme src/test/java/com/acme
cat > build.gradle <<'GRADLE'
apply plugin: 'java'
dependencies {
    testCompile files('/usr/share/java/junit4.jar', '/usr/share/java/hamcrest-core.jar')
}
test {
    if (project.hasProperty('full')) {
        testLogging { exceptionFormat = 'full' }
    }
}
GRADLE
cat > src/main/java/com/acme/Basket.java <<'JAVA'
package com.acme;

public class Basket {
    public int total(int... prices) {
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
    }
}
JAVA
cat > src/test/java/com/acme/BasketTest.java <<'JAVA'
package com.acme;

import static org.junit.Assert.*;
import org.junit.Test;

public class BasketTest {
    @Test
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
    }
}
JAVA
export HOME=$work/home
mkdir -p "$HOME"
version=$(gradle --version | grep '^Gradle ' | cut -d' ' -f2)
record "$version" "gradle --offline --console=plain test"
record "$version-full" "gradle --offline --console=plain -Pfull test"

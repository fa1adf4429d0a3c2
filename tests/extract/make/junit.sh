#!/usr/bin/env bash
# JUnit's own runners, as Debian packs them: JUnit 4's on a console, and the platform's console launcher; TestNG's is printed by testng.sh.
source "$(dirname "$0")/common.sh"
mkdir -p src/com/acme classes
cat > src/com/acme/BasketTest.java <<'JAVA'
package com.acme;

import static org.junit.Assert.*;
import org.junit.Test;

public class BasketTest {
    @Test
    public void adds() {
        assertEquals(3, 1 + 2);
    }

    @Test
    public void discounts() {
        assertEquals("two of a kind", 10, 4 + 5);
    }

    @Test
    public void loads() throws Exception {
        try {
            java.nio.file.Files.readString(java.nio.file.Path.of("prices.csv"));
        } catch (java.io.IOException error) {
            throw new IllegalStateException("basket does not load", error);
        }
    }
}
JAVA
cat > src/com/acme/StoreTest.java <<'JAVA'
package com.acme;

import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.*;

class StoreTest {
    @Test
    void sells() {
        assertEquals(10, 4 + 5, "two of a kind");
    }

    @Test
    @DisplayName("gives change")
    void change() {
        throw new IllegalStateException("the till is empty");
    }
}
JAVA
jars=/usr/share/java
four=$jars/junit4.jar:$jars/hamcrest-core.jar
five=$jars/junit-jupiter-api.jar:$jars/junit-jupiter-engine.jar:$jars/junit-platform-console.jar:$jars/junit-platform-launcher.jar:$jars/junit-platform-reporting.jar
five=$five:$jars/junit-platform-engine.jar:$jars/junit-platform-commons.jar:$jars/opentest4j.jar:$jars/apiguardian-api.jar:$jars/picocli.jar:$jars/opentest4j-reporting-events.jar:$jars/opentest4j-reporting-schema.jar:$jars/univocity-parsers.jar
javac -d classes -cp "$four:$five" src/com/acme/*.java
record 4.13 --path "$four=lib/*" "java -cp classes:$four org.junit.runner.JUnitCore com.acme.BasketTest"
record console-1.9 --path "$five=lib/*" "java -cp classes:$five org.junit.platform.console.ConsoleLauncher --disable-banner --details tree -c com.acme.StoreTest"

#!/usr/bin/env bash
# TestNG's own runner: a failed assertion, a configuration method that throws and the test it takes with it.
source "$(dirname "$0")/common.sh"
mkdir -p src/com/acme classes
cat > src/com/acme/BasketTest.java <<'JAVA'
package com.acme;

import static org.testng.Assert.*;
import org.testng.annotations.*;

public class BasketTest {
    @Test
    public void adds() {
        assertEquals(1 + 2, 3);
    }

    @Test
    public void discounts() {
        assertEquals(4 + 5, 10, "two of a kind");
    }
}
JAVA
cat > src/com/acme/StoreTest.java <<'JAVA'
package com.acme;

import org.testng.annotations.*;

public class StoreTest {
    @BeforeMethod
    public void open() {
        throw new IllegalStateException("no database at localhost:5432");
    }

    @Test
    public void sells() {
    }
}
JAVA
jars=/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar
javac -d classes -cp "$jars" src/com/acme/*.java
record 6.9 --path "$jars=lib/*" "java -cp classes:$jars org.testng.TestNG -verbose 2 -testclass com.acme.BasketTest,com.acme.StoreTest"

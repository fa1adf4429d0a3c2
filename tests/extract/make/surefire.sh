#!/usr/bin/env bash
# A failure, an error with its cause, and a class that does not start, by the Surefire that Debian packs (libsurefire-java, junit4), without network.
source "$(dirname "$0")/common.sh"
mkdir -p src/main/java/com/acme src/test/java/com/acme
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.acme</groupId>
  <artifactId>shop</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.source>11</maven.compiler.source>
    <maven.compiler.target>11</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.x</version><scope>test</scope></dependency>
  </dependencies>
</project>
XML
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

    @Test
    public void isEmpty() {
        assertTrue(new Basket().total(1) == 0);
    }
}
JAVA
cat > src/test/java/com/acme/StoreTest.java <<'JAVA'
package com.acme;

import org.junit.BeforeClass;
import org.junit.Test;

public class StoreTest {
    @BeforeClass
    public static void open() {
        throw new UnsupportedOperationException("no database at localhost:5432");
    }

    @Test
    public void sells() {
    }
}
JAVA
cat > src/test/java/com/acme/ReceiptTest.java <<'JAVA'
package com.acme;

import org.junit.Test;

public class ReceiptTest {
    @Test
    public void prints() {
    }
}
JAVA
cat > settings.xml <<XML
<settings><localRepository>$work/repository</localRepository><offline>true</offline></settings>
XML
cp -rL /usr/share/maven-repo repository
version=$(dpkg-query -W -f '${Version}' libsurefire-java | cut -d- -f1)
record "$version" "mvn --batch-mode --settings settings.xml test"
record "$version-trimmed" "mvn --batch-mode --quiet --settings settings.xml -DtrimStackTrace=false test"

sed -i 's|<dependency>.*</dependency>|<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter-params</artifactId><version>5.9.2</version><scope>test</scope></dependency><dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter-engine</artifactId><version>5.9.2</version><scope>test</scope></dependency>|' pom.xml
rm src/test/java/com/acme/*
cat > src/test/java/com/acme/BasketTest.java <<'JAVA'
package com.acme;

import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasketTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void discounts(int price) {
        assertEquals(2, new Basket().total(price, 1), "two of a kind");
    }

    @Nested
    class WhenEmpty {
        @Test
        @DisplayName("loads nothing")
        void loads() {
            new Basket().load("prices.csv");
        }
    }
}
JAVA
record "$version-jupiter" "mvn --batch-mode --settings settings.xml test"

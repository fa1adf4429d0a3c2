#!/usr/bin/env bash
# A failure, an error with its cause, and a class that does not start, by the Surefire that Debian packs (libsurefire-java, junit4), without network.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
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
java_basket src/main/java
java_basket_test src/test/java '    @Test
    public void isEmpty() {
        assertTrue(new Basket().total(1) == 0);
    }'
java_broken_store src/test/java BeforeClass 'import org.junit.BeforeClass;
import org.junit.Test;' 'static '
java_class src/test/java/com/acme/ReceiptTest.java 'import org.junit.Test;' '    @Test
    public void prints() {
    }'
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

#!/usr/bin/env bash
# JUnit's own runners, as Debian packs them: JUnit 4's on a console, and the platform's console launcher; TestNG's is printed by testng.sh.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
mkdir classes
java_basket src
java_basket_test src
java_class src/com/acme/StoreTest.java 'import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.*;' '    @Test
    void sells() {
        assertEquals(10, new Basket().total(4, 5), "two of a kind");
    }

    @Test
    @DisplayName("gives change")
    void change() {
        throw new IllegalStateException("the till is empty");
    }'
jars=/usr/share/java
four=$jars/junit4.jar:$jars/hamcrest-core.jar
five=$jars/junit-jupiter-api.jar:$jars/junit-jupiter-engine.jar:$jars/junit-platform-console.jar:$jars/junit-platform-launcher.jar:$jars/junit-platform-reporting.jar
five=$five:$jars/junit-platform-engine.jar:$jars/junit-platform-commons.jar:$jars/opentest4j.jar:$jars/apiguardian-api.jar:$jars/picocli.jar:$jars/opentest4j-reporting-events.jar:$jars/opentest4j-reporting-schema.jar:$jars/univocity-parsers.jar
javac -d classes -cp "$four:$five" src/com/acme/*.java
record 4.13 --path "$four=lib/*" "java -cp classes:$four org.junit.runner.JUnitCore com.acme.BasketTest"
record console-1.9 --path "$five=lib/*" "java -cp classes:$five org.junit.platform.console.ConsoleLauncher --disable-banner --details tree -c com.acme.StoreTest"

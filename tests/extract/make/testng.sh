#!/usr/bin/env bash
# TestNG's own runner: a failed assertion, a configuration method that throws and the test it takes with it.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
mkdir classes
java_basket src
java_class src/com/acme/BasketTest.java 'import static org.testng.Assert.*;
import org.testng.annotations.*;' '    @Test
    public void adds() {
        assertEquals(new Basket().total(1, 2), 3);
    }

    @Test
    public void discounts() {
        assertEquals(new Basket().total(4, 5), 10, "two of a kind");
    }'
java_broken_store src BeforeMethod 'import org.testng.annotations.*;' ''
jars=/usr/share/java/testng.jar:/usr/share/java/jcommander.jar:/usr/share/java/bsh.jar
javac -d classes -cp "$jars" src/com/acme/*.java
record 6.9 --path "$jars=lib/*" "java -cp classes:$jars org.testng.TestNG -verbose 2 -testclass com.acme.BasketTest,com.acme.StoreTest"

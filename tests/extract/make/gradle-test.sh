#!/usr/bin/env bash
# JUnit 4 under the Gradle that Debian packs, without network: exceptions in short form, then in full.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
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
java_basket src/main/java
java_basket_test src/test/java
export HOME=$work/home
mkdir -p "$HOME"
version=$(gradle --version | grep '^Gradle ' | cut -d' ' -f2)
record "$version" "gradle --offline --console=plain test"
record "$version-full" "gradle --offline --console=plain -Pfull test"

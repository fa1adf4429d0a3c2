#!/usr/bin/env bash
# Three type errors, plain and pretty, by TypeScript 5 and 4, and a compiler that cannot find its configuration.
source "$(dirname "$0")/common.sh"
mkdir src
cat > src/basket.ts <<'TS'
interface Item {
  price: number;
}

export function total(items: Item[]): number {
  return items.map((item) => item.prize).join(", ");
}

const first: Item = { price: "4" };
TS
echo '{"compilerOptions": {"strict": true, "noEmit": true}, "include": ["src"]}' > tsconfig.json
for version in 5.9.3 4.9.5; do
    npm_tools "typescript@$version"
    record "$version" "tsc -p ."
    record "$version-pretty" "tsc -p . --pretty"
done
record "$version-project" "tsc -p tsconfig.build.json"

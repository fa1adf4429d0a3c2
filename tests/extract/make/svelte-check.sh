#!/usr/bin/env bash
# A type error and a warning, in the formats of svelte-check 4.
source "$(dirname "$0")/common.sh"
mkdir src
printf '<script lang="ts">\n  let count: number = "4";\n</script>\n\n<img src="x.png" />\n<p>{count}</p>\n' > src/Basket.svelte
echo '{"compilerOptions": {"strict": true, "noEmit": true}, "include": ["src"]}' > tsconfig.json
npm_tools svelte@5 svelte-check@4 typescript@5
record 4 "svelte-check --tsconfig ./tsconfig.json"
record 4-machine "svelte-check --tsconfig ./tsconfig.json --output machine"

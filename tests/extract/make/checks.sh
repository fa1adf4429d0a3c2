#!/usr/bin/env bash
# Smaller checks of packages, sources and manifests, from npm and PyPI: publint, arethetypeswrong, TypeDoc, size-limit, API Extractor, GraphQL Code
# Generator, Parcel, license-checker, Changesets, buf, SQLFluff, djLint, ansible-lint, REUSE, interrogate, vulture, pydocstyle, Bandit.
source "$(dirname "$0")/common.sh"
tools=$work/tools
modules=$tools/node_modules
# into EXTRACTOR: records go there, from an empty directory.
into() { extractor=$1; mkdir -p "$here/../$1"; rm -rf "$work/app"; mkdir "$work/app"; cd "$work/app"; }
# packages NAME…: the tools of npm, in place of those before.
packages() { rm -rf "$tools"; mkdir "$tools"; cd "$tools"; echo '{"private": true}' > package.json; npm install --silent --no-audit --no-fund --legacy-peer-deps "$@" > /dev/null; cd "$work"; }
say() { record "$1" --path "$modules=/home/runner/work/app/app/node_modules" --path "$work.venv=/opt/venv" "$2"; }
PATH=$modules/.bin:$PATH

broken_package() {
    mkdir dist
    echo 'module.exports = 1' > dist/index.mjs
    printf '{"name":"shop","version":"1.0.0","main":"./dist/index.cjs","types":"./dist/index.d.ts","files":["dist"],"exports":{".":{"import":"./dist/index.mjs","types":"./dist/index.d.ts"}}}' > package.json
}
for version in 0.1.16 0.2.12 0.3; do
    packages "publint@$version"
    into publint; broken_package
    say "$(echo "$version" | cut -d. -f1-2)" publint
done

for version in 4 12; do
    packages "size-limit@$version" "@size-limit/file@$version"
    into size-limit; mkdir dist; ln -s "$modules" node_modules
    head -c 3000 /dev/urandom | base64 > dist/shop.js
    printf '{"name":"shop","version":"1.0.0","size-limit":[{"path":"dist/shop.js","limit":"100 B"}],"devDependencies":{"size-limit":"*","@size-limit/file":"*"}}' > package.json
    say "$version" size-limit
done
sed -i 's/shop\.js/none.js/' package.json
say nothing size-limit

for version in 7.18 7.60; do
    packages "@microsoft/api-extractor@$version"
    into api-extractor; mkdir lib temp etc
    printf '{"name":"shop","version":"1.0.0","main":"lib/index.js","types":"lib/index.d.ts"}' > package.json
    printf '/** A total.\n * @public */\nexport declare function total(items: Basket[]): number;\ndeclare interface Basket { n: number }\n' > lib/index.d.ts
    printf '{"compilerOptions":{"strict":true,"target":"es2020","types":[]},"include":["lib"]}' > tsconfig.json
    printf '{"mainEntryPointFilePath":"<projectFolder>/lib/index.d.ts","apiReport":{"enabled":true},"docModel":{"enabled":false},"dtsRollup":{"enabled":false},"messages":{"extractorMessageReporting":{"default":{"logLevel":"warning"}}}}' > api-extractor.json
    api-extractor run --local > /dev/null 2>&1
    sed -i 's/total/sum/' lib/index.d.ts
    say "$version" 'api-extractor run'
done
rm api-extractor.json
say config 'api-extractor run'

packages @arethetypeswrong/cli typedoc typescript@5.9 @graphql-codegen/cli graphql parcel license-checker @changesets/cli @bufbuild/buf
into attw
printf 'export declare const x: number;\n' > index.d.ts
printf 'export const x = 1;\n' > index.js
printf '{"name":"shop","version":"1.0.0","main":"index.js","types":"index.d.ts","type":"commonjs","exports":{".":{"import":{"types":"./index.d.ts","default":"./index.mjs"},"require":"./none.cjs"}}}' > package.json
say 0.18 'attw --pack .'
say ascii 'attw --pack . -f ascii'

into typedoc; mkdir src
printf '/** Counts {@link Basket}. */\nexport function total(items: number[]): number {\n  return items.length;\n}\n' > src/index.ts
printf '{"name":"shop","version":"1.0.0"}' > package.json
printf '{"compilerOptions":{"strict":true,"module":"nodenext","target":"es2022","skipLibCheck":true,"types":[]},"include":["src"]}' > tsconfig.json
say warnings 'typedoc --treatWarningsAsErrors --entryPoints src/index.ts'
say 0.28 'typedoc --entryPoints src/shop.ts'

into graphql-codegen; ln -s "$modules" node_modules
printf '{"name":"shop","version":"1.0.0"}' > package.json
printf 'type Query { cart: Cart }\n' > schema.graphql
printf 'schema: schema.graphql\ngenerates:\n  out.ts:\n    plugins: [typescript]\n' > codegen.yml
say schema 'graphql-codegen --config codegen.yml'
printf 'type Query { cart: Int }\n' > schema.graphql
printf 'query Total { carts }\n' > q.graphql
printf 'schema: schema.graphql\ndocuments: q.graphql\ngenerates:\n  out.json:\n    plugins: [introspection]\n' > codegen.yml
say plugin 'graphql-codegen --config codegen.yml'

into parcel; mkdir src; ln -s "$modules" node_modules
printf '{"name":"shop","source":"src/index.html"}' > package.json
printf '<script type="module" src="./index.js"></script>\n' > src/index.html
printf 'import x from "./cart";\nconsole.log(x)\n' > src/index.js
say resolve 'parcel build --no-cache'
printf 'const x = ;\n' > src/index.js
say syntax 'parcel build --no-cache'

into license-checker; ln -s "$modules" node_modules
printf '{"name":"shop","version":"1.0.0","dependencies":{"graphql":"*"},"license":"MIT"}' > package.json
say allowed 'license-checker --onlyAllow ISC'

into release; mkdir -p packages/cart .changeset
git init -q -b main .
printf '{"name":"shop","version":"1.0.0","private":true,"workspaces":["packages/*"]}' > package.json
printf '{"name":"@acme/cart","version":"1.0.0"}' > packages/cart/package.json
echo '{"lockfileVersion":3}' > package-lock.json
printf '{"changelog":false,"commit":false,"access":"public","baseBranch":"main"}' > .changeset/config.json
printf -- '---\n"@acme/basket": minor\n---\n\nCount.\n' > .changeset/a.md
say changesets-unknown 'changeset version'

into protoc; mkdir shop
printf 'version: v2\nlint:\n  use: [STANDARD]\n' > buf.yaml
printf 'syntax = "proto3";\npackage Shop;\nmessage cart { int32 Total = 1; }\n' > shop/cart.proto
say buf-lint 'buf lint'

pip_tools 'sqlfluff==4.*' 'djlint==1.49.*' 'ansible-lint==26.*' 'reuse==6.*' interrogate 'vulture==2.*' 'pydocstyle==6.*' 'bandit==1.9.*'
into sqlfluff
printf 'select a,b FROM t where x=1\n' > q.sql
say 4 'sqlfluff lint --dialect ansi q.sql'
printf 'select from from\n' > q.sql
say unparsable 'sqlfluff lint --dialect ansi q.sql'
into djlint
printf '<div><img src="a.png"><p>x</div>\n' > a.html
say 1.49 'env -u GITHUB_ACTIONS djlint a.html --lint'
into ansible-lint
printf -- '- hosts: all\n  tasks:\n    - shell: echo hi\n    - name: install\n      apt: name=vim state=latest\n' > play.yml
say 26 'ansible-lint --offline play.yml'
say pep8 'ansible-lint --offline -p --nocolor play.yml'
printf -- '- hosts: all\n  tasks:\n    - nomodule: x\n' > play.yml
say syntax 'ansible-lint --offline play.yml'
into reuse; mkdir src; git init -q .
echo 'x = 1' > src/a.py
printf '# SPDX-FileCopyrightText: 2026 Acme\n#\n# SPDX-License-Identifier: MIT\n\ny = 1\n' > src/b.py
say 6 'reuse lint'
say lines 'reuse lint --lines'
into coverage
printf 'def total(x):\n    return x\n' > a.py
say interrogate 'interrogate -v --fail-under 80 a.py'
into vulture
printf 'def total(x):\n    return x\n' > a.py
say 2 'vulture a.py'
into pydocstyle
printf 'def total(x):\n    return x\n' > a.py
say 6 'pydocstyle a.py'
into bandit
printf 'import subprocess\nsubprocess.call("ls " + input(), shell=True)\n' > a.py
say 1.9 'bandit -q -r .'

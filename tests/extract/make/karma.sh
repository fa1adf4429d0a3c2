#!/usr/bin/env bash
# Karma in jsdom, with the reporters progress and dots, and a script that throws while it loads.
source "$(dirname "$0")/common.sh"
source "$here/shop.sh"
npm_tools --legacy-peer-deps karma@6 karma-jasmine@5 jasmine-core@4 karma-jsdom-launcher@14 jsdom@22
cat > karma.conf.js <<'JS'
module.exports = config => config.set({
  frameworks: ['jasmine'], browsers: ['jsdom'], singleRun: true, files: ['*.spec.js'],
  reporters: [process.env.REPORTER || 'progress'], client: { jasmine: { random: false } },
});
JS
shop_spec shop.spec.js
record 6 "npx karma start"
record 6-dots --env REPORTER=dots "npx karma start"
echo 'missing.call();' > broken.spec.js
record 6-load "npx karma start"

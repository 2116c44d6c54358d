/**
 * What `tokamark` runs first, on any Node.js: it says where that is too old, before anything is loaded that an old one cannot
 * read. In ES5, which the linter sees to. Not the command itself (start.ts).
 */
'use strict';

require('./require-node.cjs');

require('./load.cjs')().catch(function (thrown) {
  process.stderr.write(
    'tokamark: It cannot be loaded: ' +
      String((thrown && thrown.message) || thrown) +
      '\n  Install Tokamark again, or build it with npm run build.\n'
  );
  process.exit(1);
});

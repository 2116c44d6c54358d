/** Loads the command. Apart from tokamark.cjs, since a Node.js without `import()` could not even read that file then. */
'use strict';

module.exports = function () {
  return import('./start.mjs');
};

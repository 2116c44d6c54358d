/** Ends the process where its Node.js is too old. In ES5. The exit code is that of exit-codes.ts, which an old Node.js cannot read. */
'use strict';

var nodeVersion = require('./node-version.cjs');

var problem = nodeVersion.problem(process.versions.node, nodeVersion.engines(__dirname));
if (problem !== null) {
  process.stderr.write('tokamark: ' + problem + '\n');
  process.exit(6);
}

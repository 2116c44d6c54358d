/** Prints what a browser fetches before Run can be pressed, what the room Learn fetches beyond, and fails where either is more than it may be: npm run check:size. */

import '../cli/entry/require-node.cjs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options = { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('warn') };
const { module } = await runnerImport(join(root, 'src/build/first-load.ts'), options);
const page = join(root, 'dist/page');
const reports = [module.sizeReport(module.firstLoad(page)), module.learnReport(module.learnLoad(page))];
for (const { lines, beyond } of reports) for (const line of [...lines, ...beyond]) console.log(line);
if (reports.some(({ beyond }) => beyond.length > 0)) process.exit(1);

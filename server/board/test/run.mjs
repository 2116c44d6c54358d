/** Runs a TypeScript file of the tests in a process of its own, to be killed: `node run.mjs FILE ARGUMENT`. Its `main` gets the argument. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const [file = '', argument = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const alone = { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('error') };
// What the build writes into a bundle.
const { module: built } = await runnerImport(join(root, 'vite.config.ts'), alone);
const { module } = await runnerImport(join(import.meta.dirname, file), { ...alone, define: built.buildConstants() });
await module.main(argument);

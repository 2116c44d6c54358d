/** Runs a TypeScript file of the tests in a process of its own, to be killed: `node run.mjs FILE ARGUMENT`. Its `main` gets the argument. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const [file = '', argument = ''] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { module } = await runnerImport(join(import.meta.dirname, file), { root, configFile: false, logLevel: 'error' });
await module.main(argument);

/** The process that compiles on null hardware: null-amd starts it, with a file to write to. Plain JavaScript, to load TypeScript with. */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const { module } = await runnerImport(resolve(import.meta.dirname, 'compile.ts'), {
  ...{ root, configFile: false, logLevel: 'silent' },
});
await module.compile(process.argv.slice(2));
// Not by itself: with its device collected, Dawn on null hardware ends in a segmentation fault.
process.exit(0);

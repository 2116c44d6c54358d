/** `npm run bench:board`. Plain JavaScript, to load TypeScript with. */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const { module } = await runnerImport(resolve(import.meta.dirname, 'main.ts'), {
  ...{ root, configFile: false, logLevel: 'silent' },
});
process.exitCode = module.main(process.argv.slice(2));

/**
 * `npm run test:subgroups -- 4`: all kernel tests on lavapipe with subgroups of 4 lanes, or of 16 where the processor has AVX-512.
 * Further parameters go to vitest. Without the npm script lavapipe takes 8.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const WIDTHS = new Map([
  ['4', '128'],
  ['8', '256'],
  ['16', '512'],
]);
const [size = '', ...others] = process.argv.slice(2);
const width = WIDTHS.get(size);
if (width === undefined) {
  process.stderr.write(
    `Say how many lanes a subgroup should have: npm run test:subgroups -- ${[...WIDTHS.keys()].join(' | ')}\n`,
  );
  process.exit(2);
}
const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
const parameters = [
  vitest,
  'run',
  '--project',
  'node',
  '--project',
  'dawn',
  ...(others.length === 0 ? ['shaders'] : others),
];
const { status } = spawnSync(process.execPath, parameters, {
  stdio: 'inherit',
  env: { ...process.env, LP_NATIVE_VECTOR_WIDTH: width, TOKAMARK_SUBGROUP_SIZE: size },
});
process.exit(status ?? 1);

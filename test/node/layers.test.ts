/** Shows that the linter's own rules (eslint.config.js) bite: the layers, and the one decoder of text from outside. */

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: ROOT });
/** One file of each layer is enough to import from. */
const LAYERS = [
  'src/foundation',
  'src/statistics',
  'src/device',
  'src/kernels',
  'src/model',
  'src/benchmark',
  'src/report',
  'src/energy',
  'src/worker',
];
const ENDS = ['src/page', 'src/cli'];

/** A module of that folder, from the project's root, without its ending. */
function moduleOf(folder: string): string {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort();
  const file = files.find((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'));
  if (file === undefined) throw new Error(`${folder} has no module`);
  return join(folder, file).replace(/\.ts$/, '');
}

/** The layer rule's messages for a file of `from` that imports a module of `to`. */
async function complaints(from: string, to: string): Promise<string[]> {
  const filePath = join(ROOT, `${moduleOf(from)}.ts`);
  const path = relative(join(filePath, '..'), join(ROOT, moduleOf(to)));
  const [result] = await eslint.lintText(`import '${path.startsWith('.') ? path : `./${path}`}';\n`, { filePath });
  if (result === undefined) throw new Error('the linter gave no result');
  expect(result.messages.filter((message) => message.fatal)).toEqual([]);
  return result.messages.filter((m) => m.ruleId === 'import-x/no-restricted-paths').map((m) => m.message);
}

const upwards = LAYERS.flatMap((from, index) => [...LAYERS.slice(index + 1), ...ENDS].map((to) => [from, to] as const));
const refused = [
  ...upwards,
  ['shaders', 'src/model'],
  ['src/device', 'shaders'],
  ['src/page', 'src/cli'],
  ['src/cli', 'src/page'],
  ['src/page', 'src/setup'],
  ['src/worker', 'server'],
  ['src/setup', 'src/device'],
  ['server', 'src/cli'],
] as const;

test.each(refused)('%s may not import from %s', async (from, to) => {
  const messages = await complaints(from, to);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain('Imports go one way');
});

const allowed = [
  ['src/device', 'src/foundation'],
  ['src/kernels', 'shaders'],
  ['shaders', 'src/kernels'],
  ['src/worker', 'src/benchmark'],
  ['src/page', 'src/worker'],
  ['src/cli', 'src/setup'],
  ['src/cli', 'server'],
] as const;

test.each(allowed)('%s may import from %s', async (from, to) => {
  expect(await complaints(from, to)).toEqual([]);
});

test.each([
  "import { readFile } from 'node:fs/promises';",
  "import { mkdir } from 'node:fs/promises';",
  "import { mkdirSync } from 'node:fs';",
  "readFileSync('a', 'utf8');",
  'await blob.text();',
  'await response.json();',
  "new TextDecoder('utf-8');",
  'new FileReader();',
])('no file may say %s', async (line) => {
  const filePath = join(ROOT, `${moduleOf('src/cli')}.ts`);
  const [result] = await eslint.lintText(`${line}\n`, { filePath });
  const ruled = result?.messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax') ?? [];
  expect(ruled).toHaveLength(1);
});

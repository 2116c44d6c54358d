/** Shows that the linter's own rules (eslint.config.js) bite: the layers, and the one decoder of text from outside. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..', '..');
const LAYER_RULE = 'import-x/no-restricted-paths';
const SYNTAX_RULE = 'no-restricted-syntax';
/** As it is configured, with these rules of its own alone: what needs the types of the whole project takes far longer. */
const eslint = new ESLint({
  cwd: ROOT,
  ruleFilter: ({ ruleId }) => ruleId === LAYER_RULE || ruleId === SYNTAX_RULE,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** Beside the layers, on the foundation alone; only the command and the board use them. */
const BESIDE = ['src/setup', 'server'];
/** Reads results: it may import what does, and the layers before that. */
const BOARD = 'server/board/src';
const LAST_OF_BOARD = 'src/energy';
/** Runs before there is anything to lint by layers: Node runs it as it is. */
const BUILD = 'src/build';

/** Of the first drawing in ARCHITECTURE.md, from the first layer to the two ends: the folders of each. */
function drawnLayers(): readonly (readonly string[])[] {
  const [, drawing = ''] = readFileSync(join(ROOT, 'ARCHITECTURE.md')).toString().split('```');
  const layers: string[][] = [];
  for (const line of drawing.split('\n')) {
    const folders = line.match(/(src\/\w+|shaders)(?=\/<kernel>$|, |$)/g) ?? [];
    // A line that continues a layer begins with its connecting stroke.
    if (line.startsWith(' ')) layers.at(-1)?.push(...folders);
    else if (folders.length > 0) layers.push([...folders]);
  }
  return layers;
}

const LAYERS = drawnLayers();
const ENDS = LAYERS.at(-1) ?? [];
const FOLDERS = [...LAYERS.flat(), ...BESIDE, BOARD];

/** Whether a file of `from` may import from `to`. */
function isAllowed(from: string, to: string): boolean {
  const place = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));
  if (to === BOARD) return false;
  if (from === BOARD) return BESIDE.includes(to) || place(to) <= place(LAST_OF_BOARD);
  if (BESIDE.includes(from)) return to === LAYERS[0]?.[0];
  if (BESIDE.includes(to)) return from === 'src/cli';
  return place(to) < place(from) || (place(to) === place(from) && !ENDS.includes(from));
}

/** A module of that folder, from the project's root, without its ending: its door, or any, since one is enough to import. */
function moduleOf(folder: string): string {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort();
  const modules = files.filter(
    (name) => /(?<!\.test|\.d)\.ts$/.test(name) && !(folder === 'server' && /^board\b/.test(name)),
  );
  const file = modules.find((name) => name === 'index.ts') ?? modules[0];
  if (file === undefined) throw new Error(`${folder} has no module`);
  return join(folder, file).replace(/\.ts$/, '');
}

test('the drawing of ARCHITECTURE.md has every folder with sources, tuning among them, and ends with page and command', () => {
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = [...folders.map(({ name }) => `src/${name}`), 'shaders', 'server', BOARD];
  expect([...FOLDERS, BUILD].sort()).toEqual(found.sort());
  expect(ENDS).toEqual(['src/page', 'src/cli']);
  expect(LAYERS[0]).toEqual(['src/foundation']);
});

test('the linter’s rule names these folders and no others', async () => {
  const zone = z.object({ target: z.union([z.string(), z.array(z.string())]), from: z.array(z.string()) });
  const rules = z.object({
    rules: z.object({
      [LAYER_RULE]: z.tuple([z.number(), z.object({ zones: z.array(zone) })]),
    }),
  });
  const config = rules.parse(await eslint.calculateConfigForFile(join(ROOT, `${moduleOf('src/cli')}.ts`)));
  const { zones } = config.rules[LAYER_RULE][1];
  const named = zones
    .flatMap(({ target, from }) => [target, from].flat())
    .map((folder) => folder.replace('./', '').replace(/\/\{\*,!\(\w+\)\/\*\*\}$/, ''));
  expect([...new Set(named)].sort()).toEqual([...FOLDERS].sort());
});

test.each(FOLDERS)('%s may import from the layers before its own and from no other', async (from) => {
  const filePath = join(ROOT, `${moduleOf(from)}.ts`);
  const others = FOLDERS.filter((to) => to !== from);
  const imports = others.map((to) => {
    const path = relative(join(filePath, '..'), join(ROOT, moduleOf(to)));
    return `import '${path.startsWith('.') ? path : `./${path}`}';`;
  });
  const [result] = await eslint.lintText(`${imports.join('\n')}\n`, { filePath });
  const messages = result?.messages ?? expect.fail('the linter gave no result');
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  const ruled = messages.filter(({ ruleId }) => ruleId === LAYER_RULE);
  for (const { message } of ruled) expect(message).toContain('Imports go one way');
  expect(ruled.map(({ line }) => others[line - 1])).toEqual(others.filter((to) => !isAllowed(from, to)));
});

test.each(ENDS)('%s may use what the door of src/costs gives, and nothing behind it', async (from) => {
  const filePath = join(ROOT, `${moduleOf(from)}.ts`);
  const costs = (file: string) => relative(join(filePath, '..'), join(ROOT, 'src', 'costs', file));
  const [result] = await eslint.lintText(`import '${costs('index')}';\nimport '${costs('costs')}';\n`, { filePath });
  const ruled = result?.messages.filter(({ ruleId }) => ruleId === LAYER_RULE) ?? [];
  expect(ruled.map(({ line }) => line)).toEqual([2]);
});

test('page and board share what they say to each other, and the page’s room of it is drawn by the board’s site alone', async () => {
  const cases = [
    ['src/page/board/room.ts', 'server/board/src/contract/common', true],
    ['src/page/board/room.ts', 'server/board/src/api/app', false],
    ['server/board/src/site/site.ts', 'src/page/rooms/rooms', true],
    ['server/board/src/api/app.ts', 'src/page/rooms/rooms', false],
    ['server/board/src/main.ts', 'src/page/rooms/rooms', false],
  ] as const;
  for (const [from, to, allowed] of cases) {
    const filePath = join(ROOT, from);
    const [result] = await eslint.lintText(`import '${relative(join(filePath, '..'), join(ROOT, to))}';\n`, {
      filePath,
    });
    const ruled = result?.messages.filter(({ ruleId }) => ruleId === LAYER_RULE) ?? [];
    expect(ruled.length === 0, `${from} imports ${to}`).toBe(allowed);
  }
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
  const ruled = result?.messages.filter(({ ruleId }) => ruleId === SYNTAX_RULE) ?? [];
  expect(ruled).toHaveLength(1);
});

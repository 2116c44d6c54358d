/** What counts as fetched before Run, and when that is too much. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstLoad, learnLoad, learnReport, sizeReport } from './first-load';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokamark-first-'));
  mkdirSync(join(folder, 'assets'));
  const files = {
    'index.html': `<link rel="icon" href="./icon.svg"><link rel="stylesheet" crossorigin href="./assets/page.css">
      <script type="module" crossorigin src="./assets/main.js"></script><a href="./check.html">check</a>`,
    'icon.svg': '<svg/>',
    'assets/page.css': 'p{}',
    'assets/main.js': `import{a as b}from"./shared.js";new Worker(new URL("/assets/entry.js",""+import.meta.url));import("./app.js")`,
    'assets/shared.js': 'export const a=1',
    'assets/entry.js': `import"./shared.js";const run=()=>import("./run.js")`,
    'assets/app.js': '',
    'assets/run.js': '',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = (): readonly string[] => firstLoad(folder).map(({ path }) => path);

it('is what the page names, with its imports and its worker, and not what is imported later', () => {
  expect(paths()).toEqual([
    'index.html',
    'assets/page.css',
    'assets/main.js',
    'assets/shared.js',
    'assets/entry.js',
    'icon.svg',
  ]);
  expect(sizeReport(firstLoad(folder)).beyond).toEqual([]);
});

it('is too much where a worker has grown, counted after compression', () => {
  writeFileSync(join(folder, 'assets/entry.js'), ' '.repeat(1e6));
  expect(sizeReport(firstLoad(folder)).beyond).toEqual([]);
  writeFileSync(join(folder, 'assets/entry.js'), randomBytes(70_000));
  expect(sizeReport(firstLoad(folder)).beyond).toEqual([
    expect.stringMatching(/^Until Run can be pressed, script takes 7\d\.\d kB gzipped: at most 60\.0 kB\.$/),
  ]);
});

it('is too much where there are many requests', () => {
  const modules = Array.from({ length: 10 }, (_, index) => `./m${index}.js`);
  for (const module of modules) writeFileSync(join(folder, 'assets', module), '');
  writeFileSync(join(folder, 'assets/shared.js'), modules.map((module) => `import"${module}";`).join(''));
  expect(sizeReport(firstLoad(folder)).beyond).toEqual([expect.stringContaining('16 requests: at most 10')]);
});

it('tells what the room Learn loads beyond the page without it, when it is entered and when something in it is opened', () => {
  const modules = {
    'app.js': 'import"./shared.js";import("./room.js");import("./other.js")',
    'room.js': 'import"./shared.js";import"./own.js";const title="learn-step-title";import("./later.js")',
    'own.js': randomBytes(70_000),
    'later.js': randomBytes(70_000),
    'other.js': randomBytes(70_000),
  };
  for (const [name, content] of Object.entries(modules)) writeFileSync(join(folder, 'assets', name), content);
  const { entered, opened } = learnLoad(folder);
  expect(entered.map(({ path }) => path).toSorted()).toEqual(['assets/own.js', 'assets/room.js']);
  expect(opened.map(({ path }) => path)).toEqual(['assets/later.js']);
  expect(learnReport(learnLoad(folder)).beyond).toEqual([
    expect.stringMatching(/^The room Learn takes 7\d\.\d kB of script gzipped: at most 60\.0 kB\.$/),
  ]);
  expect(learnReport({ entered: [], opened: [] }).beyond).toEqual([expect.stringContaining('nothing is known')]);
});

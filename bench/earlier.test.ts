/** The tree of an earlier commit: what is checked out, where its packages come from, and what is refused. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { earlierTree, linkModules } from './earlier';

let root: string;
let cache: string;

const git = (...parameters: string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...parameters], {
    encoding: 'utf8',
  }).trim();

/** A commit whose package-lock.json is `lock`. */
function commit(lock: string, more: Readonly<Record<string, string>> = {}): string {
  for (const [path, text] of Object.entries({ 'package-lock.json': lock, ...more }))
    writeFileSync(join(root, path), text);
  git('add', '.');
  git('commit', '--quiet', '--message', lock);
  return git('rev-parse', 'HEAD');
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bench-earlier-')));
  cache = join(root, '.cache');
  git('init', '--quiet');
  for (const folder of ['bench', 'node_modules']) mkdirSync(join(root, folder));
  writeFileSync(join(root, '.gitignore'), 'node_modules/\n.cache/\n');
  commit('without a bench');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const never = (): never => expect.unreachable();

test('an earlier commit is checked out as it was, under any name of it', () => {
  const first = commit('one', { 'bench/engine.ts': 'first' });
  commit('two', { 'bench/engine.ts': 'second' });
  const tree = earlierTree(root, 'HEAD~1', cache);
  expect(tree.commit).toBe(first);
  expect(readFileSync(join(tree.folder, 'bench', 'engine.ts'), 'utf8')).toBe('first');
});

test('what is checked out stays, and is made anew where somebody changed it', () => {
  commit('one', { 'bench/engine.ts': 'first' });
  const { folder } = earlierTree(root, 'HEAD', cache);
  writeFileSync(join(folder, 'built'), '');
  earlierTree(root, 'HEAD', cache);
  expect(readFileSync(join(folder, 'built'), 'utf8')).toBe('');
  writeFileSync(join(folder, 'bench', 'engine.ts'), 'changed');
  earlierTree(root, 'HEAD', cache);
  expect(readFileSync(join(folder, 'bench', 'engine.ts'), 'utf8')).toBe('first');
});

test('a commit that is not there, and one without a bench, are refused by name', () => {
  expect(() => earlierTree(root, 'nonsense', cache)).toThrow('no commit called nonsense');
  expect(() => earlierTree(root, '--help', cache)).toThrow('no commit called --help');
  expect(() => earlierTree(root, 'HEAD', cache)).toThrow('HEAD has no bench/engine.ts');
});

test('the packages are those of the present tree where both lock the same ones', () => {
  commit('one', { 'bench/engine.ts': '' });
  const tree = earlierTree(root, 'HEAD', cache);
  linkModules(root, tree, never);
  linkModules(root, tree, never);
  expect(realpathSync(join(tree.folder, 'node_modules'))).toBe(join(root, 'node_modules'));
});

test('where the locks differ the earlier tree gets packages of its own, and a link is taken away before', () => {
  commit('one', { 'bench/engine.ts': '' });
  const tree = earlierTree(root, 'HEAD', cache);
  linkModules(root, tree, never);
  writeFileSync(join(root, 'package-lock.json'), 'two');
  const installed: string[] = [];
  const install = (folder: string): void => {
    installed.push(folder);
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '');
  };
  linkModules(root, tree, install);
  linkModules(root, tree, install);
  expect(installed).toEqual([tree.folder]);
  expect(lstatSync(join(tree.folder, 'node_modules')).isSymbolicLink()).toBe(false);
});

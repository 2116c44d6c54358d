/**
 * An earlier Tokamark to be timed beside the present one: the tree of its commit in bench/.cache, with its own sources and build, which
 * answers the same protocol.
 */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface EarlierTree {
  /** In full. */
  readonly commit: string;
  readonly folder: string;
}

/** What its process runs; see engine.ts. */
const ENGINE = 'bench/engine.ts';

/** Written when the build is whole: it may have been ended half-way. */
const BUILT = 'bench/dist/built';

/**
 * Checks `revision` out below `cache`, once.
 * @param root of a clone that has the commit
 * @throws where there is no such commit, or it has no bench
 */
export function earlierTree(root: string, revision: string, cache: string): EarlierTree {
  const commit = git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  if (commit === null) throw new Error(`there is no commit called ${revision} here: fetch it, or name another`);
  if (git(root, 'cat-file', '-e', `${commit}:${ENGINE}`) === null) {
    throw new Error(`${revision} has no ${ENGINE}, so it cannot be timed: name a later commit`);
  }
  const folder = join(cache, 'before', commit);
  if (
    git(folder, 'rev-parse', 'HEAD') !== commit ||
    git(folder, 'status', '--porcelain', '--untracked-files=no') !== ''
  ) {
    rmSync(folder, { recursive: true, force: true });
    // A clone of its own, so that deleting the folder is all it takes to be rid of it; the objects are shared.
    const made = git(root, 'clone', '--quiet', '--shared', '--no-checkout', root, folder);
    if (made === null || git(folder, 'checkout', '--quiet', '--detach', commit) === null) {
      throw new Error(`${revision} could not be checked out into ${folder}: is the disk full?`);
    }
  }
  return { commit, folder };
}

/** Its packages: the present ones by a link where both trees ask for the same, else its own. */
export function linkModules(root: string, { folder }: EarlierTree, install: (folder: string) => void): void {
  const lock = (tree: string): string => readFileSync(join(tree, 'package-lock.json'), 'utf8');
  const modules = join(folder, 'node_modules');
  const linked = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (lock(root) === lock(folder)) {
    if (linked) return;
    rmSync(modules, { recursive: true, force: true });
    symlinkSync(join(root, 'node_modules'), modules, 'junction');
    return;
  }
  if (linked) rmSync(modules);
  // npm writes this file last.
  if (!existsSync(join(modules, '.package-lock.json'))) install(folder);
}

/**
 * Makes the earlier build ready to be timed.
 * @returns its commit, shortened, and the program of its engine
 * @throws what earlierTree throws, and where it cannot be built
 */
export function buildEarlier(root: string, revision: string, cache: string, say: (line: string) => void) {
  const tree = earlierTree(root, revision, cache);
  const { folder } = tree;
  const commit = tree.commit.slice(0, 12);
  linkModules(root, tree, () => {
    say(`installing the packages of ${commit}, which differ from the present ones ...`);
    execFileSync('npm', ['ci'], { ...IN(folder), shell: process.platform === 'win32' });
  });
  if (!existsSync(join(folder, BUILT))) {
    say(`building ${commit} ...`);
    const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
    const parameters = ['build', '--config', join(folder, 'bench', 'vite.config.ts'), '--mode', 'node'];
    execFileSync(process.execPath, [vite, ...parameters, '--logLevel', 'warn'], IN(folder));
    writeFileSync(join(folder, BUILT), '');
  }
  return { commit, program: join(folder, 'bench', 'dist', 'node', 'engine.js') };
}

/** What they say belongs to our progress, not to our output. */
const IN = (cwd: string): ExecFileSyncOptions => ({ cwd, stdio: ['ignore', 2, 2] });

/** @returns what git printed; null where it refused */
function git(folder: string, ...parameters: readonly string[]): string | null {
  if (!existsSync(join(folder, '.git'))) return null;
  try {
    return execFileSync('git', ['-C', folder, ...parameters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

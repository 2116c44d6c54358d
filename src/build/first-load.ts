/** What a browser fetches of the built page until Run can be pressed, read from the files themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** `other`: icons and the manifest, which not every browser asks for. */
type Kind = 'script' | 'html' | 'css' | 'other';

export interface FirstFile {
  /** Below the folder of the page. */
  readonly path: string;
  readonly kind: Kind;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** kB are 1,000 bytes, gzipped. */
const LIMITS = { requests: 10, script: 60_000, html: 15_000, css: 10_000 } as const;

export function firstLoad(folder: string): readonly FirstFile[] {
  const text = textIn(folder);
  const html = text('index.html');
  const linked = all(html, /<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"#]+)"/g);
  const scripts = withImports(
    text,
    linked.filter((one) => one.endsWith('.js')),
  );
  const file = (kind: Kind) => (path: string) => measured(folder, path, kind);
  return [
    file('html')('index.html'),
    ...linked.filter((path) => path.endsWith('.css')).map(file('css')),
    ...[...scripts].map(file('script')),
    ...linked.filter((path) => !/\.(?:css|js)$/.test(path)).map(file('other')),
  ];
}

/** An element that the room Learn alone makes: by it its module is known, whatever the builder calls that. */
const IN_LEARN = 'learn-step-title';
const MOST_OF_LEARN = 60_000;

export interface LearnLoad {
  /** What entering the room fetches. */
  readonly entered: readonly FirstFile[];
  /** What is fetched when something in it is opened: the chart of a class, the reader of its pictures. */
  readonly opened: readonly FirstFile[];
}

/** The scripts of the room Learn, beyond those that the page fetches first or then imports for itself. Empty where there is no such room. */
export function learnLoad(folder: string): LearnLoad {
  const modules = readdirSync(join(folder, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`);
  // What is named and is no module there, such as the service worker, imports nothing.
  const text = (path: string): string => (modules.includes(path) ? textIn(folder)(path) : '');
  const rooms = modules.filter((path) => text(path).includes(IN_LEARN));
  const first = firstLoad(folder).flatMap(({ path, kind }) => (kind === 'script' ? path : []));
  const later = first.flatMap((path) => laterBy(text(path), path)).filter((path) => !rooms.includes(path));
  const known = new Set(withImports(text, [...first, ...later]));
  const beyond = (paths: readonly string[]): readonly string[] =>
    [...withImports(text, paths)].filter((path) => !known.has(path) && modules.includes(path));
  const entered = beyond(rooms);
  entered.forEach((path) => known.add(path));
  const opened: string[] = [];
  for (let next = entered; next.length > 0;) {
    next = beyond(next.flatMap((path) => laterBy(text(path), path)));
    next.forEach((path) => known.add(path));
    opened.push(...next);
  }
  const sizes = (paths: readonly string[]) => paths.map((path) => measured(folder, path, 'script'));
  return { entered: sizes(entered), opened: sizes(opened) };
}

/** What is said of the files of Learn. */
export function learnReport({ entered, opened }: LearnLoad): SizeReport {
  const sum = (files: readonly FirstFile[]): number => files.reduce((total, { gzip }) => total + gzip, 0);
  const total = sum(entered);
  const lines = (files: readonly FirstFile[]): readonly string[] =>
    files.map(({ path, gzip, brotli }) => `  ${path}: ${kB(gzip)} gzip, ${kB(brotli)} brotli`);
  return {
    lines: [
      ...lines(entered),
      `the room Learn: ${kB(total)} gzip of ${kB(MOST_OF_LEARN)}`,
      ...lines(opened),
      `what is opened in it: ${kB(sum(opened))} gzip`,
    ],
    beyond: [
      ...(entered.length === 0
        ? [`No module makes #${IN_LEARN}: nothing is known of the size of the room Learn.`]
        : []),
      ...(total > MOST_OF_LEARN
        ? [`The room Learn takes ${kB(total)} of script gzipped: at most ${kB(MOST_OF_LEARN)}.`]
        : []),
    ],
  };
}

const textIn =
  (folder: string) =>
  (path: string): string =>
    readFileSync(join(folder, path)).toString();

/** `paths` and what they need at once. */
function withImports(text: (path: string) => string, paths: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    neededBy(text(path), path).forEach(follow);
  };
  paths.forEach(follow);
  return found;
}

/** Modules that are imported when they are asked for. */
const laterBy = (code: string, path: string): readonly string[] =>
  all(code, /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g).map((relative) =>
    posix.join(posix.dirname(path), relative),
  );

/** Modules that are imported at once, and workers that are started; not what is imported later. */
function neededBy(code: string, path: string): readonly string[] {
  const imports = all(code, /(?:\bfrom|\bimport)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g);
  const workers = all(code, /new URL\(\s*(?:\/\*[^*]*\*\/\s*)?["'`]([^"'`]+\.js)["'`]/g);
  return [
    ...imports.map((relative) => posix.join(posix.dirname(path), relative)),
    ...workers.map((given) => (given.startsWith('/') ? given.slice(1) : posix.join(posix.dirname(path), given))),
  ];
}

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, found]) => (found === undefined ? [] : [found]));

function measured(folder: string, path: string, kind: Kind): FirstFile {
  const content = readFileSync(join(folder, path));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    ...{ path, kind, bytes: content.length },
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content, quality).length,
  };
}

export interface SizeReport {
  readonly lines: readonly string[];
  /** What is above its limit, as sentences. */
  readonly beyond: readonly string[];
}

/** What is said of `files`. */
export function sizeReport(files: readonly FirstFile[]): SizeReport {
  const sum = (part: readonly FirstFile[], of: 'gzip' | 'brotli'): number =>
    part.reduce((total, file) => total + file[of], 0);
  const kinds = (['script', 'html', 'css'] as const).map((kind) => {
    const part = files.filter((file) => file.kind === kind);
    return { kind, gzip: sum(part, 'gzip'), brotli: sum(part, 'brotli') };
  });
  const lines = [
    ...files.map(({ path, gzip, brotli }) => `  ${path}: ${kB(gzip)} gzip, ${kB(brotli)} brotli`),
    ...kinds.map(({ kind, gzip, brotli }) => `${kind}: ${kB(gzip)} gzip of ${kB(LIMITS[kind])}, ${kB(brotli)} brotli`),
    `requests: ${files.length} of ${LIMITS.requests}`,
  ];
  const beyond = kinds
    .filter(({ kind, gzip }) => gzip > LIMITS[kind])
    .map(
      ({ kind, gzip }) => `Until Run can be pressed, ${kind} takes ${kB(gzip)} gzipped: at most ${kB(LIMITS[kind])}.`,
    );
  if (files.length > LIMITS.requests) {
    beyond.push(`Until Run can be pressed, there are ${files.length} requests: at most ${LIMITS.requests}.`);
  }
  return { lines, beyond };
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What a browser fetches of the built page until Run can be pressed, read from the files themselves. */
import { readFileSync } from 'node:fs';
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
  const text = (path: string): string => readFileSync(join(folder, path)).toString();
  const html = text('index.html');
  const linked = all(html, /<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"#]+)"/g);
  const scripts = new Set<string>();
  const follow = (path: string): void => {
    if (scripts.has(path)) return;
    scripts.add(path);
    for (const next of neededBy(text(path), path)) follow(next);
  };
  for (const path of linked.filter((one) => one.endsWith('.js'))) follow(path);
  const file = (kind: Kind) => (path: string) => measured(folder, path, kind);
  return [
    file('html')('index.html'),
    ...linked.filter((path) => path.endsWith('.css')).map(file('css')),
    ...[...scripts].map(file('script')),
    ...linked.filter((path) => !/\.(?:css|js)$/.test(path)).map(file('other')),
  ];
}

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

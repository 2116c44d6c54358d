/** That the documents name what there is: files, scripts, commands, options and environment variables. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../bench/options';
import { scripts } from '../../package.json';
import { readCommandLine } from '../../src/cli/command-line';
import { COMMANDS, createProgram } from '../../src/cli/commander-setup';
import { PROFILES } from '../../src/benchmark/suite/suite';
import { settingsOfProfile } from '../../src/options/settings';
import { createProgram as createBoardProgram } from '../../server/board/src/operator/program';
import { receiptText } from '../../src/report/receipt/link';
import { receiptOfShape, receiptRequest } from '../../src/report/receipt/receipt';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file)).toString();
const lines = (command: string, ...args: readonly string[]): readonly string[] =>
  execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean);

/** Also what is new and not yet committed. */
const FILES = lines('git', 'ls-files', '--cached', '--others', '--exclude-standard');
const DOCUMENTS = FILES.filter((file) => /^(\w+|docs\/\w+|bench\/\w+)\.md$/.test(file));
/** What lies in folders that are not the project's: the bench's models, and the results of a static board. */
const OUTSIDE = /^((fp16|int4)\/model\.onnx|results\/.+|(device|aliases)\.json)$/;

/** Of a text in Markdown: what stands in backticks, outside blocks. */
const quoted = (text: string): readonly string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, inner = '']) => inner);

/** A path, or the end of one: with a folder in it, or a file by its ending. `<kernel>` and `*` stand for any name. */
const isPath = (text: string): boolean =>
  /^[\w.<>*-]+(\/[\w.<>*-]+)*\/?$/.test(text) &&
  (text.includes('/') || /\.(m?ts|m?js|json|wgsl|md|html|css)$/.test(text));

const isIgnored = (path: string): boolean => {
  try {
    execFileSync('git', ['check-ignore', '-q', `${path}/`], { cwd: ROOT });
    return true;
  } catch {
    return false;
  }
};

function exists(path: string): boolean {
  const pattern = path
    .replace(/\/$/, '')
    .replace(/<\w+>|\*/g, '\0')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('\0', '[^/]+');
  // A file, or a folder of files; from the root, or from a folder that the text is about.
  const known = new RegExp(`(^|/)${pattern}($|/)`);
  return FILES.some((file) => known.test(file)) || isIgnored(path) || OUTSIDE.test(path);
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  it('names files and folders that exist', () => {
    expect(quoted(text).filter((inner) => isPath(inner) && !exists(inner))).toEqual([]);
  });

  it('links to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]*))?\)/g)];
    const missing = links.filter(([, file = '', heading]) => {
      const target = file === '' ? document : normalize(join(dirname(document), file));
      if (!FILES.some((each) => each === target || each.startsWith(`${target}/`))) return true;
      return heading !== undefined && !headings(read(target)).includes(heading);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('names scripts of package.json and commands of the command', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const commands = [...text.matchAll(/`tokamark ([a-z]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !COMMANDS.some((command) => command === name))).toEqual([]);
  });

  it('names options of the command, or of the bench', () => {
    const options = quoted(text).flatMap((inner) => /^--[a-z][\w-]*/.exec(inner) ?? []);
    const others = document.startsWith('bench/') ? BENCH_OPTIONS : document === 'docs/SERVER.md' ? BOARD_OPTIONS : [];
    const known = [...OPTIONS, ...others];
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
  });

  it('names environment variables that the code reads', () => {
    const names = new Set(quoted(text).flatMap((inner) => /^(TOKAMARK|VK)_[A-Z_]+$/.exec(inner)?.[0] ?? []));
    const code = FILES.filter((file) => /\.(ts|mjs)$|^\.ci\//.test(file) && !file.endsWith('docs.test.ts'));
    const sources = names.size === 0 ? '' : code.map(read).join('\n');
    expect([...names].filter((name) => !sources.includes(name))).toEqual([]);
  });

  it('gives no command that the command line refuses', () => {
    for (const { program, args } of shellCommands(text)) {
      if (program === 'bench:peers') {
        if (!args.includes('--help')) expect(() => parseOptions(args, {}), args.join(' ')).not.toThrow();
      } else expect(() => readCommandLine(args, 100), args.join(' ')).not.toThrow();
    }
  });
});

it('the documents are those that people read first, of which the README is short, and give every command', () => {
  expect(DOCUMENTS).toEqual(expect.arrayContaining(['ARCHITECTURE.md', 'README.md', 'bench/README.md']));
  expect(DOCUMENTS).toEqual(
    expect.arrayContaining(['docs/COMMAND.md', 'docs/ENERGY.md', 'docs/FIGURES.md', 'docs/KERNELS.md']),
  );
  expect(DOCUMENTS).toEqual(expect.arrayContaining(['docs/METHODOLOGY.md', 'docs/READING.md']));
  expect(read('README.md').split(/\s+/).length).toBeLessThanOrEqual(1200);
  const given = new Set(shellCommands(read('docs/COMMAND.md')).map(({ args: [first = 'run'] }) => first));
  expect([...given]).toEqual(expect.arrayContaining(COMMANDS.filter((name) => name !== 'run')));
});

const OPTIONS: readonly string[] = createProgram(
  100,
  () => undefined,
  () => undefined,
).commands.flatMap((command) => [...command.options.flatMap(({ long }) => long ?? []), '--help', '--version']);
/** Of `npm run board`. */
const BOARD = createBoardProgram(
  () => undefined,
  () => undefined,
);
const BOARD_OPTIONS = [BOARD, ...BOARD.commands].flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
const BENCH_OPTIONS = ['bench/options.ts', 'bench/predict/main.ts', 'bench/proof/main.ts'].flatMap((file) =>
  [...read(file).matchAll(/'(--[a-z][\w-]*)/g)].map(([, option = '']) => option),
);

function headings(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const RECEIPT = receiptText(
  receiptOfShape(
    'SmolLM2-135M',
    receiptRequest(settingsOfProfile(PROFILES.quick), {
      ...{ name: 'tokamark', version: '0.1.0', commit: 'unknown', shaderHash: '0'.repeat(64) },
    }),
  ),
);

/** `npm run [-s] bench|bench:peers -- …` in blocks of sh and in backticks, with LINK as a receipt. */
function shellCommands(text: string): readonly { readonly program: string; readonly args: readonly string[] }[] {
  return [...text.matchAll(/npm run (?:-s )?(bench(?::peers)?) -- ([^\n`]+)/g)].map(([, program = '', rest = '']) => {
    // Up to a comment, the next command or a pipe; quotes hold what has spaces.
    const words = [...rest.matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, inner, plain]) => inner ?? plain ?? '');
    const end = words.findIndex((word) => word === '#' || word === '|');
    const own = (end === -1 ? words : words.slice(0, end)).map((word) => word.replace(/;$/, ''));
    const last = own.indexOf('done');
    const args = (last === -1 ? own : own.slice(0, last)).map((word) => word.replace(/^LINK$/, RECEIPT));
    return { program, args };
  });
}

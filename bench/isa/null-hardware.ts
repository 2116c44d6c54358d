/** A GPU that is not there: whether this machine can compile for it, and the process in which it does. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAnswer, type CompileAnswer, type CompileRequest } from './request';
import { sectionsIn } from './sections';
import { parseFigures, type Figures } from './stats';

/** RDNA 2, 3 and 4. */
export const GPUS = ['navi21', 'navi31', 'gfx1201'] as const;
export type Gpu = (typeof GPUS)[number];

export interface CompiledFigures extends Omit<CompileAnswer['programs'][number], 'refused'> {
  readonly figures: Figures;
}

/** What one GPU's compiler made of all that was asked. */
export interface GpuReport {
  readonly adapter: CompileAnswer['adapter'];
  readonly programs: readonly CompiledFigures[];
  readonly refused: readonly { readonly label: string; readonly reason: string }[];
}

const folder = import.meta.dirname;
const SCRIPT = resolve(folder, 'null-amd');

/** Debian packages that this machine lacks; empty where it can compile. All of them where it is no Linux. */
export function missingPackages(): readonly string[] {
  if (process.platform !== 'linux') return ['mesa-vulkan-drivers', 'gcc', 'libc6-dev', 'libvulkan-dev'];
  const named = execFileSync('bash', [SCRIPT, '--missing'], { encoding: 'utf8' }).trim();
  return named === '' ? [] : named.split(' ');
}

export const installHint = (packages: readonly string[]): string =>
  `RADV with null hardware needs these Debian packages: ${packages.join(', ')}. Type this, on Debian 12 with -t bookworm-backports:\n` +
  `  apt-get install ${packages.join(' ')}`;

/**
 * Compiles for `gpu` in a process of its own.
 * @param scratch path without an ending: `.json` gets the programs, `.txt` all that the compiler printed
 * @throws Error where the process fails, or what it printed does not fit its programs one by one
 */
export async function compileFor(gpu: Gpu, request: CompileRequest, scratch: string): Promise<GpuReport> {
  const printed = `${scratch}.txt`;
  const answer = `${scratch}.json`;
  const code = await run(gpu, request, answer, printed);
  if (code !== '') throw new Error(`The process that compiles for ${gpu} ended with ${code}: see ${printed}.`);
  const { adapter, programs } = readAnswer(answer);
  const figures = new Map<number, Figures>();
  const refused = new Map(
    programs.flatMap(({ id, label, refused: reason }) => (reason === null ? [] : [[id, { label, reason }]])),
  );
  for await (const { id, text } of sectionsIn(printed)) {
    if (figures.has(id)) throw new Error(`Program ${id} was compiled twice for ${gpu}.`);
    if (!refused.has(id)) figures.set(id, parseFigures(text));
  }
  const found = programs.flatMap(({ refused: reason, ...program }) => {
    const own = figures.get(program.id);
    return reason !== null || own === undefined ? [] : [{ ...program, figures: own }];
  });
  if (found.length !== figures.size || figures.size + refused.size !== programs.length) {
    throw new Error(`${gpu}: ${programs.length} programs, but figures of ${figures.size} (${refused.size} refused).`);
  }
  return { adapter, programs: found, refused: [...refused.values()] };
}

/** Resolves to how it failed, or to nothing. Standard error is a file: a pipe that is full would lose what RADV prints. */
async function run(gpu: Gpu, request: CompileRequest, answer: string, printed: string): Promise<string> {
  const file = openSync(printed, 'w');
  try {
    const child = spawn(
      'bash',
      [SCRIPT, '--gpu', gpu, '--isa', process.execPath, resolve(folder, 'start.mjs'), answer, JSON.stringify(request)],
      { stdio: ['ignore', 'inherit', file] },
    );
    return await new Promise((done) => {
      child.once('error', (error) => done(error.message));
      child.once('close', (code, signal) => done(code === 0 ? '' : (signal ?? `exit code ${code}`)));
    });
  } finally {
    closeSync(file);
  }
}

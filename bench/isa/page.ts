/** bench/ISA.md out of the reports of all GPUs: what is wrong first, then a table a GPU. Compiles nothing. */
import { markdownTable, type Column } from '../../src/report/table';
import { groupsOf, type Group } from './groups';
import type { CompiledFigures, GpuReport } from './null-hardware';
import type { KeptReport } from './kept';

const HEAD = `# What a GPU's compiler makes of the kernels

Written by \`npm run bench:isa\`: do not edit. Mesa's RADV compiles, with its compiler ACO, every program that Tokamark may choose on a
GPU at the shapes of SmolLM2-135M, Llama-3.2-1B and Llama-3.1-8B, in all formats, defaults and the tuner's variants alike, each once;
no GPU is there, and nothing is computed or timed. How to run it: bench/README.md.

It fails where any program needs scratch memory or spills vector registers, and where a default spills anything: spilled registers
go to memory.
`;

const NOTES = `## How to read the tables

A row is a kernel's variant; figures are the least to the most over formats, shapes and models. _Vector_ are registers of a lane,
_scalar_ those in use at once before instructions are scheduled (RDNA gives every wave 128). _Spills_ are scalar registers that went
to lanes of a vector register. _Workgroup_ is workgroup memory (LDS) in KiB. _Waves_ is how many waves of 32 lanes a SIMD holds at a
time, 32 at most; RADV's waves have 64 lanes and count twice. _Arithmetic_ counts instructions on floats, and integer dot products, for
each instruction that reads or writes a buffer, as they stand in the code: a loop's count once. Descriptors, addresses, conversions and
moves count as neither.
`;

export function renderIsa(reports: readonly (readonly [string, KeptReport])[]): string {
  const sections = reports.flatMap(([gpu, kept]) => [
    `## ${gpu}`,
    '',
    `Compiled ${kept.date}, commit ${kept.commit}, Dawn of npm webgpu ${kept.dawn}, ${kept.report.adapter.description}.`,
    '',
    markdownTable(COLUMNS, groupsOf(kept.report.programs).map(row)),
    '',
  ]);
  const summary = markdownTable(
    SUMMARY,
    reports.map(([gpu, { report }]) => summaryRow(gpu, report)),
  );
  return [HEAD, summary, '', ...offenders(reports), NOTES, ...sections].join('\n');
}

const right = (title: string): Column => ({ title, align: 'right' });
const left = (title: string): Column => ({ title, align: 'left' });

const SUMMARY: readonly Column[] = [
  left('GPU'),
  right('programs'),
  right('of them defaults'),
  right('refused'),
  right('with scratch'),
  right('with vector spills'),
  right('with scalar spills'),
  right('defaults with spills'),
  right('most vector registers'),
  right('fewest waves'),
];

const count = (programs: readonly CompiledFigures[], is: (program: CompiledFigures) => boolean): string =>
  String(programs.filter(is).length);

function summaryRow(gpu: string, { programs, refused }: GpuReport): string[] {
  const most = programs.reduce((one, { figures }) => Math.max(one, figures.vectorRegisters), 0);
  const fewest = programs.reduce((one, { figures }) => Math.min(one, figures.waves), Infinity);
  return [
    gpu,
    String(programs.length),
    count(programs, ({ isDefault }) => isDefault),
    String(refused.length),
    count(programs, ({ figures }) => figures.scratchBytes > 0),
    count(programs, ({ figures }) => figures.spilledVectors > 0),
    count(programs, ({ figures }) => figures.spilledScalars > 0),
    count(programs, (program) => program.isDefault && spills(program)),
    String(most),
    String(fewest),
  ];
}

const spills = ({ figures }: CompiledFigures): boolean => figures.spilledVectors > 0 || figures.spilledScalars > 0;

/** What must not be: each as a line that says where. */
export const failuresOf = (gpu: string, { programs }: GpuReport): readonly string[] =>
  programs
    .filter(
      (program) =>
        program.figures.scratchBytes > 0 ||
        program.figures.spilledVectors > 0 ||
        (program.isDefault && spills(program)),
    )
    .map((program) => `${gpu}: ${describe(program)}`);

function describe({ label, isDefault, figures }: CompiledFigures): string {
  const { scratchBytes, spilledVectors, spilledScalars, vectorRegisters } = figures;
  return `${label}${isDefault ? ' [default]' : ''}: ${spilledVectors} vector and ${spilledScalars} scalar registers spilled, ${scratchBytes} bytes of scratch, ${vectorRegisters} vector registers`;
}

/** Lines of the section of everything that spills or needs scratch. */
function offenders(reports: readonly (readonly [string, KeptReport])[]): readonly string[] {
  const lines = reports.flatMap(([gpu, { report }]) => [
    ...report.programs
      .filter((program) => program.figures.scratchBytes > 0 || spills(program))
      .map((program) => `- ${gpu}: ${describe(program)}`),
    ...report.refused.map(({ label, reason }) => `- ${gpu}: ${label}: refused: ${reason}`),
  ]);
  return ['## Spills, scratch and refusals', '', ...(lines.length === 0 ? ['None.'] : lines), ''];
}

const COLUMNS: readonly Column[] = [
  left('kernel and variant'),
  left('default'),
  right('programs'),
  right('vector'),
  right('scalar'),
  right('spills'),
  right('workgroup'),
  right('waves'),
  right('code KiB'),
  right('arithmetic'),
];

function row({ title, programs }: Group): string[] {
  const range = (of: (figures: CompiledFigures['figures']) => number | null, digits = 0): string =>
    span(
      programs.flatMap(({ figures }) => of(figures) ?? []),
      digits,
    );
  const defaults = programs.filter(({ isDefault }) => isDefault).length;
  return [
    title,
    defaults === 0 ? '' : defaults === programs.length ? 'yes' : `${defaults} of ${programs.length}`,
    String(programs.length),
    range(({ vectorRegisters }) => vectorRegisters),
    range(({ scalarDemand }) => scalarDemand),
    range(({ spilledScalars }) => spilledScalars),
    range(({ workgroupBytes }) => workgroupBytes / 1024, 1),
    range(({ waves }) => waves),
    range(({ codeBytes }) => codeBytes / 1024, 1),
    range(({ counts }) => (counts.memory === 0 ? null : counts.arithmetic / counts.memory), 1),
  ];
}

function span(values: readonly number[], digits: number): string {
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  return least === most ? String(least) : `${least}–${most}`;
}

/** bench/ISA.md out of the reports of all GPUs: what is wrong first, then a table a GPU. Compiles nothing. */
import { markdownTable, type Column } from '../../src/report/table';
import { groupsOf, type Group } from './groups';
import type { CompiledFigures, GpuReport } from './null-hardware';
import type { KeptReport } from './kept';

const HEAD = `# What a GPU's compiler makes of the kernels

Written by \`npm run bench:isa\`: do not edit. Mesa's RADV compiles, with its compiler ACO, every program that Tokamark may choose on a
GPU at the shapes of SmolLM2-135M, Llama-3.2-1B and Llama-3.1-8B, in all formats, defaults and the tuner's variants alike, each once;
no GPU is there, and nothing is computed or timed. How to run it: bench/README.md.

It fails where any program needs scratch memory or spills vector registers, which go to memory, and where a default spills anything
(scalar registers go to lanes of a vector register).
`;

const NOTES = `## How to read the tables

A row is a kernel's variant; figures are the least to the most over formats, shapes and models. _Vector_ are registers of a lane,
_scalar_ those in use at once before instructions are scheduled (RDNA gives every wave 128). _Spills_ are scalar registers that went
to lanes of a vector register. _Workgroup_ is workgroup memory (LDS) in KiB. _Waves_ is how many waves of 32 lanes a SIMD holds at a
time, 32 at most; RADV's waves have 64 lanes and count twice. _Arithmetic_ counts instructions on floats, and integer dot products, for
each instruction that reads or writes a buffer, as they stand in the code: a loop's count once. Descriptors, addresses, conversions and
moves count as neither.
`;

export function renderIsa(reports: Reports): string {
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
  return [HEAD, summary, '', ...offenders(reports), ...fewestWaves(reports), NOTES, ...sections].join('\n');
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

type Reports = readonly (readonly [gpu: string, kept: KeptReport])[];

/** A row a title, a column a GPU; `cell` says of a title's programs on a GPU what there is to say. */
function byGpu(
  reports: Reports,
  titles: readonly string[],
  groups: (programs: readonly CompiledFigures[]) => readonly Group[],
  cell: (programs: readonly CompiledFigures[]) => string,
): string {
  const columns = [left('kernel and variant'), ...reports.map(([gpu]) => left(gpu))];
  const grouped = reports.map(
    ([, { report }]) => new Map(groups(report.programs).map((group) => [group.title, group])),
  );
  return markdownTable(
    columns,
    titles.map((title) => [title, ...grouped.map((of) => cell(of.get(title)?.programs ?? []))]),
  );
}

const isBad = (program: CompiledFigures): boolean => program.figures.scratchBytes > 0 || spills(program);

/** Lines of the section of everything that spills or needs scratch, or was refused. */
function offenders(reports: Reports): readonly string[] {
  const bad = (programs: readonly CompiledFigures[]) => groupsOf(programs.filter(isBad), 'by format');
  const titles = [...new Set(reports.flatMap(([, { report }]) => bad(report.programs).map(({ title }) => title)))];
  const table = byGpu(reports, titles, bad, (programs) =>
    programs.length === 0
      ? ''
      : [
          `${programs.length} programs`,
          ...kindsOf(programs),
          ...(programs.some(({ isDefault }) => isDefault) ? ['**a default**'] : []),
        ].join(', '),
  );
  const refusals = reports.flatMap(([gpu, { report }]) =>
    report.refused.map(({ label, reason }) => `- ${gpu}: ${label}: refused: ${reason}`),
  );
  return [
    ...['## Spills, scratch and refusals', '', titles.length === 0 ? 'No spill, no scratch.' : table, ''],
    ...(refusals.length === 0 ? [] : [...refusals, '']),
  ];
}

function kindsOf(programs: readonly CompiledFigures[]): readonly string[] {
  const kinds = [
    ['scalar', ({ figures }: CompiledFigures) => figures.spilledScalars],
    ['vector', ({ figures }: CompiledFigures) => figures.spilledVectors],
    ['bytes of scratch', ({ figures }: CompiledFigures) => figures.scratchBytes],
  ] as const;
  return kinds.flatMap(([name, of]) =>
    programs.some((one) => of(one) > 0) ? [`${span(programs.map(of), 0)} ${name}`] : [],
  );
}

/** How many of the fewest waves are shown. */
const WORST = 10;

/** The variants that leave a SIMD the fewest waves to hide its waiting behind. */
function fewestWaves(reports: Reports): readonly string[] {
  const least = new Map<string, number>();
  for (const [, { report }] of reports) {
    for (const { title, programs } of groupsOf(report.programs)) {
      least.set(title, Math.min(least.get(title) ?? Infinity, ...programs.map(({ figures }) => figures.waves)));
    }
  }
  const titles = [...least].sort(([, a], [, b]) => a - b).slice(0, WORST);
  const table = byGpu(
    reports,
    titles.map(([title]) => title),
    groupsOf,
    (programs) => {
      const of = (figure: (figures: CompiledFigures['figures']) => number) =>
        programs.map(({ figures }) => figure(figures));
      if (programs.length === 0) return '';
      const [waves, vectors] = [
        span(
          of((one) => one.waves),
          0,
        ),
        span(
          of((one) => one.vectorRegisters),
          0,
        ),
      ];
      return `${waves} waves, ${vectors} registers, ${span(
        of((one) => one.workgroupBytes / 1024),
        1,
      )} KiB`;
    },
  );
  return ['## Fewest waves', '', table, ''];
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

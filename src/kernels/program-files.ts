/** Programs as files that a person reads: WGSL as the compiler gets it, but indented, below a comment that says the rest. */
import type { PipelineRequest } from '../device/pipelines';

/** Rows of a larger pass, to show how a grid grows. */
const MANY_ROWS = 64;

/** A name for each that no other has, in their order, and its text. */
export function programFiles(
  requests: readonly PipelineRequest[],
): readonly { readonly name: string; readonly text: string }[] {
  const counts = new Map<string, number>();
  return requests.map((request) => {
    const slug = slugOf(request.label);
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    return { name: `${slug}${count === 1 ? '' : `.${count}`}.wgsl`, text: programText(request) };
  });
}

/** What any file system takes, and shorter than any forbids: `gemv int4 960x576 norm (lanes8)` is gemv-int4-960x576-norm-lanes8. */
const slugOf = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 180);

/** The comment, and the text. */
export function programText({ label, code, entryPoint, constants, bindings, workgroups }: PipelineRequest): string {
  const list = (entries: readonly string[]): string => (entries.length === 0 ? 'none' : entries.join(', '));
  const head = [
    label,
    '',
    `Entry point: ${entryPoint}`,
    `Constants: ${list(Object.entries(constants).map(([name, value]) => `${name} = ${value}`))}`,
    ...(bindings === undefined ? [] : [`Buffers: ${list(bindings.map((name, i) => `${i} ${name}`))}`]),
    ...(workgroups === undefined ? [] : [`Workgroups: ${gridText(workgroups)}`]),
  ];
  return `${head.map((line) => `// ${line}`.trimEnd()).join('\n')}\n\n${indented(code)}`;
}

function gridText(workgroups: (rows: number) => readonly number[]): string {
  const [one, many] = [workgroups(1), workgroups(MANY_ROWS)].map((grid) => grid.join(' x '));
  return one === many
    ? `${one} for any number of rows`
    : `${one} for a pass of one row, ${many} for one of ${MANY_ROWS}`;
}

/** The same text, each line set in by the brackets that are open before it; of blank lines at most one. */
export function indented(code: string): string {
  let open = 0;
  const lines = code.split('\n').map((raw) => {
    const line = raw.trim();
    const [statement = ''] = line.split('//', 1);
    const [opened, closed] = [/[{([]/g, /[})\]]/g].map((bracket) => statement.match(bracket)?.length ?? 0);
    // `} else {` stands where its `}` does.
    const leading = /^[})\]]*/.exec(statement)?.[0].length ?? 0;
    const depth = Math.max(0, open - leading);
    open = Math.max(0, open + (opened ?? 0) - (closed ?? 0));
    return line === '' ? '' : `${'  '.repeat(depth)}${line}`;
  });
  return `${lines
    .join('\n')
    .trim()
    .replaceAll(/\n{3,}/g, '\n\n')}\n`;
}

/** Two runs as a short Markdown table, to be pasted where engineers argue: what they ran on and what both measured. No names of persons. */
import { showFigure } from '../digits';
import { ofHeadline } from '../headline';
import { inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { left, markdownTable, right } from '../table';
import { foundOf, softwareNote, type ComparedWorkload, type RunComparison } from './compare';
import { identityOf } from './identity';
import { basisOfTwo, ratioText } from './markdown';
import { testWords } from './test-words';

/** Of what tells runs apart: what anybody may read. */
const TOLD: ReadonlySet<string> = new Set(['GPU', 'Driver', 'Browser', 'System', 'Tokamark']);

/** Empty where they have no test in common. The older one first. */
export function shortTable(a: Result, b: Result, { workloads }: RunComparison): string {
  const acrossSoftware = a.adapter.software !== b.adapter.software;
  const shown = mainOf(workloads);
  if (shown.length === 0) return '';
  const words = testWords(shown.map(({ entry }) => entry));
  const facts = identityOf(a).filter(({ name }) => TOLD.has(name));
  const ofB = new Map(identityOf(b).map(({ name, value }) => [name, value]));
  const rows = [
    ['Measured', ...[a, b].map(({ startedAt }) => `${startedAt.slice(0, 16).replace('T', ' ')} UTC`), ''],
    ...facts.map(({ name, value }) => [name, value, ofB.get(name) ?? '', '']),
    ...shown.map((one) => [
      `${words(one.entry)} (${one.entry.test}), tokens/s`,
      showFigure(one.between?.a.interval ?? one.a),
      showFigure(one.between?.b.interval ?? one.b),
      ratioText(foundOf(one)?.ratio ?? null),
    ]),
  ];
  const columns = [left('', String), right('A, older', String), right('B, newer', String), right('B : A', String)];
  const kept = acrossSoftware ? 3 : 4;
  const [model] = shown;
  const note = softwareNote([a, b]);
  return [
    markdownTable(
      columns.slice(0, kept),
      rows.map((cells) => cells.slice(0, kept).map(inMarkdown)),
    ),
    '',
    ...(note === '' ? [] : [`**${note}**`]),
    `${inMarkdown(model?.entry.model.name ?? '')}. Medians with 95 % intervals, ${basisOfTwo(model?.between ?? null)}; only equal workloads.`,
    '',
  ].join('\n');
}

function mainOf(workloads: readonly ComparedWorkload[]): readonly ComparedWorkload[] {
  const main = new Set(ofHeadline(workloads.map(({ entry }) => entry)));
  return workloads.filter(({ entry }) => main.has(entry));
}

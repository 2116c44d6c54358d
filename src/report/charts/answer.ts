/** What an answer takes by format: joules of reading the prompt, of reasoning and of the answer itself. */
import type { ModelFormat } from '../../kernels/recipe';
import { left, right, sheetOf, type ColumnOf } from '../table';
import { range } from '../two-digits';
import type { Between } from './bill';
import type { Chart, Ink } from './chart';
import { axisFromZero } from './source';

export interface AnswerRow {
  readonly format: ModelFormat;
  readonly joules: Between;
  /** Middles, in the order of their work. */
  readonly parts: Readonly<Record<'prompt' | 'reasoning' | 'answer', number>>;
  /** As written; empty where it is not known. */
  readonly others: Readonly<Record<'money' | 'carbon' | 'seconds', string>>;
}

const INKS: Readonly<Record<'prompt' | 'reasoning', Ink>> = { prompt: 'unexplained', reasoning: 'other-engine' };
const SMALLEST = 1e-12;

/** Null without a format. */
export function answerChart(rows: readonly AnswerRow[], about: Pick<Chart, 'title' | 'says' | 'source'>): Chart | null {
  if (rows.length === 0) return null;
  const has = (part: 'prompt' | 'reasoning'): boolean => rows.some(({ parts }) => parts[part] > SMALLEST);
  const legend = (['prompt', 'reasoning'] as const).flatMap((part) =>
    has(part) ? [{ ink: INKS[part], text: part === 'prompt' ? 'reading the prompt' : 'reasoning' }] : [],
  );
  const other = (title: string, name: keyof AnswerRow['others']): ColumnOf<AnswerRow> =>
    right(title, ({ others }) => others[name] || '-');
  return {
    ...{ id: 'answer', ...about, software: false, legend },
    panels: [
      {
        ...{ kind: 'rows', title: '' },
        x: axisFromZero(
          'joules an answer',
          rows.map(({ joules }) => joules.high),
        ),
        rows: rows.map(({ format, joules, parts }) => {
          const name = format.toUpperCase();
          const { prompt, reasoning, answer } = parts;
          const ends = [0, prompt, prompt + reasoning, prompt + reasoning + answer] as const;
          const segments = [
            { ink: INKS.prompt, from: ends[0], to: ends[1], explains: `${name}: reading the prompt.` },
            { ink: INKS.reasoning, from: ends[1], to: ends[2], explains: `${name}: reasoning.` },
            {
              ink: format,
              from: ends[2],
              to: ends[3],
              explains: `${name}: the answer itself; all of it ${range(joules)} J.`,
            },
          ];
          return {
            ...{ name, value: `${range(joules)} J`, interval: { low: joules.low, high: joules.high } },
            segments: segments.filter(({ from, to }) => to - from > SMALLEST),
          };
        }),
      },
    ],
    table: sheetOf<AnswerRow>(
      [
        left('format', ({ format }) => format.toUpperCase()),
        right('joules', ({ joules }) => range(joules)),
        ...[other('a thousand cost', 'money'), other('g CO₂', 'carbon'), other('seconds', 'seconds')],
      ],
      rows,
    ),
  };
}

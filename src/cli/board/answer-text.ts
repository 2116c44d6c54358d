/** What a board answers, in the words of the command. Its own texts come from outside. */
import type { CheckAnswer, AnsweredState } from '../../../server/board/src/contract/answers';
import { printable } from '../../report/outside-text';
import { left, markdownTable, right, sheetOf, type ColumnOf } from '../../report/table';

const STATES: Readonly<Record<AnsweredState, string>> = {
  ranked: 'ranked: it counts in the cohorts of its GPU',
  practice: 'practice: it is shown to nobody but you, and never ranked',
  pending: 'pending: it is ranked once what the board says below is settled',
  failed: 'failed: it counts in the table of what runs where',
  rejected: 'rejected: the board would not store it',
};

type Figure = CheckAnswer['figures'][number];

const digits = (value: number): string => String(Number(value.toPrecision(4)));

const COLUMNS: readonly ColumnOf<Figure>[] = [
  left('model', ({ shape }) => printable(shape)),
  left('format', ({ format }) => format.toUpperCase()),
  left('test', ({ test }) => printable(test)),
  left('what', ({ metric }) => (metric === 'tokensPerSecond' ? 'tokens/s' : 'seconds to the first token')),
  right('median', ({ median }) => digits(median)),
  right('95 %', ({ low, high }) => `${digits(low)} to ${digits(high)}`),
  right('repetitions', ({ n }) => String(n)),
];

/** State, reasons with what to do, and the figures as the board made them from the samples. */
export function answerText({ state, reasons, figures }: CheckAnswer, how: 'asked' | 'sent'): string {
  const { columns, rows } = sheetOf(COLUMNS, figures);
  const what = how === 'asked' ? 'It would be' : 'It is';
  return [
    `${what} ${STATES[state]}.`,
    ...reasons.map(
      ({ says, remedy, where }) =>
        `- ${printable(says)}${where === undefined ? '' : ` (${printable(where)})`} ${printable(remedy)}`,
    ),
    ...(figures.length === 0 ? [] : ['', markdownTable(columns, rows)]),
    '',
  ].join('\n');
}

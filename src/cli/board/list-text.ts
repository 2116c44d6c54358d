/** The runs under a challenge that are kept on this machine, as a table. */
import { inMarkdown } from '../../report/outside-text';
import { left, markdownTable, sheetOf, type ColumnOf } from '../../report/table';
import type { KeptSubmission } from './kept-submissions';

const COLUMNS: readonly ColumnOf<KeptSubmission>[] = [
  left('id', ({ id }) => id),
  left('board', ({ about }) => inMarkdown(about.board)),
  left('state', ({ about: { sent, until } }) => stateOf(sent, until)),
  left('on the board', ({ about: { sent } }) => sent?.id ?? '-'),
];

function stateOf(sent: KeptSubmission['about']['sent'], until: string): string {
  if (sent !== null) return sent.deleted ? 'deleted' : sent.state;
  return Date.parse(until) > Date.now() ? `not sent, until ${until}` : 'not sent, and too late';
}

export function listText(all: readonly KeptSubmission[]): string {
  if (all.length === 0) return 'No run for a board is kept here yet.\n';
  const { columns, rows } = sheetOf(COLUMNS, all);
  return `${markdownTable(columns, rows)}\n`;
}

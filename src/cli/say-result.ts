/** The last lines of a run: the result, for somebody who reads no further. What they hold: report/five-lines.ts. */
import { fiveLines } from '../report/five-lines';
import { printable } from '../report/outside-text';
import { replaySentence } from '../report/receipt/replay';
import type { Result } from '../report/schema';
import type { Destination } from './destination';
import type { RunOptions } from './read-run';
import type { Streams } from './streams';

interface Written {
  readonly documents: RunOptions['documents'];
  /** Its id in the history; null where it is not kept. */
  readonly kept: string | null;
}

/** On standard error where a document has standard output. */
export function sayResult(result: Result, written: Written, { stdout, stderr }: Streams): void {
  if (result.replay !== null) stderr.write(`${printable(replaySentence(result.replay))}\n`);
  const taken = Object.values(written.documents).some((to) => to?.kind === 'stdout');
  const lines = fiveLines(result, whereText(written)).map(printable);
  (taken ? stderr : stdout).write(`${lines.join('\n')}\n`);
}

function whereText({ documents: { json, markdown, csv }, kept }: Written): string {
  if (kept !== null) return `All figures: tokamark history show ${kept}`;
  const files = [markdown, json, csv].flatMap((to: Destination | null) => (to?.kind === 'file' ? [to.path] : []));
  return files.length > 0 ? `All figures: ${files.join(', ')}` : 'For all figures, run again with --markdown FILE.';
}

/** Draws the card of what a token costs and how fast it is read, over the models of a run. Its words are report/line-words. */
import { aboutLines, lineSentences, lineSheet } from '../../report/line-words';
import type { Result } from '../../report/schema';
import { find, make, makeHint, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type RunOptions, type RunState } from '../state/page-state';
import { sheetTable } from './plain-table';

/** What the card has to show: the lines of a result, or that some are to come; null where it is not there. */
export function lineCard(run: RunState, { line }: Pick<RunOptions, 'line'>): Result | 'to come' | null {
  const { result } = run.answer;
  if (result !== null) return result.lines.length > 0 ? result : null;
  return isBusy(run) && line.length > 0 ? 'to come' : null;
}

export function createLine(): View {
  const card = find('line');
  const about = find('line-about').firstChild;
  const before = about?.textContent ?? '';
  const draw = whenChanged(
    (shown: Result | 'to come' | null) => [shown],
    (shown) => {
      card.hidden = shown === null;
      const result = shown === 'to come' ? null : shown;
      if (about !== null) setText(about, result === null ? before : `${aboutLines(result)} `);
      find('line-table').replaceChildren(...(result === null ? [makeHint(TO_COME)] : [sheetTable(lineSheet(result))]));
      find('line-sentences').replaceChildren(
        ...(result === null ? [] : lineSentences(result).map((text) => make('p', { text }))),
      );
    },
  );
  return ({ run }, options) => draw(lineCard(run, options));
}

const TO_COME = 'Shown once the run is over.';

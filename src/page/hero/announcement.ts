/** What a screen reader is told of a run, in whichever room: each step once, and at the end the number itself. */
import { mainFormat } from '../../report/main-format';
import type { PageState } from '../state/page-state';
import { cellText } from '../view/results-model';
import { statusText } from '../view/run-status';
import { WORDS } from './catalogue/words';

const SAID = WORDS.announced;

export function announcement({ gpu, run }: Pick<PageState, 'gpu' | 'run'>): string {
  const said = statusText({ gpu, run });
  if (run.phase !== 'complete') return run.phase === 'idle' ? '' : said;
  const formats = run.options?.formats ?? [];
  const format = mainFormat(formats);
  const { value, range, tone } = cellText(run, format, 'decode', formats);
  if (tone === 'empty' || tone === 'failed') return said;
  const speed = range === '' ? SAID.speed(value) : SAID.speedWithin(value, range);
  const figure = SAID.figure(said, format.toUpperCase(), speed);
  return run.answer.result?.adapter.software === true ? `${figure} ${SAID.software}` : figure;
}

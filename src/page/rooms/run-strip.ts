/** What the head of the page says of a run in the other rooms. */
import { formatWholeSeconds } from '../format/whole-seconds';
import { comparesEngines, isBusy, type PageState } from '../state/page-state';
import { remainingSeconds } from '../state/progress';
import { isSoftware } from '../view/gpu-facts';
import { cellText } from '../view/results-model';
import type { ModelFormat } from '../../kernels/recipe';
import { WORDS } from './catalogue/words';
import type { Room } from './rooms';

export interface RunStrip {
  readonly said: string;
  /** Whether there is something to cancel. */
  readonly busy: boolean;
  /** Where all of the run is shown: not said there again. */
  readonly room: Room;
}

/** The latest number of the formats that run, and how long it still takes. Null before a run. */
export function runStrip(
  { gpu, run }: Pick<PageState, 'gpu' | 'run'>,
  formats: readonly ModelFormat[],
): RunStrip | null {
  if (run.phase === 'idle') return null;
  const busy = isBusy(run);
  const numbers = formats.flatMap((format) => {
    const { value, tone } = cellText(run, format, 'decode', formats);
    return tone === 'empty' || tone === 'failed' ? [] : `${format.toUpperCase()} ${value}`;
  });
  const speed = numbers.length === 0 ? [] : [speedText(numbers.join(', '), { gpu, run })];
  const left = busy ? remainingSeconds(run) : null;
  const time = left === null ? [] : [WORDS.left(formatWholeSeconds(left))];
  const room = comparesEngines(run.options) ? 'engines' : 'benchmark';
  return { said: [WORDS.phases[run.phase], ...speed, ...time].join(' · '), busy, room };
}

/** Beside other engines a speed has its own's name, and the model's, which is small. */
function speedText(numbers: string, { gpu, run }: Pick<PageState, 'gpu' | 'run'>): string {
  const speed = isSoftware(gpu) ? WORDS.software(WORDS.speed(numbers)) : WORDS.speed(numbers);
  return comparesEngines(run.options) ? WORDS.besideEngines(speed) : speed;
}

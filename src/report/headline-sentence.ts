/** The one sentence that a person repeats of a run. */
import { isTie } from '../statistics/ratio';
import { showInterval, type Interval } from './digits';
import { ratioNote, ratioOfFormats } from './format-ratio';
import { besideReading } from './reading-speed';
import type { ResultEntry } from './schema';

/**
 * `About 12 times as fast as reading; INT4 is 2.6 times FP16.` Empty where there is no speed.
 * @param speed as it is shown, with what changes between runs where that is known
 * @param fp16 the same test at FP16, where it was measured and is not `main`
 */
export function headlineSentence(main: ResultEntry, speed: Interval | null, fp16: ResultEntry | null): string {
  if (speed === null) return '';
  const reading = besideReading(speed);
  const beside = fp16 === null ? '' : besideFp16(main, fp16);
  return `${reading.charAt(0).toUpperCase()}${reading.slice(1)}${beside === '' ? '' : `; ${beside}`}.`;
}

function besideFp16(main: ResultEntry, fp16: ResultEntry): string {
  if (main.format === fp16.format || main.test !== fp16.test || main.model.name !== fp16.model.name) return '';
  const ratio = ratioOfFormats(main, fp16, 'tokensPerSecond');
  if (ratio === null || !ratio.enough) return '';
  const name = main.format.toUpperCase();
  if (isTie(ratio)) return `${name} and FP16 do not differ clearly`;
  const { tokensPerSecond: of } = main;
  const { tokensPerSecond: than } = fp16;
  const note = of === null || than === null ? '' : ratioNote(ratio, of, than);
  return `${name} is ${showInterval(ratio).median} times FP16${note}`;
}

/** Lines through models of several sizes follow from the samples beside them, each of their figures. */
import { linesOf } from '../line';
import type { Result } from '../schema';
import type { DecodeLine } from '../schema/line';
import { differenceIn } from './difference';
import { refusedField } from './refused';

/** Seconds per token of the models differ less than they themselves do: what a difference loses to rounding goes by the larger. */
const ROUNDING = 1e-6;
/** Where the true residual is zero, rounding leaves a number below this. */
const NO_RESIDUAL = 1e-9;

/** @throws TokamarkError `import` that names the field */
export function assertLines({ lines, results }: Result): void {
  const expected = new Map(linesOf(results).map((line) => [keyOf(line), line]));
  for (const [index, one] of lines.entries()) {
    const where = `lines[${index}]`;
    const found = expected.get(keyOf(one));
    if (found === undefined)
      throw refusedField(where, 'the results have no three models to draw it through, or it is listed twice');
    expected.delete(keyOf(one));
    const { t0Seconds, secondsPerByte, points, ...rest } = found;
    for (const [name, given, right, slack] of [
      ['', one, rest, 0],
      ['.t0Seconds', one.t0Seconds, t0Seconds, ROUNDING * largestOf(t0Seconds)],
      ['.secondsPerByte', one.secondsPerByte, secondsPerByte, ROUNDING * largestOf(secondsPerByte)],
      ['.points', one.points, points, NO_RESIDUAL],
    ] as const) {
      const difference = differenceIn(given, right, slack, `${where}${name}`);
      if (difference !== null) throw refusedField(difference.path, 'it does not follow from the samples of its models');
    }
  }
}

const keyOf = ({ engine, format, test }: DecodeLine): string => JSON.stringify([engine, format, test]);

const largestOf = ({ low, high, samples }: DecodeLine['t0Seconds']): number =>
  Math.max(...[low, high, ...samples].map(Math.abs));

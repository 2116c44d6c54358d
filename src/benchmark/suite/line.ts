/**
 * The shapes of the suite: a fixed ladder down which the headline goes until a device runs it in its time, and which smaller ones are
 * measured beside it, so that decode's time can be told as t = t0 + bytes / B.
 */
import { SHAPES } from '../../model/shapes';
import { deliveryOf, type Test } from '../workload';

/** The largest first. */
export const LADDER: readonly string[] = [
  'Llama-3.2-1B',
  'SmolLM2-360M',
  'SmolLM2-135M',
  'stories42M',
  'stories15M',
  'Fable',
];

/** Smaller than any headline: only beside one. */
const SMALLEST = ['Fable-mini', 'stories260K'];

/** Beside the headline's: with it they are as few as show whether they lie on a line. */
const BESIDE = 2;

const sizeOf = (shape: string): number => SHAPES.find(({ name }) => name === shape)?.parameters ?? 0;

/** The rungs at and below a shape of any size, which is the first of them. */
export const shapesFrom = (shape: string): readonly string[] => [
  shape,
  ...LADDER.filter((name) => sizeOf(name) < sizeOf(shape)),
];

/** What decode of the line is: streamed, of one sequence, with the least context that the run measures. */
export const lineTest = (tests: readonly Test[]): Test | undefined =>
  tests
    .filter((test) => test.phase === 'decode' && test.batch === 1 && deliveryOf(test) === 'streamed')
    .toSorted((a, b) => a.depth - b.depth)[0];

/** The shapes beside `shape`, the largest first; none where there are not enough smaller ones that have room for the test. */
export function lineShapes(shape: string, tests: readonly Test[]): readonly string[] {
  const test = lineTest(tests);
  if (test === undefined) return [];
  const positions = test.depth + test.tokens;
  const fits = (name: string) => (SHAPES.find((one) => one.name === name)?.maxPositions ?? 0) >= positions;
  const smaller = [...LADDER, ...SMALLEST].filter((name) => sizeOf(name) < sizeOf(shape));
  const beside = smaller.filter(fits).slice(0, BESIDE);
  return beside.length < BESIDE ? [] : beside;
}

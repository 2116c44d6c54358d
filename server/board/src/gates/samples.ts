/**
 * Digests by which samples are known again: sorted and over their middle, so that neither another order nor another speed hides a copy.
 * Where samples hold too little to tell a copy from chance there is none. A copy to which noise was added is not known again.
 */
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { nativeHash } from '../challenge/native-hash';
import { deviation, middleOf } from './numbers';
import { nameOf, ownEntries } from './entries';
import { ofEach } from '../../../../src/foundation/of-each';

/** Of the middle: what samples are rounded to. */
const STEP = 1e-5;
/** Two of ten million digests are equal by chance once in 2^18 boards. */
const LEAST_BITS = 64;

export interface SampleDigest {
  /** Which samples: a test, or `all` of the run. */
  readonly name: string;
  readonly digest: string;
}

/** Of each test that has enough in it, and of all together where these have. */
export const sampleDigests = ofEach((result: Result): readonly SampleDigest[] => {
  const own = ownEntries(result).filter(({ durations }) => durations.length >= 2);
  const clock = result.environment.clockResolutionSeconds;
  const each = own.map((entry) => ({ name: nameOf(entry), text: shapeText(entry), bits: bitsOf(entry, clock) }));
  const all = {
    name: 'all',
    text: each
      .map(({ text }) => text)
      .toSorted()
      .join(';'),
    bits: each.reduce((sum, { bits }) => sum + bits, 0),
  };
  return [...each, all].flatMap(({ name, text, bits }) =>
    bits < LEAST_BITS ? [] : [{ name, digest: digestOf(text) }],
  );
});

const digestOf = (text: string): string => Buffer.from(nativeHash(text)).toString('hex');

const secondsOf = ({ durations }: ResultEntry): readonly number[] => durations.map(({ seconds }) => seconds);

function shapeText(entry: ResultEntry): string {
  const samples = secondsOf(entry).toSorted((a, b) => a - b);
  const middle = middleOf(samples);
  return samples.map((one) => Math.round((one / middle - 1) / STEP)).join();
}

/** How much chance there is in them: steps within their width for each but one, less the orders that sorting makes one. */
function bitsOf(entry: ResultEntry, clock: number): number {
  const samples = secondsOf(entry);
  const step = Math.max(STEP * middleOf(samples), clock);
  const steps = Math.log2(Math.max(1, deviation(samples) / step));
  const orders = samples.reduce((sum, _, i) => sum + Math.log2(i + 1), 0);
  return Math.max(0, (samples.length - 1) * steps - orders);
}

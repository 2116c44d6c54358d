/** The order in which formats were loaded shows in what ran when, also where the document lists another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeText } from '../../../../src/foundation/decode-text';
import { importResult } from '../../../../src/report/import/import-result';
import type { ResultEntry } from '../../../../src/report/schema';
import { ownerOf, ranOf } from '../fixtures/forge';
import { honestResult } from '../fixtures/honest-run';
import { chainOf, challengeOf, judged, sendingOf, type Sending } from '../fixtures/sent';
import { loadedInOrder } from './order';

const CHALLENGE = challengeOf();
const { formats: ASKED } = CHALLENGE;

const codesOf = async (sending: Sending) => (await judged(sending)).decision.reasons.map(({ code }) => code);

/** As the challenge asks, whatever order it ran in. */
const sorted = (results: readonly ResultEntry[]): ResultEntry[] =>
  ASKED.flatMap((format) => results.filter((entry) => entry.format === format));

it('of a real run, of two formats and a line of smaller models, is that of its document', () => {
  const text = decodeText(readFileSync(join(import.meta.dirname, '../fixtures/lavapipe-run.json.txt')), 'run');
  const real = importResult(text);
  expect(loadedInOrder(real)).toEqual(real.results);
  expect(loadedInOrder({ ...real, results: real.results.toReversed() })).toEqual(real.results);
});

it('of a run as the challenge asks for it is no matter, and another is refused, also sorted afterwards', async () => {
  expect(await codesOf(sendingOf(honestResult(ASKED), CHALLENGE))).toEqual([]);
  for (const formats of [ASKED.toReversed(), ASKED.toSpliced(0, 2, ...ASKED.slice(0, 2).toReversed())]) {
    const ran = honestResult(formats);
    const results = sorted(ran.result.results);
    const sending = sendingOf({ ...ran, result: { ...ran.result, results } }, CHALLENGE);
    expect(await codesOf(sending)).toEqual(['order-of-formats']);
    const listed = sendingOf(ran, CHALLENGE);
    expect(await codesOf(listed)).toEqual(['order-of-formats']);
  }
});

it('is not told where a repetition was given up in one of the first rounds: nothing is held against such a run', async () => {
  const sending = sendingOf(honestResult(ASKED), CHALLENGE);
  const [first, ...others] = sending.result.results;
  if (first === undefined) throw new Error('no entry');
  const samples = first.tokensPerSecond?.samples.toSpliced(1, 1) ?? [];
  const [low, high] = [0.5 * Math.min(...samples), 2 * Math.max(...samples)];
  const middle = samples.toSorted((a, b) => a - b)[4] ?? NaN;
  const shorter = {
    ...{ ...first, durations: first.durations.toSpliced(1, 1), ttftSeconds: null },
    tokensPerSecond: { median: middle, low, high, samples },
  };
  const result = { ...sending.result, results: [shorter, ...others], latency: null };
  expect(loadedInOrder(result)).toBeNull();
  expect(await codesOf({ ...sending, result, ...chainOf(ranOf(result), ownerOf(sending)) })).toEqual([]);
});

/** What a figure rests on: repetitions that were committed to, and as many as the document has; never on what it says of them. */
import { describe, expect, it } from 'vitest';
import { measuring } from '../fixtures/forge';
import { honestSending, judged, type Sending } from '../fixtures/sent';

const HONEST = honestSending();

/** The reading of a prompt. */
const AT = HONEST.result.results.findIndex(({ phase }) => phase === 'prefill');
const READING = HONEST.result.results[AT];
if (READING?.ttftSeconds === null || READING === undefined) throw new Error('nothing was read');
const { durations: DURATIONS, ttftSeconds: FIRST_TOKEN, workloadId: ID } = READING;

const withReading = (over: Partial<Sending['result']['results'][number]>): Sending => ({
  ...HONEST,
  result: { ...HONEST.result, results: HONEST.result.results.with(AT, { ...READING, ...over }) },
});

const figuresOf = async (sending: Sending) => (await judged(sending)).decision.figures;

describe('a test', () => {
  it.each([0, 1, 4])('of ten speeds and %d durations is refused by the field', async (count) => {
    const { decision } = await judged(withReading({ durations: DURATIONS.slice(0, count) }));
    expect([decision.state, decision.reasons[0]]).toEqual([
      'rejected',
      expect.objectContaining({ code: 'document', where: `result.results[${AT}].durations` }),
    ]);
  });

  it('of four durations and as many speeds has no figure, and the others of its run stand', async () => {
    const few = measuring(withReading({ durations: DURATIONS.slice(0, 4) }), (seconds) => seconds);
    const { decision } = await judged(few);
    expect(decision.state).toBe('ranked');
    expect(decision.figures.filter(({ workloadId }) => workloadId === ID)).toEqual([]);
    expect(decision.figures.length).toBe((await figuresOf(HONEST)).length - 2);
  });

  it('of no durations and no speed has none either', async () => {
    const none = { durations: [], tokensPerSecond: null, ttftSeconds: null };
    const { decision } = await judged(withReading(none));
    expect(decision.figures.filter(({ workloadId }) => workloadId === ID)).toEqual([]);
  });
});

describe('the time to the first token', () => {
  it('is a pass of its repetitions, whatever the document says that it is', async () => {
    const { median, low, high, samples } = FIRST_TOKEN;
    const faster = {
      ...{ median: 0.6 * median, low: 0.5 * low, high: 0.7 * high },
      samples: samples.map((one) => 0.6 * one),
    };
    const honest = await figuresOf(HONEST);
    expect(await figuresOf(withReading({ ttftSeconds: faster }))).toEqual(honest);
    expect(await figuresOf(withReading({ ttftSeconds: null }))).toEqual(honest);
    const own = honest.find(({ workloadId, metric }) => workloadId === ID && metric === 'ttftSeconds');
    expect(own?.samples).toEqual(DURATIONS.map(({ seconds, passes = 1 }) => seconds / passes));
  });
});

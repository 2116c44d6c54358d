/** A forger's list: what becomes of each. What the gates do not catch stands here by its name, too. */
import { describe, expect, it } from 'vitest';
import { claiming, measuring, ownerOf, ranOf } from '../fixtures/forge';
import { DEVICE } from '../fixtures/honest-run';
import {
  chainOf,
  challengeOf,
  honestSending,
  ISSUED,
  judged,
  judgedText,
  KEYS,
  OTHER_KEY,
  signedAgain,
  textOf,
  TOKENS,
  withSeed,
  type Sending,
  type Beside,
} from '../fixtures/sent';
import { issueChallenge } from '../challenge/issue';
import { challengeKeys } from '../challenge/sign';
import { readSubmission, submissionDigest } from '../contract/submission';
import { answerOf } from './list';

const HONEST = honestSending();

async function outcome(sending: Sending, over: Partial<Beside> = {}) {
  const { decision } = await judged(sending, over);
  return [decision.state, ...new Set(decision.reasons.map(({ code }) => code))];
}

const times = (factor: number) => (seconds: number) => seconds / factor;

describe('a document that was edited after the run', () => {
  it('with other tokens per second alone contradicts its durations', async () => {
    const [first, ...others] = HONEST.result.results;
    if (first?.tokensPerSecond === null || first === undefined) throw new Error('no speed');
    const { samples, median, low, high } = first.tokensPerSecond;
    const doubled = {
      ...{ median: 2 * median, low: 2 * low, high: 2 * high },
      samples: samples.map((one) => 2 * one),
    };
    const result = { ...HONEST.result, results: [{ ...first, tokensPerSecond: doubled }, ...others] };
    const { decision } = await judged({ ...HONEST, result });
    expect(decision.state).toBe('rejected');
    expect(decision.reasons[0]?.where).toBe('result.results[0].tokensPerSecond.samples[0]');
  });

  it.each([1.05, 1.5, 10])('times %d, durations and all, is not what was committed to', async (factor) => {
    expect((await outcome(claiming(HONEST, times(factor)))).slice(0, 2)).toEqual(['rejected', 'chain-document']);
  });

  it('with its blocks changed alike does not lead to the links that were stamped', async () => {
    const forged = measuring(HONEST, times(1.05));
    expect(await outcome({ ...forged, stamps: HONEST.stamps })).toEqual(['rejected', 'chain-hash']);
  });

  it('and signed by nobody anew is refused by its signature', async () => {
    const sent = await textOf(HONEST);
    const forged = sent.replace('"powerSource":"mains"', '"powerSource":"battery"');
    expect(forged).not.toBe(sent);
    const { decision } = await judgedText(forged, HONEST.stamps);
    expect(decision.reasons.map(({ code }) => code)).toEqual(['unsigned']);
  });

  it('with bytes that are half of what its shape reads is held against the shape', async () => {
    const forged = measuring(HONEST, times(1.9));
    const halved = forged.result.results.map((entry) => ({
      ...entry,
      bytesReadPerToken: entry.bytesReadPerToken / 1.9,
    }));
    expect(await outcome({ ...forged, result: { ...forged.result, results: halved } })).toContain('above-its-roof');
  });
});

describe('a client that measures wrongly while it runs', () => {
  it('by 10 times leaves the time unexplained, and is above its roof', async () => {
    const [state, ...codes] = await outcome(measuring(HONEST, times(10)));
    expect(state).toBe('quarantined');
    expect(codes).toEqual(expect.arrayContaining(['unexplained', 'above-its-roof', 'above-its-peak']));
  });

  it('is answered as if it were ranked', async () => {
    const { decision } = await judged(measuring(HONEST, times(10)));
    expect(answerOf(decision)).toMatchObject({ state: 'ranked', reasons: [] });
  });

  it.each([1.05, 1.5])('NOT CAUGHT: by %d times, where its device stays that far below its roof', async (factor) => {
    expect(await outcome(measuring(HONEST, times(factor)))).toEqual(['ranked']);
  });

  it('of a device that comes near its roof is caught by 1.5', async () => {
    const near = honestSending({ ...DEVICE, bandwidth: 0.8 * DEVICE.bandwidth });
    const bandwidth = near.result.roofs?.bandwidth;
    if (bandwidth === undefined || bandwidth === null) throw new Error('no roof');
    const low = (value: number) => 0.8 * value;
    const [median, bounds] = [low(bandwidth.median), { low: low(bandwidth.low), high: low(bandwidth.high) }];
    const roofs = {
      ...near.result.roofs,
      bandwidth: { ...bandwidth, median, ...bounds, samples: bandwidth.samples.map(low) },
    };
    const forged = measuring({ ...near, result: { ...near.result, roofs: { ...EMPTY_ROOFS, ...roofs } } }, times(1.5));
    expect(await outcome(forged)).toEqual(['quarantined', 'above-its-roof']);
  });
});

const EMPTY_ROOFS = {
  ...{ bandwidth: null, fmaF32: null, fmaF16: null, packedDot: null },
  ...{ dispatchSeconds: null, submitSeconds: null, verified: [] },
};

describe('another’s run', () => {
  const known = async () => {
    const { run } = await judged(HONEST);
    const digests = new Set(run?.digests.map(({ digest }) => digest));
    return (asked: readonly string[]) => Promise.resolve(new Set(asked.filter((one) => digests.has(one))));
  };

  it('under a new nonce, with the chain in one go, has no time for its repetitions', async () => {
    const copy = underAnother(HONEST);
    const { blocks, stamps } = chainOf(ranOf(copy.result), ownerOf(copy));
    const burst = stamps.map((one, i) => ({ ...one, at: ISSUED + 400_000 + i }));
    const { decision, run } = await judged({ ...copy, blocks, stamps: burst });
    expect(decision.state).toBe('quarantined');
    expect(decision.reasons.map(({ code }) => code)).toContain('other-clock');
    // Heard as of a connection that stalled, and nothing beside it: no proof is waited for that another such run has none of.
    expect(answerOf(decision)).toMatchObject({ state: 'practice', reasons: [{ code: 'chain-too-short' }] });
    expect(run?.proof).toBeNull();
  });

  it('played again at its pace is known by its samples, also scaled and in another order', async () => {
    const copiedAmong = await known();
    for (const change of [times(1), times(1.05)]) {
      const copied = measuring(underAnother(HONEST), change);
      expect(await outcome(copied, { copiedAmong })).toEqual(['quarantined', 'copied']);
    }
  });

  it('NOT CAUGHT: played again with noise of its own', async () => {
    const copiedAmong = await known();
    const noisy = measuring(underAnother(HONEST), (seconds, i) => seconds * (1 + 1e-3 * i));
    expect(await outcome(noisy, { copiedAmong })).toEqual(['ranked']);
  });

  it('with a challenge that another board signed, or with other formats in it, is refused', async () => {
    const challenge = { ...HONEST.challenge, formats: HONEST.challenge.formats.toReversed() };
    const { decision } = await judged({ ...HONEST, challenge });
    expect(decision.reasons.map(({ code }) => code)).toContain('not-our-challenge');
    const others = challengeKeys('a', new Map([['a', new Uint8Array(32).fill(9)]]));
    expect((await outcome(HONEST, { keys: others })).slice(0, 2)).toEqual(['rejected', 'not-our-challenge']);
  });

  it('under another key does not lead to the links that were stamped', async () => {
    expect(await outcome({ ...HONEST, key: OTHER_KEY })).toEqual(['rejected', 'chain-hash']);
  });

  it('under a nonce that was used already is the same sending, or not what was committed to', async () => {
    const again = readSubmission(await textOf(HONEST));
    expect(again.digest).toEqual(readSubmission(await textOf(HONEST)).digest);
    const other = honestSending({ ...DEVICE, seed: 5 }, HONEST.challenge);
    expect(readSubmission(await textOf(other)).digest).not.toEqual(again.digest);
    expect(await outcome({ ...other, stamps: HONEST.stamps })).toEqual(['rejected', 'chain-hash']);
  });
});

describe('a chain', () => {
  it('of which a link was never sent is refused', async () => {
    expect(await outcome({ ...HONEST, stamps: HONEST.stamps.slice(0, -1) })).toEqual(['rejected', 'chain-count']);
    expect(await outcome({ ...HONEST, stamps: [] }, { receivedAt: ISSUED + 600_000 })).toEqual(['rejected', 'no-link']);
  });

  it('with links that are too far apart, or of which one came late, is practice, and is held to its document all the same', async () => {
    const apart = measuring(HONEST, times(1), 30);
    expect(await outcome(apart)).toEqual(['practice', 'chain-sparse']);
    const { blocks, stamps } = HONEST;
    const k = blocks.findIndex(({ measured }, i) => i > 0 && measured.length > 0);
    const before = stamps[k - 1];
    const own = stamps[k];
    if (before === undefined || own === undefined) throw new Error('no repetition');
    const late = stamps.map((one) => (one === before ? { ...one, at: own.at } : one));
    const [state, ...codes] = await outcome({ ...HONEST, stamps: late });
    expect([state, codes]).toEqual(['practice', ['chain-too-short']]);
    const other = honestSending({ ...DEVICE, seed: 5 }, HONEST.challenge);
    const [refused, first] = await outcome({ ...apart, result: other.result });
    expect([refused, first]).toEqual(['rejected', 'chain-document']);
  });

  it('that goes on after its proof is refused', async () => {
    const early = HONEST.blocks.map((block, i) => (i === 2 ? { ...block, proof: TOKENS } : block));
    const { decision } = await judged({ ...HONEST, blocks: early });
    expect(decision.reasons.map(({ code }) => code)).toContain('chain-proof');
  });

  it('with a proof that was committed to, and another one sent, is refused', async () => {
    const proof = { tokens: TOKENS.map((token) => token + 1) };
    expect(await outcome({ ...HONEST, proof })).toEqual(['rejected', 'proof-document']);
  });

  it('whose challenge expired during the run is refused, and one sent a day late', async () => {
    const late = HONEST.stamps.map((one) => ({ ...one, at: one.at + 2 * 3_600_000 }));
    expect(await outcome({ ...HONEST, stamps: late })).toEqual(['rejected', 'challenge-expired']);
    expect(await outcome(HONEST, { receivedAt: ISSUED + 27 * 3_600_000 })).toEqual(['rejected', 'sent-late']);
    expect(await outcome(HONEST, { receivedAt: ISSUED + 20 * 3_600_000 })).toEqual(['ranked']);
  });

  it('by a clock that was stretched is told by the stamps', async () => {
    const ending = (change: (ended: number) => number) =>
      HONEST.result.results.map((entry) => ({
        ...entry,
        durations: entry.durations.map((one) => ({ ...one, ended: change(one.ended ?? 0) })),
      }));
    const shorter = ending((ended) => 20 + 0.9 * (ended - 20));
    const [state, code] = await outcome({ ...HONEST, result: { ...HONEST.result, results: shorter } });
    expect([state, code]).toEqual(['rejected', 'at-once']);
    const longer = ending((ended) => 30 + 1.125 * (ended - 20));
    const result = { ...HONEST.result, results: longer, elapsedSeconds: HONEST.result.elapsedSeconds + 45 };
    expect(await outcome({ ...HONEST, result })).toEqual(['quarantined', 'other-clock']);
  });

  it('that took less time than the run claims is refused', async () => {
    const result = { ...HONEST.result, elapsedSeconds: 5000 };
    expect(await outcome({ ...HONEST, result })).toEqual(['rejected', 'longer-than-allowed']);
  });
});

/** Under a challenge of this board that is new and asks for the same order; the document says that its prompts are of the new seed. */
function underAnother(sending: Sending): Sending {
  const { challenge } = sending;
  for (let seed = 1; seed < 100; seed++) {
    const one = issueChallenge({
      now: new Date(ISSUED),
      keys: KEYS,
      random: (count) => Uint8Array.from({ length: count }, (_, i) => (seed * 37 + i * 101 + count) % 256),
    });
    if (one.formats.join() !== challenge.formats.join() || one.nonce === challenge.nonce) continue;
    return { ...sending, challenge: one, result: withSeed(sending.result, one) };
  }
  throw new Error('no such challenge');
}

describe('samples', () => {
  it('that are none are practice, or refused where a median is said to come of them', async () => {
    const bare = HONEST.result.results.map((entry) => ({
      ...{ ...entry, durations: [], tokensPerSecond: null, ttftSeconds: null },
    }));
    const result = { ...HONEST.result, results: bare, latency: null };
    const empty = { ...HONEST, result, ...chainOf({ timed: [], result }, ownerOf(HONEST)) };
    expect(await outcome(empty)).toEqual(['practice', 'not-measured']);
    const text = await signedAgain(HONEST, /"samples":\[[0-9.,]+\]/, '"samples":[]');
    const { decision } = await judgedText(text, HONEST.stamps);
    expect([decision.state, decision.reasons[0]?.code]).toEqual(['rejected', 'document']);
  });

  it('that are all the same are more even than any machine', async () => {
    expect(await outcome(measuring(HONEST, () => 1.0437215))).toContain('too-even');
  });

  it('that are round are rounder than their clock', async () => {
    const rounded = measuring(HONEST, (seconds) => Math.round(seconds * 1000) / 1000);
    expect(await outcome(rounded)).toEqual(['quarantined', 'round-numbers']);
  });

  it('that are one noise at several speeds are known', async () => {
    const noise = (i: number) => 1 + 0.01 * Math.sin(12.9898 * (i + 1) * (i + 1));
    const results = HONEST.result.results.map((entry) => ({
      ...entry,
      durations: entry.durations.map((one) => ({ ...one, seconds: entry.durations[0]?.seconds ?? 1 })),
    }));
    const same = measuring({ ...HONEST, result: { ...HONEST.result, results } }, (seconds, i) => seconds * noise(i));
    expect(await outcome(same)).toEqual(['quarantined', 'same-noise']);
  });

  it('NOT CAUGHT: that somebody invents with noise of their own, patiently, link by link, below every roof', async () => {
    expect(await outcome(honestSending({ ...DEVICE, bandwidth: 1.2 * DEVICE.bandwidth, seed: 77 }))).toEqual([
      'ranked',
    ]);
  });
});

describe('a proof', () => {
  it('that is not what the model writes waits for a person to look at it, and its owner hears that', async () => {
    const differs = { check: () => Promise.resolve('differs' as const) };
    expect(await outcome(HONEST, differs)).toEqual(['pending', 'proof-differs']);
    expect(answerOf((await judged(HONEST, differs)).decision)).toMatchObject({
      ...{ state: 'pending', reasons: [{ code: 'proof-differs' }] },
    });
  });

  it('that is missing from a complete run is refused', async () => {
    const [state, ...codes] = await outcome({ ...HONEST, proof: null });
    expect([state, codes]).toEqual(['rejected', expect.arrayContaining(['no-proof'])]);
  });
});

it('prompts of another seed than the challenge has, or of none, are refused', async () => {
  const { suite, ...rest } = HONEST.result;
  const { promptSeed = 0, ...without } = suite;
  for (const own of [{ ...suite, promptSeed: (promptSeed + 1) % 2 ** 32 }, without]) {
    const { decision } = await judged({ ...HONEST, result: { ...rest, suite: own } });
    expect(decision.state).toBe('rejected');
    expect(decision.reasons[0]?.code).toBe(own === without ? 'document' : 'another-seed');
  }
});

it('a run whose suite was withdrawn meanwhile is practice, whatever its proof says', async () => {
  expect(await outcome(HONEST, { isWithdrawn: true })).toEqual(['practice', 'suite-withdrawn']);
});

it('another order of formats than the challenge asks for is refused', async () => {
  const challenge = challengeOf(1);
  const [first, ...others] = HONEST.result.results;
  if (first === undefined) throw new Error('no entry');
  const result = { ...HONEST.result, results: [...others, first] };
  const moved = result.results.toSorted((a, b) => others.indexOf(b) - others.indexOf(a));
  const { decision } = await judged({ ...HONEST, challenge, result: { ...result, results: moved } });
  expect(decision.reasons.map(({ code }) => code)).toContain('order-of-formats');
});

it('the digest that is signed is of everything but the signature', () => {
  const digest = submissionDigest({ a: 1, signature: 'x' });
  expect(submissionDigest({ signature: 'y', a: 1 })).toEqual(digest);
  expect(submissionDigest({ a: 2 })).not.toEqual(digest);
});

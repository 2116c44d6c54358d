/** A challenge is fresh, the server's own, and cannot be changed; secrets can be replaced while challenges are out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengeSchema, deadlines } from '../contract/challenge';
import { PROOF_FORMATS } from '../contract/proof';
import { issueChallenge } from './issue';
import { challengeKeys, isOurChallenge } from './sign';

const secret = (byte: number) => new Uint8Array(32).fill(byte);
const OLD = challengeKeys('2026-10', new Map([['2026-10', secret(1)]]));
const BOTH = challengeKeys('2026-11', new Map([...OLD.secrets, ['2026-11', secret(2)]]));
const NEW = challengeKeys('2026-11', new Map([['2026-11', secret(2)]]));
const now = new Date('2026-11-29T20:00:00Z');

describe('a challenge', () => {
  it('asks for the formats of the suite in an order of its own, and never twice the same', () => {
    const all = Array.from({ length: 200 }, () => issueChallenge({ now, keys: NEW }));
    for (const one of all) expect(challengeSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    expect(new Set(all.map(({ nonce }) => nonce)).size).toBe(200);
    expect(new Set(all.map(({ promptSeed }) => promptSeed)).size).toBeGreaterThan(190);
    expect(new Set(all.map(({ formats }) => formats.join())).size).toBe(6);
    // No format of which the board has no reference.
    expect(new Set(all.map(({ proof }) => proof.format))).toEqual(new Set(PROOF_FORMATS));
  });

  it('is over after two hours, and may be sent a day later', () => {
    const { run, sent } = deadlines(issueChallenge({ now, keys: NEW }));
    expect([run - now.getTime(), sent - run]).toEqual([2 * 3_600_000, 24 * 3_600_000]);
  });

  it('is known by the secret that signed it, also once that was replaced, and no longer once it was taken away', () => {
    const before = issueChallenge({ now, keys: OLD });
    const after = issueChallenge({ now, keys: BOTH });
    expect(after.keyId).toBe('2026-11');
    expect([OLD, BOTH, NEW].map((keys) => isOurChallenge(before, keys))).toEqual([true, true, false]);
    expect([OLD, BOTH, NEW].map((keys) => isOurChallenge(after, keys))).toEqual([false, true, true]);
  });

  it('is nobody’s with anything in it changed', () => {
    const one = issueChallenge({ now, keys: NEW });
    const other = issueChallenge({ now: new Date(now.getTime() + 1000), keys: NEW });
    fc.assert(
      fc.property(fc.subarray(Object.entries(other), { minLength: 1 }), (changes) => {
        const mixed = challengeSchema.parse({ ...one, ...Object.fromEntries(changes) });
        const isOne = JSON.stringify(mixed) === JSON.stringify(one);
        const isOther = JSON.stringify(mixed) === JSON.stringify(other);
        expect(isOurChallenge(mixed, NEW)).toBe(isOne || isOther);
      }),
    );
  });

  it('has no secret that can be guessed, and none that is not there', () => {
    expect(() => challengeKeys('a', new Map([['a', new Uint8Array(16)]]))).toThrow('less than 32');
    expect(() => challengeKeys('b', new Map([['a', secret(1)]]))).toThrow('no secret');
    expect(() => challengeKeys('A b', new Map([['A b', secret(1)]]))).toThrow('other characters');
  });
});

/** What is sent is read within limits, by its fields, and with its texts made plain; whatever else comes is an error with its field. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { honestSending, textOf } from '../fixtures/sent';
import { thrown } from '../../../../test/fixtures/thrown';
import { TokamarkError } from '../../../../src/foundation/errors';
import { base64url } from './common';
import { assertBounded, readJson } from './read-json';
import { MOST_BYTES, readSubmission } from './submission';
import { withPlainTexts } from './text';

const HONEST = honestSending();
const LIMITS = { letters: 1000, depth: 5, values: 50, longest: 20 };

const put = (into: unknown, fields: object): unknown => Object.assign(Object(into), fields);

const EMPTY = { durations: [], voided: [], tokensPerSecond: null, ttftSeconds: null };

const firstEntry = (sent: Record<string, unknown>): unknown =>
  z.object({ results: z.array(z.unknown()) }).parse(sent['result']).results[0];

const refusalOf = async (change: (sent: Record<string, unknown>) => void) => {
  const sent: Record<string, unknown> = JSON.parse(await textOf(HONEST));
  change(sent);
  return thrown(() => readSubmission(JSON.stringify(sent))).toData();
};

describe('a submission', () => {
  it('is read as it was sent', async () => {
    const { submission } = readSubmission(await textOf(HONEST));
    expect(submission.challenge).toEqual(HONEST.challenge);
    expect(submission.blocks).toEqual(HONEST.blocks);
    expect(submission.result).toEqual(JSON.parse(JSON.stringify(HONEST.result)));
  });

  it.each([
    ['a field that nobody knows', (sent: Record<string, unknown>) => (sent['rank'] = 1), ''],
    ['no challenge', (sent: Record<string, unknown>) => delete sent['challenge'], 'challenge'],
    [
      'a nonce that is too short',
      (sent: Record<string, unknown>) => put(sent['challenge'], { nonce: 'x' }),
      'challenge.nonce',
    ],
    [
      'a name of nothing that can be seen',
      (sent: Record<string, unknown>) => put(sent['declared'], { gpu: '\u200b\u202e' }),
      'declared.gpu',
    ],
    [
      'a name without end',
      (sent: Record<string, unknown>) => put(sent['declared'], { machineName: 'x'.repeat(500) }),
      'declared.machineName',
    ],
    [
      'too many links',
      (sent: Record<string, unknown>) => (sent['blocks'] = Array.from({ length: 4000 }, () => ({ measured: [] }))),
      'blocks',
    ],
    [
      'a proof of 33 tokens',
      (sent: Record<string, unknown>) => (sent['proof'] = { tokens: Array.from({ length: 33 }, () => 1) }),
      'proof.tokens',
    ],
    [
      'repetitions without end',
      (sent: Record<string, unknown>) => put(firstEntry(sent), { durations: Array.from({ length: 1e5 }, () => 1) }),
      'result.results[0].durations',
    ],
    [
      'samples without end',
      (sent: Record<string, unknown>) =>
        put(firstEntry(sent), { ttftSeconds: { samples: Array.from({ length: 1e5 }, () => 1) } }),
      'result.results[0].ttftSeconds.samples',
    ],
    [
      'tests without end',
      (sent: Record<string, unknown>) => put(sent['result'], { results: Array.from({ length: 500 }, () => EMPTY) }),
      'result.results',
    ],
    ['a result that is a text', (sent: Record<string, unknown>) => (sent['result'] = '{}'), 'result'],
  ])('with %s is refused by its field', async (_what, change, where) => {
    expect(await refusalOf(change)).toMatchObject({ code: 'import', where });
  });

  it('that is any JSON at all is an error with a remedy, or is read', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { code, remedy } = thrown(() => readSubmission(text)).toData();
        expect([code, remedy === '']).toEqual(['import', false]);
      }),
    );
  });

  it('that was damaged anywhere is an error, or another sending', async () => {
    const text = await textOf(HONEST);
    const { digest } = readSubmission(text);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('', '0', '"', '}', ',', '\u202e', '1e400'), (at, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        if (damaged === text) return;
        try {
          const read = readSubmission(damaged);
          const sameSigned = Buffer.from(read.digest).equals(Buffer.from(digest));
          // Either the signature itself was damaged, or the digest is another one.
          if (sameSigned) expect(JSON.parse(damaged)).not.toEqual(JSON.parse(text));
        } catch (error) {
          expect(error).toBeInstanceOf(TokamarkError);
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('is read up to four times what the standard profile sends', async () => {
  const { length } = await textOf(HONEST);
  expect(MOST_BYTES / length).toBeGreaterThan(4);
});

it('of another board is put away before anything else of it is looked at', () => {
  const look = (): never => {
    throw new Error('not ours');
  };
  const text = JSON.stringify({ challenge: HONEST.challenge, blocks: Array(1e5).fill('x'), result: 1 });
  expect(() => readSubmission(text, look)).toThrow('not ours');
});

describe('JSON', () => {
  it.each([
    ['is too long', `"${'x'.repeat(2000)}"`],
    ['is nested too deep', '[[[[[[[1]]]]]]]'],
    ['has too many values', JSON.stringify(Array(60).fill(1))],
    ['has a text that is too long', JSON.stringify(['x'.repeat(30)])],
    ['has a name that is too long', JSON.stringify({ ['x'.repeat(30)]: 1 })],
    ['has an infinite number', '[1e999]'],
    ['changes an object', '{"__proto__":{"a":1}}'],
    ['is none', '{a:1}'],
  ])('that %s is refused', (_what, text) => {
    expect(thrown(() => readJson(text, LIMITS)).toData()).toMatchObject({ code: 'import' });
  });

  it('nested a hundred thousand deep ends in an error, not in a stack', () => {
    const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`;
    expect(thrown(() => readJson(deep, { ...LIMITS, letters: 1e6, values: 1e6 })).message).toContain('nested');
  });

  it('within its limits is what it says', () => {
    const small = fc.jsonValue({ maxDepth: 2 }).filter((value) => JSON.stringify(value).length < 200);
    fc.assert(
      fc.property(small, (value) => {
        const text = JSON.stringify(value);
        const wide = { letters: 1000, depth: 10, values: 1000, longest: 300 };
        if (!text.includes('__proto__')) expect(readJson(text, wide)).toEqual(JSON.parse(text));
      }),
    );
    expect(() => assertBounded({ a: [1, 'b', null, true] }, LIMITS)).not.toThrow();
  });
});

it('a document has its texts made plain, names of fields too, and keeps the rest', () => {
  const plain = withPlainTexts({ a: 'x\u202ey\u0007', 'b\u2066': [1, null, true, 'line\nline\ttab'] });
  expect(withPlainTexts({ '__proto\u202e__': { a: 1 }, b: 2 })).toEqual({ b: 2 });
  expect(plain).toEqual({ a: 'xy\ufffd', b: [1, null, true, 'line\nline\ttab'] });
});

it('base64url has one spelling for the same bytes', () => {
  const schema = base64url(32);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(schema.parse(text)).toBe(text);
      const other = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'D'}`;
      expect(schema.safeParse(other).success).toBe(false);
    }),
  );
});

/** What is made of answers and judgements, without an adapter. */
import { describe, expect, it } from 'vitest';
import { mix } from '../../src/foundation/random';
import { deltaOf, MARGIN } from '../../server/board/src/proof/allowed';
import { PROOF_FORMATS, PROOF_TOKENS, VOCABULARY, type ProofFormat } from '../../server/board/src/contract/proof';
import { asksOf } from './asks';
import { Judge, tasksOf } from './judge';
import type { AnswerLine, AdapterPlace } from './kept';
import { measuredBy, tableOf } from './write';

const answer = (place: AdapterPlace, format: ProofFormat, seed: number, token = 1): AnswerLine => ({
  ...{ place, format, seed, adapter: `adapter of ${place}`, engine: 'tokamark', date: '2026-11-29T12:00:00Z' },
  tokens: Array.from({ length: PROOF_TOKENS }, () => token),
  top: Array.from({ length: PROOF_TOKENS }, () => [
    [token, 5],
    [token + 1, 4],
  ]),
});

/** Thinks token 2 the likeliest everywhere. */
class Reference {
  asked = 0;

  logits(): Float32Array {
    this.asked += 1;
    const logits = new Float32Array(PROOF_TOKENS * VOCABULARY);
    for (let i = 0; i < PROOF_TOKENS; i++) logits.set([4.5, 4.75], i * VOCABULARY + 1);
    return logits;
  }
}

describe('what is still to be asked', () => {
  it('is what has no answer yet, in pieces, of each format', () => {
    const wanted = { prompts: 10, together: 4 };
    expect(asksOf([], wanted)).toEqual(PROOF_FORMATS.map((format) => ({ format, from: 0, prompts: 4 })));
    const done = [0, 1, 2, 5].map((i) => answer('node', 'fp16', mix(i)));
    expect(asksOf(done, wanted)[0]).toEqual({ format: 'fp16', from: 3, prompts: 2 });
    const all = PROOF_FORMATS.flatMap((format) => Array.from({ length: 10 }, (_, i) => answer('node', format, mix(i))));
    expect(asksOf(all, wanted)).toEqual([]);
  });
});

describe('a judgement', () => {
  it('has the largest gap, and by how much adapter and reference differ between two likely tokens', () => {
    const judge = new Judge(new Reference());
    const judged = judge.judge({ asked: 'fp16', answer: answer('node', 'fp16', 7) });
    // The adapter has them 1 apart, the reference -0.25.
    expect(judged).toEqual({ place: 'node', seed: 7, written: 'fp16', asked: 'fp16', gap: 0.25, error: 1.25 });
    expect(judge.judge({ asked: 'int4', answer: answer('node', 'fp16', 7) }).error).toBeNull();
  });

  it('is made of every answer in its own format, and of some as if another had been asked for', () => {
    const answers = [1, 2, 3].flatMap((seed) => [answer('node', 'fp16', seed), answer('firefox', 'fp16', seed)]);
    const tasks = tasksOf(answers, 2);
    expect(tasks.filter(({ asked, answer: { format } }) => asked === format)).toHaveLength(6);
    expect(tasks.filter(({ asked, answer: { format } }) => asked !== format)).toHaveLength(2 * 3);
  });

  it('takes one pass for adapters that wrote the same', () => {
    const reference = new Reference();
    const judge = new Judge(reference);
    const answers = [answer('node', 'fp16', 1), answer('node', 'fp16', 2), answer('firefox', 'fp16', 1)];
    for (const task of tasksOf(answers, 0)) judge.judge(task);
    expect(reference.asked).toBe(2);
  });
});

describe('what was measured', () => {
  const answers = PROOF_FORMATS.flatMap((format) => [answer('node', format, 1, format === 'int4' ? 3 : 1)]);
  const judgements = PROOF_FORMATS.flatMap((written) =>
    PROOF_FORMATS.map((asked) => ({
      ...{ place: 'node' as const, seed: 1, written, asked, gap: written === asked ? 0.125 : 0.75 },
      error: written === asked ? 0.5 : null,
    })),
  );

  it('has a row for each adapter that answered, and none of mistaken formats among its own', () => {
    const { adapters } = measuredBy(answers, judgements);
    expect(adapters).toHaveLength(1);
    expect(adapters[0]).toMatchObject({ adapter: 'adapter of node', date: '2026-11-29' });
    expect(adapters[0]?.formats).toEqual(
      PROOF_FORMATS.map((format) => ({ format, prompts: 1, withGap: 1, largestGap: 0.125, largestError: 0.5 })),
    );
    expect(deltaOf('fp16', { adapters })).toBe(MARGIN * 0.5);
    expect(deltaOf('w4a8', { adapters })).toBe(MARGIN * 0.125);
  });

  it('says which mistaken formats would be accepted, and which wrote the same', () => {
    const { mistaken } = measuredBy(answers, judgements);
    const of = (written: ProofFormat, asked: ProofFormat) =>
      mistaken.find((one) => one.written === written && one.asked === asked);
    expect(of('int8', 'fp16')).toEqual({ written: 'int8', asked: 'fp16', prompts: 1, same: 1, accepted: 1 });
    expect(of('int4', 'fp16')).toEqual({ written: 'int4', asked: 'fp16', prompts: 1, same: 0, accepted: 1 });
    expect(of('int4', 'w4a8')).toMatchObject({ accepted: 0 });
  });

  it('is a table with a row for each format', () => {
    const measured = measuredBy(answers, judgements);
    const lines = tableOf({ rule: 'tokamark-proof/1', weights: '', ...measured })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(2 + PROOF_FORMATS.length);
    expect(lines[2]).toContain('| FP16 | 1 | 1 | 0.1250 | 0.5000 | 1.0000 | 300.0 % |');
  });
});

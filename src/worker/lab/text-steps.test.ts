/** What the steps of a text say of the logits that it was written by. */
import { describe, expect, it } from 'vitest';
import type { TextTokenizer } from '../../model/files/tokenizer';
import { stepsOf } from './text-steps';

const TEXTS = [' the', ' fox', ' sat', ''];
const END = 3;
/** As some tokenizers: the space before the first token of a text is dropped. */
const tokenizer: TextTokenizer = {
  ...{ vocabSize: TEXTS.length, prefix: [], suffix: [] },
  token: (id) => ({ text: TEXTS[id] ?? '', added: false }),
  encode: () => [],
  decode: (ids) => ids.map((id) => TEXTS[id]).join(''),
  createStream: () => {
    let first = true;
    return {
      push: (id) => {
        const text = TEXTS[id] ?? '';
        const shown = first ? text.trimStart() : text;
        first = false;
        return shown;
      },
      flush: () => '',
    };
  },
};
/** The logits of these probabilities. */
const rows = (...all: readonly (readonly number[])[]) => Float32Array.from(all.flat(), Math.log);

describe('the steps of a text', () => {
  const logits = rows([0.1, 0.6, 0.2, 0.1], [0.1, 0.1, 0.5, 0.3], [0.2, 0.1, 0.1, 0.6]);

  it('have the two likeliest tokens with their probabilities, and what each would add', () => {
    const writing = { tokens: [1, 2], stopped: 'length', logits } as const;
    const steps = stepsOf(tokenizer, [0], writing, 4);
    expect(steps).toMatchObject([
      {
        token: 1,
        text: 'fox',
        candidates: [
          { token: 1, text: ' fox' },
          { token: 2, text: ' sat' },
        ],
        ends: false,
      },
      { token: 2, text: ' sat', candidates: [{ token: 2 }, { token: END, text: '' }] },
    ]);
    expect(steps[0]?.probability).toBeCloseTo(0.6, 6);
    expect(steps[0]?.candidates[1].probability).toBeCloseTo(0.2, 6);
  });

  it('end with the token that ended the text', () => {
    const writing = { tokens: [1, 2], stopped: 'end-of-text', logits } as const;
    const steps = stepsOf(tokenizer, [0], writing, 4);
    expect(steps).toHaveLength(3);
    expect(steps[2]).toMatchObject({ token: END, text: '', ends: true });
  });

  it('have the token that was taken, where another kernel finds the other one likelier by a hair', () => {
    const close = rows([0.1, 0.4501, 0.45, 0]);
    const writing = { tokens: [2], stopped: 'length', logits: close } as const;
    const [step] = stepsOf(tokenizer, [0], writing, 4);
    expect(step).toMatchObject({ token: 2, text: 'sat', candidates: [{ token: 1 }, { token: 2 }] });
  });
});

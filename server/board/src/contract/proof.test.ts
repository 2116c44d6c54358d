import { describe, expect, it } from 'vitest';
import { mix } from '../../../../src/foundation/random';
import { proofPrompt, PROMPT_TOKENS, VOCABULARY } from './proof';

describe('the prompt of a proof', () => {
  it('is the same for the same seed everywhere', () => {
    expect(proofPrompt(1)).toEqual([
      1232, 473, 1090, 1096, 632, 1411, 780, 914, 736, 1305, 323, 850, 1760, 1639, 1128, 1377, 1261,
    ]);
  });

  it('has pieces of words only, and another order of them for every seed', () => {
    const prompts = Array.from({ length: 1000 }, (_, i) => proofPrompt(mix(i)));
    expect(prompts.every((one) => one.length === PROMPT_TOKENS)).toBe(true);
    expect(prompts.flat().every((id) => Number.isInteger(id) && id > 256 && id < VOCABULARY)).toBe(true);
    expect(new Set(prompts.map((one) => one.join(' '))).size).toBe(prompts.length);
  });

  it('is no loop: few of its pieces come twice', () => {
    const distinct = Array.from({ length: 1000 }, (_, i) => new Set(proofPrompt(mix(i))).size);
    expect(Math.min(...distinct)).toBeGreaterThan(PROMPT_TOKENS - 4);
  });

  it('takes the largest seed, and none beyond the vocabulary with it', () => {
    expect(proofPrompt(0xffff_ffff).every((id) => id < VOCABULARY)).toBe(true);
  });
});

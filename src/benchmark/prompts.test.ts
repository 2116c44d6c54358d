import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passagePrompts, promptRuleOf, promptsOf, seededPrompts, spreadPrompts } from './prompts';
import { PROMPT_RULE, promptTokens, SEEDED_RULE } from './workload';

describe('prompts', () => {
  it('of no text are those that every result so far was measured with', () => {
    const prompts = spreadPrompts(2048);
    expect(prompts.rule).toBe(PROMPT_RULE);
    expect(prompts.context(5, 1)).toEqual(promptTokens(5, 2048, 1));
    expect(prompts.after(64, 3, 0)).toEqual(promptTokens(3, 2048, 0));
  });

  it('of a text go on after each other, and begin again where it ends', () => {
    const text = fc.array(fc.nat(2047), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(text, fc.nat(80), fc.nat(80), fc.nat(3), (tokens, depth, count, sequence) => {
        const prompts = passagePrompts('a text', tokens);
        const whole = prompts.context(depth + count, sequence);
        expect([...prompts.context(depth, sequence), ...prompts.after(depth, count, sequence)]).toEqual(whole);
        expect(whole[tokens.length] ?? whole[0]).toBe(whole[0]);
      }),
    );
    expect(passagePrompts('a text', [7, 8, 9]).context(5, 0)).toEqual([7, 8, 9, 7, 8]);
  });

  it('of a seed go on after each other, and are others for each seed and each sequence, 0 included', () => {
    const all = [0, 1, 0xffff_ffff].flatMap((seed) =>
      [0, 1].map((sequence) => {
        const { context, after } = seededPrompts(128_256, seed);
        const whole = context(96, sequence);
        expect([...context(64, sequence), ...after(64, 32, sequence)]).toEqual(whole);
        expect(whole.every((token) => Number.isInteger(token) && token >= 0 && token < 128_256)).toBe(true);
        return whole.join();
      }),
    );
    expect(new Set([...all, promptTokens(96, 128_256).join()]).size).toBe(7);
    expect(seededPrompts(2048, 1).context(3, 0)).toEqual(seededPrompts(2048, 1).context(3, 0));
  });

  it('of a seed are of one rule, whichever seed it is, and every other run keeps its own', () => {
    expect(promptRuleOf({ prompts: null, promptSeed: 3 })).toBe(SEEDED_RULE);
    expect(promptsOf({ prompts: null, promptSeed: 3 }, 512)).toMatchObject({ rule: SEEDED_RULE });
    expect(promptRuleOf({ prompts: null })).toBeUndefined();
    expect(promptsOf({ prompts: null }, 512).rule).toBe(PROMPT_RULE);
    const text = passagePrompts('a text', [7]);
    expect(promptsOf({ prompts: text, promptSeed: 3 }, 512)).toBe(text);
  });

  it('of another text are of another rule', () => {
    expect(passagePrompts('one', [1]).rule).not.toBe(passagePrompts('two', [1]).rule);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passagePrompts, spreadPrompts } from './prompts';
import { PROMPT_RULE, promptTokens } from './workload';

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

  it('of another text are of another rule', () => {
    expect(passagePrompts('one', [1]).rule).not.toBe(passagePrompts('two', [1]).rule);
  });
});

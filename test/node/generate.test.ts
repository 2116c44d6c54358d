/** What the real engine puts before a prompt: the tokenizer's BOS, or nothing; and prompts with a token that the model lacks. */
import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../src/worker/protocol';
import { engineOn, HIGH, valueOf } from '../fixtures/engine';
import { addedToken, makeTinyLlama } from '../fixtures/tiny-llama';

describe('a prompt', () => {
  const { engine } = engineOn();
  const ask: GenerateRequest = {
    powerPreference: HIGH,
    model: makeTinyLlama().files,
    format: 'fp16',
    prompt: 'abc',
    tokens: 2,
    temperature: 0,
    seed: 0,
    ignoreEndOfText: true,
    bos: true,
  };
  const write = async (change: Partial<GenerateRequest>) => ({
    outcome: await engine.generate({ ...ask, ...change }, () => undefined),
  });

  it('puts before the prompt what the tokenizer puts before a text, or not, and says which', async () => {
    const template = (single: readonly unknown[]) => ({
      ...{ type: 'TemplateProcessing', single, pair: [] },
      special_tokens: {
        '<s>': { id: '<s>', ids: [256], tokens: ['<s>'] },
        '</s>': { id: '</s>', ids: [257], tokens: ['</s>'] },
      },
    });
    const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
    const text = { Sequence: { id: 'A', type_id: 0 } };
    const tokens = { added_tokens: [addedToken(256, '<s>'), addedToken(257, '</s>')] };
    const { files } = makeTinyLlama({
      tokenizer: { ...tokens, post_processor: template([special('<s>'), text, special('</s>')]) },
    });
    const ids = [97, 98, 99];
    const begin = { id: 256, token: '<s>' };
    const end = { id: 257, token: '</s>' };
    const of = async (change: Partial<GenerateRequest>) => {
      const { outcome } = await write({ tokens: 3, model: files, ...change });
      const { promptTokens, prefix, leftOut, notes } = valueOf(outcome);
      return { promptTokens, prefix, leftOut, notes };
    };
    expect(await of({})).toEqual({ promptTokens: [256, ...ids], prefix: [begin], leftOut: [end], notes: [] });
    expect(await of({ bos: false })).toEqual({ promptTokens: ids, prefix: [], leftOut: [begin, end], notes: [] });
    // A text that spells it out has it twice, as the reference has.
    expect((await of({ prompt: '<s>a' })).promptTokens).toEqual([256, 256, 97]);
    const said = { ...files, tokenizerConfig: new Blob(['{"add_bos_token": false}']) };
    expect((await of({ model: said })).notes).toEqual([
      'tiny-llama/tokenizer_config.json says add_bos_token false, but the post-processor of tokenizer.json puts one before a text: tokenizer.json is followed.',
    ]);
    const none = makeTinyLlama().files;
    expect(await of({ model: none })).toEqual({ promptTokens: ids, prefix: [], leftOut: [], notes: [] });
  });

  it('refuses a token without a row in the embedding where the prompt uses it, also as BOS, and no other prompt', async () => {
    const beyond = { added_tokens: [addedToken(256, '<|endoftext|>'), addedToken(257, '[PAD]')] };
    const { files } = makeTinyLlama({ vocabSize: 257, tokenizer: beyond });
    expect(valueOf((await write({ model: files, prompt: 'abc', tokens: 2 })).outcome).tokens).toHaveLength(2);
    const { outcome } = await write({ model: files, prompt: 'a[PAD]', tokens: 2 });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'tokenizer', where: '"[PAD]"' } });
    expect(outcome.ok ? '' : outcome.error.message).toContain(
      '"[PAD]", which tiny-llama/tokenizer.json gives the id 257',
    );
    const bos = {
      ...{ type: 'TemplateProcessing', pair: [] },
      single: [{ SpecialToken: { id: '[PAD]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      special_tokens: { '[PAD]': { id: '[PAD]', ids: [257], tokens: ['[PAD]'] } },
    };
    const first = makeTinyLlama({ vocabSize: 257, tokenizer: { ...beyond, post_processor: bos } }).files;
    expect((await write({ model: first, prompt: 'abc', tokens: 2 })).outcome).toMatchObject({
      error: { code: 'tokenizer', where: '"[PAD]"' },
    });
    expect((await write({ model: first, prompt: 'abc', tokens: 2, bos: false })).outcome.ok).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { RECIPES } from '../kernels/recipe';
import type { Contestant } from './contestant';
import { contestantsOf } from './contestants';
import { tokamark } from './tokamark';
import { identityOf } from './whose';

const peer = (engine: string, over: Partial<Contestant> = {}): Contestant => ({
  ...tokamark(RECIPES.int4),
  ...identityOf(engine, RECIPES.int4),
  ...over,
});

const idsOf = (formats: Parameters<typeof contestantsOf>[0], peers: readonly Contestant[]) =>
  contestantsOf(formats, peers).map(({ id }) => id);

describe('the contestants of a run', () => {
  it('are ours in each format that is asked for, once, and those of other engines', () => {
    expect(idsOf(['int4', 'fp16', 'int4'], [peer('onnxruntime'), peer('llama.cpp')])).toEqual([
      ...['int4', 'fp16', 'onnxruntime int4', 'llama.cpp int4'],
    ]);
  });

  it.each([
    ['two of one engine and recipe', [peer('waiter'), peer('waiter')], 'waiter int4'],
    ['one with the id of ours', [peer('waiter', { id: 'int4' })], 'int4'],
    ['two with one id', [peer('waiter', { id: 'x' }), peer('sleeper', { id: 'x' })], 'x'],
    ['two whose measurements have one name', [peer('waiter', { id: 'a' }), peer('waiter', { id: 'b' })], 'waiter int4'],
  ])('are refused where they hold %s', (_, peers, id) => {
    const refusal = expect.objectContaining({ code: 'option', where: `contestant ${id}` });
    expect(() => contestantsOf(['int4'], peers)).toThrow(refusal);
  });

  it.each(['tokamark', 'Tokamark', ' tokamark '])('are refused where another engine is called “%s”', (engine) => {
    const refusal = expect.objectContaining({ code: 'option', where: `engine ${engine}` });
    expect(() => contestantsOf(['fp16'], [peer(engine)])).toThrow(refusal);
  });
});

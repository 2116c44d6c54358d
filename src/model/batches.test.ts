/** Several sequences in one pass: each gives the tokens and logits that it gives alone, whoever runs beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { makeTinyLlama } from '../../test/fixtures/tiny-llama';
import type { GpuContext } from '../device/context';
import { padded } from '../kernels/matrix/layout';
import { openModelFiles } from './files/folder';
import { loadModel, type LoadedModel } from './load';
import { LOGIT_TOLERANCE } from './parity/prompt';
import type { Prompt } from './prompts';
import { GREEDY, type Choice } from './session';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import { weightsFromFiles } from './weights/from-files';

const VOCABULARY = 301;
const CAPACITY = 40;
const COUNT = 12;

/** Lengths unlike: one longer than a chunk, one of a single token. */
const PROMPTS: readonly Prompt[] = [
  { sequence: 2, position: 0, tokens: [7, 300, 0, 41, 299, 120, 5, 88, 201, 17, 256] },
  { sequence: 0, position: 0, tokens: [9] },
  { sequence: 3, position: 0, tokens: [64, 9, 270, 111] },
  { sequence: 1, position: 0, tokens: [33, 3, 150, 64, 9, 270, 2] },
];

const SAMPLED: Choice = { kind: 'sample', temperature: 1, seed: 5 };

async function load(context: GpuContext, format: ModelFormat, batches: readonly number[]): Promise<LoadedModel> {
  // Where embedding and LM head are one, a random model says its last token again.
  const { config, tensors } = await openModelFiles(makeTinyLlama({ vocabSize: VOCABULARY, tied: false }).files);
  const options = { capacity: CAPACITY, chunk: 8, allLogits: false, sampling: true, batches };
  return loadModel(context, () => weightsFromFiles(context, { config, tensors }, RECIPES[format]), options, null);
}

interface Said {
  readonly tokens: readonly number[];
  /** After the last of them, (VOCABULARY). */
  readonly logits: Float32Array;
}

/** What each sequence that stands has said since its prompt, by sequence. */
async function said(
  context: GpuContext,
  { session, transformer }: LoadedModel,
  prompts: readonly Prompt[],
  count: number,
) {
  const rows = session.sequences;
  const stride = padded(VOCABULARY);
  const logits = new Float32Array(await context.read(transformer.buffers.logits, 0, rows.length * stride * 4));
  const all = new Map<number, Said>();
  for (const [row, sequence] of rows.entries()) {
    const start = prompts.find((prompt) => prompt.sequence === sequence)?.tokens.length ?? NaN;
    all.set(sequence, {
      tokens: await session.tokens(start, start + count + 1, sequence),
      logits: logits.slice(row * stride, row * stride + VOCABULARY),
    });
  }
  return all;
}

function expectLike(one: Said | undefined, other: Said | undefined): void {
  expect(one?.tokens).toEqual(other?.tokens);
  const apart = one?.logits.map((value, i) => Math.abs(value - (other?.logits[i] ?? NaN))) ?? [NaN];
  expect(Math.max(...apart)).toBeLessThanOrEqual(LOGIT_TOLERANCE);
}

const context = withDevice();
const hardware = seenAs(context, { software: false });

describe.each([
  { format: 'int4', as: 'a software adapter', device: context, batches: [1, 2, 4] },
  { format: 'fp16', as: 'a software adapter', device: context, batches: [1, 2, 4] },
  { format: 'w4a8', as: 'a software adapter', device: context, batches: [1, 2, 4] },
  { format: 'int4', as: 'a GPU', device: hardware, batches: [4] },
  { format: 'w4a8', as: 'a GPU', device: hardware, batches: [4] },
] as const)('four sequences at $format, seen as $as', ({ format, device, batches }) => {
  let made: LoadedModel | undefined;
  const model = async () => (made ??= await load(device(), format, batches));
  afterAll(() => made?.dispose());

  it.each([
    { how: 'greedy', choice: GREEDY },
    { how: 'sampled', choice: SAMPLED },
  ])('say what each says alone, $how, also once others are finished', async ({ choice }) => {
    const one = await model();
    const { session } = one;
    const alone = new Map<number, Map<number, Said>>();
    for (const count of [COUNT / 2, COUNT]) {
      for (const prompt of PROMPTS) {
        await session.prefillTogether([prompt], choice);
        await session.decodeBatched(count, choice);
        const [[sequence, own] = []] = await said(device(), one, PROMPTS, count);
        if (sequence === undefined || own === undefined) throw new Error('nothing stands');
        alone.set(sequence, (alone.get(sequence) ?? new Map<number, Said>()).set(count, own));
      }
    }
    expect(new Set([...alone.values()].map((own) => own.get(COUNT)?.tokens.join())).size).toBe(4);

    await session.prefillTogether(PROMPTS, choice);
    await session.decodeBatched(COUNT / 2, choice);
    const together = await said(device(), one, PROMPTS, COUNT / 2);
    expect([...together.keys()]).toEqual([2, 0, 3, 1]);
    for (const [sequence, own] of together) expectLike(own, alone.get(sequence)?.get(COUNT / 2));

    // One is finished: three run where four were, then one by itself.
    session.drop(0);
    expect(session.sequences).toEqual([2, 3, 1]);
    await session.decodeBatched(COUNT / 4, choice);
    session.drop(2);
    session.drop(1);
    await session.decodeBatched(COUNT / 4, choice);
    const left = await said(device(), one, PROMPTS, COUNT);
    expect([...left.keys()]).toEqual([3]);
    expectLike(left.get(3), alone.get(3)?.get(COUNT));
  });
});

describe('a session of several sequences', () => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await load(context(), 'int4', [1, 4]);
  });
  afterAll(() => model.dispose());

  it('reads a prompt in the passes in which others go on', async () => {
    const { session } = model;
    const [first, second, third, fourth] = PROMPTS;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    await session.prefillTogether(PROMPTS, GREEDY);
    await session.decodeBatched(COUNT, GREEDY);
    const expected = await said(context(), model, PROMPTS, COUNT);

    await session.prefillTogether([second, third], GREEDY);
    await session.decodeBatched(2, GREEDY);
    // Two passes, since the longest prompt is longer than what the two leave of a chunk.
    await session.join([first, fourth], GREEDY);
    expect(session.sequences).toEqual([0, 3, 2, 1]);
    const passes = Math.ceil((first.tokens.length + fourth.tokens.length) / 6);
    await session.decodeBatched(COUNT - 2 - passes, GREEDY);
    for (const sequence of [0, 3]) {
      const start = sequence === 0 ? 1 : 4;
      expect(await session.tokens(start, start + COUNT + 1, sequence)).toEqual(expected.get(sequence)?.tokens);
    }
    for (const { sequence, tokens } of [first, fourth]) {
      const count = COUNT - 2 - passes;
      const own = await session.tokens(tokens.length, tokens.length + count + 1, sequence);
      expect(own).toEqual(expected.get(sequence)?.tokens.slice(0, count + 1));
    }
  });

  it('goes on from unlike places that it is rewound to', async () => {
    const { session } = model;
    await session.prefillTogether(PROMPTS, GREEDY);
    await session.decodeBatched(COUNT, GREEDY);
    const expected = await said(context(), model, PROMPTS, COUNT);
    const at = (sequence: number, back: number) => {
      const start = PROMPTS.find((prompt) => prompt.sequence === sequence)?.tokens.length ?? NaN;
      return { sequence, position: start + back, token: expected.get(sequence)?.tokens[back] ?? NaN };
    };
    session.rewindTogether([at(1, 3), at(2, 5)]);
    await session.decodeBatched(4, GREEDY);
    expect(session.sequences).toEqual([1, 2]);
    const { position: one } = at(1, 3);
    const { position: two } = at(2, 5);
    expect(await session.tokens(one, one + 5, 1)).toEqual(expected.get(1)?.tokens.slice(3, 8));
    expect(await session.tokens(two, two + 5, 2)).toEqual(expected.get(2)?.tokens.slice(5, 10));
  });

  it('gives each step’s tokens as they come, the same that it gives at the end', async () => {
    const { session } = model;
    const prompts = [2, 0, 3].map((sequence) => ({ sequence, position: 0, tokens: [5 + sequence, 9, 2 + sequence] }));
    await session.prefillTogether(prompts, GREEDY);
    await session.decodeBatched(6, GREEDY);
    const expected = await Promise.all(prompts.map(({ sequence }) => session.tokens(4, 10, sequence)));
    await session.prefillTogether(prompts, GREEDY);
    const streamed: (readonly number[])[] = [];
    await session.streamTogether(6, GREEDY, (tokens) => streamed.push(tokens) > 0);
    expect(prompts.map((_, i) => streamed.map((tokens) => tokens[i]))).toEqual(expected);
  });

  it('refuses what there is no room for, and sequences that are not there', async () => {
    const { session } = model;
    const prompt = (sequence: number, length = 2): Prompt => ({
      ...{ sequence, position: 0 },
      tokens: new Array<number>(length).fill(1),
    });
    await expect(session.prefillTogether([prompt(4)], GREEDY)).rejects.toThrow('room for 4');
    await expect(session.prefillTogether([prompt(1), prompt(2, 41)], GREEDY)).rejects.toThrow('41 positions');
    await expect(session.prefillTogether([prompt(1), prompt(1)], GREEDY)).rejects.toThrow('two prompts');
    await expect(session.prefillTogether([prompt(1, 0)], GREEDY)).rejects.toThrow('at least one token');
    await session.prefillTogether([prompt(1), prompt(2)], GREEDY);
    await expect(session.join([prompt(2)], GREEDY)).rejects.toThrow('stands already');
    await expect(session.decodeStreamed(2, 1, GREEDY, () => true)).rejects.toThrow('one sequence');
    expect(() => session.drop(0)).toThrow('does not stand');
    session.drop(1);
    session.drop(2);
    await expect(session.decodeBatched(1, GREEDY)).rejects.toThrow('no sequence stands');
  });

  it('takes more memory for its cache, its activations and its logits alone', async () => {
    const one = await load(context(), 'int4', [1]);
    const eight = await load(context(), 'int4', [1, 8]);
    const { layers, keyValueHeads } = one.transformer.weights.config;
    const more = eight.bytes - one.bytes;
    // f16 keys and values of heads of 12, padded to 16, for seven sequences more; logits and normed rows of seven more.
    const cache = 7 * layers * 2 * keyValueHeads * CAPACITY * 16 * 2;
    const logits = 7 * padded(VOCABULARY) * 4;
    expect(more).toBeGreaterThan(cache + logits);
    // The rest: texts, split attention (16 splits of 3 heads), tables.
    const texts = 7 * (CAPACITY + 1) * 4;
    const split = 7 * 16 * 3 * (16 * 4 + 8);
    const normed = 7 * padded(36) * 4;
    expect(more).toBeLessThanOrEqual(cache + logits + texts + split + normed + 256);
    one.dispose();
    eight.dispose();
  });
});

/** The identity of what is computed: what changes it and what does not; prompts and digests. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticWeight } from '../../shaders/synthetic-weights/reference';
import { MATRIX_FORMATS } from '../kernels/format';
import { RECIPES } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import { SHAPES } from '../model/shapes';
import { shapeNamed } from '../model/shapes';
import {
  canonicalJson,
  fileDigest,
  promptTokens,
  syntheticSource,
  testName,
  workloadId,
  workloadOf,
  type WorkloadRequest,
} from './workload';

const LLAMA = shapeNamed('Llama-3.2-1B');
const REQUEST: WorkloadRequest = {
  config: LLAMA,
  weights: syntheticSource(),
  recipe: RECIPES.int4,
  phase: 'decode',
  depth: 512,
  tokens: 64,
  batch: 1,
};
const idOf = (change: Partial<WorkloadRequest> = {}) => workloadId(workloadOf({ ...REQUEST, ...change }));
const idOfConfig = (change: Partial<ModelConfig>) => idOf({ config: { ...LLAMA, ...change } });

describe('the ids of the headline workloads', () => {
  // Results are compared by these. A change here breaks comparability with every result before it: it needs a new PROTOCOL, and
  // must never come from a rename or a tidying.
  it.each([
    ['fp16', 'prefill', 512, '0251b9a0924576962bdaf5cd529b87052d25f9d77c2a554d3e34bc98f82419f5'],
    ['fp16', 'decode', 64, 'cb242a49231fb0af7a9cb6a49f3578cf3c08c1e7856efd07e1c95f54fddf4822'],
    ['int4', 'prefill', 512, 'ea235952e3c5b819b2d1e23a306a1e8e4f462a4a131925a1b2388174974599b8'],
    ['int4', 'decode', 64, '1c76625e002f7e32c65b1c65678e8f2b82a9e277d665d65b41bba4e10835164f'],
    ['mxfp4', 'decode', 64, '26ec929f1112c38f0b87e7e23d0ecf109c42b1ece41e0064351d7bd84d3b0866'],
    ['nvfp4', 'decode', 64, 'e13ee7fdf4ad12689be0b83964330deb7452424d1f67b389dce82f65d2f92d56'],
    ['w4a8', 'prefill', 512, '392ba77acbf9d65d3752acc2b12b1d41a67b5479564e1b36778fb438968d2f8e'],
    ['w4a8', 'decode', 64, 'caa285d21cac183ce57ec9964d2cbcce1c3e2ccc371db5afbaf4e5e5e4d5f70a'],
  ] as const)('stay what they are: %s %s of %d tokens', (format, phase, tokens, id) => {
    const config = shapeNamed('Llama-3.2-1B');
    const weights = syntheticSource();
    expect(
      workloadId(workloadOf({ config, weights, recipe: RECIPES[format], phase, depth: 0, tokens, batch: 1 })),
    ).toBe(id);
  });
});

describe('a workload’s id', () => {
  it('is the sha-256 of its canonical JSON', () => {
    const workload = workloadOf(REQUEST);
    expect(workloadId(workload)).toBe(createHash('sha256').update(canonicalJson(workload)).digest('hex'));
  });

  it('does not depend on the order of any keys', () => {
    const workload = workloadOf(REQUEST);
    const reversed = reversedKeys(workload);
    expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(workload));
    expect(canonicalJson(reversed)).toBe(canonicalJson(workload));
  });

  it.each([
    'hiddenSize',
    'layers',
    'heads',
    'keyValueHeads',
    'headDim',
    'intermediateSize',
    'vocabSize',
    'rmsNormEpsilon',
  ] as const)('changes with %s, whatever its value', (field) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (value) => {
        fc.pre(value !== LLAMA[field]);
        expect(idOfConfig({ [field]: value })).not.toBe(idOf());
      }),
      { numRuns: 20 },
    );
  });

  it.each(['tiedEmbeddings', 'qkvBias', 'outputBias'] as const)('changes with %s', (field) => {
    expect(idOfConfig({ [field]: !LLAMA[field] })).not.toBe(idOf());
  });

  it('changes with every part of RoPE', () => {
    const { theta, scaling } = LLAMA.rope;
    if (scaling === null) throw new Error('Llama 3.2 scales its RoPE');
    const changed = [
      { theta: theta + 1, scaling },
      { theta, scaling: null },
      { theta, scaling: { ...scaling, factor: 8 } },
      { theta, scaling: { ...scaling, lowFrequencyFactor: 2 } },
      { theta, scaling: { ...scaling, highFrequencyFactor: 2 } },
      { theta, scaling: { ...scaling, originalMaxPositions: 4096 } },
    ];
    expect(new Set([idOf(), ...changed.map((rope) => idOfConfig({ rope }))]).size).toBe(7);
  });

  it('changes with weights, format, phase, depth, tokens and sequences at once', () => {
    const ids = [
      idOf(),
      idOf({ weights: { ...syntheticSource(), seed: 2 } }),
      idOf({ weights: { sha256: 'a'.repeat(64) } }),
      idOf({ weights: { sha256: 'b'.repeat(64) } }),
      idOf({ recipe: RECIPES.int8 }),
      idOf({ recipe: RECIPES.fp16 }),
      idOf({ phase: 'prefill' }),
      idOf({ depth: 0 }),
      idOf({ tokens: 65 }),
      idOf({ batch: 2 }),
      idOf({ batch: 4 }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('changes with every word of the format’s recipe', () => {
    const workload = workloadOf(REQUEST);
    for (const field of Object.keys(workload.format)) {
      expect(workloadId({ ...workload, format: { ...workload.format, [field]: 'another' } })).not.toBe(idOf());
    }
  });

  it('does not change with what the arithmetic does not depend on', () => {
    expect(idOfConfig({ name: 'another name' })).toBe(idOf());
    expect(idOfConfig({ maxPositions: 77 })).toBe(idOf());
    expect(idOfConfig({ eosTokenIds: [1, 2] })).toBe(idOf());
  });

  it('is different for every shape', () => {
    expect(new Set(SHAPES.map((config) => idOf({ config }))).size).toBe(SHAPES.length);
  });
});

describe('the prompt of a workload', () => {
  it('is the prompt in prefill and what fills the context in decode', () => {
    expect(workloadOf({ ...REQUEST, phase: 'prefill' }).prompt.tokens).toBe(64);
    expect(workloadOf(REQUEST).prompt.tokens).toBe(512);
  });

  it('has tokens within the vocabulary, spread over it, and the same each time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 600 }), (vocabSize, count) => {
        const tokens = promptTokens(count, vocabSize);
        expect(tokens).toHaveLength(count);
        expect(tokens.every((token) => Number.isInteger(token) && token >= 0 && token < vocabSize)).toBe(true);
      }),
    );
    const tokens = promptTokens(512, 49_152);
    expect(new Set(tokens).size).toBeGreaterThan(490);
    expect(Math.max(...tokens)).toBeGreaterThan(48_000);
    expect(tokens.slice(0, 4)).toEqual(promptTokens(4, 49_152));
  });

  it('is another one for each sequence of a batch', () => {
    const prompts = Array.from({ length: 16 }, (_, sequence) => promptTokens(64, 49_152, sequence));
    expect(new Set(prompts.map(String)).size).toBe(16);
    expect(prompts[0]).toEqual(promptTokens(64, 49_152));
  });
});

describe('the names of rules in an id', () => {
  // An id promises the same tokens and weights: what these rules make needs another name where it changes.
  const digest = (values: readonly number[]) =>
    createHash('sha256').update(values.join(' ')).digest('hex').slice(0, 16);

  it('stand for the same prompt', () => {
    expect(workloadOf(REQUEST).prompt.rule).toBe('tokamark-prompt/1');
    expect(digest(promptTokens(512, 49_152))).toBe('bebe293a107264f1');
  });

  it('stand for the same synthetic weights in every format', () => {
    expect(syntheticSource()).toEqual({ generator: 'tokamark-synthetic/1', seed: 1 });
    const weights = MATRIX_FORMATS.map((format) => {
      const matrix = { format, rows: 70, columns: 96, seed: 0xdecade };
      return [format, digest(Array.from({ length: 2000 }, (_, i) => syntheticWeight(matrix, i % 70, i % 96)))];
    });
    expect(Object.fromEntries(weights)).toEqual({
      fp16: '648a59264b19fb3f',
      int8: '28fd9b932e5ce93b',
      int4: '8f8b1a0996cc0c3a',
      mxfp4: '490d2fbb502a5031',
      nvfp4: '1a5292caad4ca76c',
    });
  });
});

describe('canonical JSON', () => {
  it('sorts keys at every depth, leaves arrays in order, and has no spaces', () => {
    const value = { b: [{ z: 1, a: null }, 'x'], a: { 10: true, 9: 1.5 }, é: 'ü' };
    expect(canonicalJson(value)).toBe('{"a":{"9":1.5,"10":true},"b":[{"a":null,"z":1},"x"],"é":"ü"}');
  });

  it('says the same for any value whose keys come in another order, and still says all of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversedKeys(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('a test’s name', () => {
  it.each([
    [{ phase: 'prefill', tokens: 512, depth: 0, batch: 1 }, 'pp512'],
    [{ phase: 'decode', tokens: 64, depth: 0, batch: 1 }, 'tg64'],
    [{ phase: 'decode', tokens: 64, depth: 2048, batch: 1 }, 'tg64 @ d2048'],
    [{ phase: 'prefill', tokens: 512, depth: 0, batch: 4 }, 'pp512 b4'],
    [{ phase: 'decode', tokens: 64, depth: 2048, batch: 16 }, 'tg64 @ d2048 b16'],
    [{ phase: 'decode', tokens: 64, depth: 0, batch: 1, delivery: 'streamed' }, 'tg64'],
    [{ phase: 'decode', tokens: 64, depth: 0, batch: 4, delivery: 'batched' }, 'tg64 b4 batched'],
  ] as const)('of %o is %s', (test, name) => {
    expect(testName(test)).toBe(name);
  });
});

describe('a file’s digest', () => {
  it('is what node:crypto makes of it, also across the steps in which it is read', async () => {
    for (const size of [0, 1, 16 * 1024 * 1024 + 3]) {
      const bytes = Uint8Array.from({ length: size }, (_, i) => i * 31);
      expect(await fileDigest(new Blob([bytes]))).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });
});

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part: unknown) => reversedKeys(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]: [string, unknown]) => [key, reversedKeys(part)] as const)
      .reverse(),
  );
}

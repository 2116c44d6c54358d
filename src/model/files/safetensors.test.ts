/** Whole safetensors files give their values back; damaged ones give a TokamarkError and never another exception. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assemble,
  encodeSafetensors,
  type HeaderEntry,
  type TensorToWrite,
} from '../../../test/fixtures/safetensors-writer';
import { TokamarkError } from '../../foundation/errors';
import { openSafetensors } from './safetensors';
import { rejection } from '../../../test/fixtures/thrown';

const anyTensor = fc
  .record({
    dtype: fc.constantFrom('F32' as const, 'F16' as const, 'BF16' as const),
    shape: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
    seed: fc.array(fc.float({ min: -60000, max: 60000, noNaN: true }), { minLength: 1, maxLength: 8 }),
  })
  .map(({ dtype, shape, seed }): TensorToWrite => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { dtype, shape, values: Float32Array.from({ length }, (_, index) => seed[index % seed.length] ?? 0) };
  });

const anyFile = fc
  .dictionary(fc.stringMatching(/^[a-z][a-z.0-9]{0,12}$/), anyTensor, { minKeys: 1, maxKeys: 5 })
  .map((tensors) => new Map(Object.entries(tensors)));

/** Opens the file and reads every tensor that was written to it. */
async function readAll(bytes: Uint8Array<ArrayBuffer>, tensors: ReadonlyMap<string, TensorToWrite>) {
  const file = await openSafetensors(new Blob([bytes]), 'model.safetensors');
  const values = new Map<string, Float32Array>();
  for (const [name, { shape }] of tensors) values.set(name, await file.tensor(name, shape));
  return { names: file.names(), values };
}

/** Two f32 tensors of two values, with one change to the header. */
function twoTensors(change: (header: { a: HeaderEntry; b: HeaderEntry } & Record<string, unknown>) => void) {
  const header = {
    a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } satisfies HeaderEntry as HeaderEntry,
    b: { dtype: 'F32', shape: [2], data_offsets: [8, 16] } satisfies HeaderEntry as HeaderEntry,
  };
  change(header);
  return openSafetensors(new Blob([assemble(header, new Uint8Array(16))]), 'model.safetensors');
}

describe('openSafetensors', () => {
  it('gives back every value of any whole file', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (tensors) => {
        const written = encodeSafetensors(tensors);
        const read = await readAll(written.bytes, tensors);
        expect(read.names.sort()).toEqual([...tensors.keys()].sort());
        expect(read.values).toEqual(written.values);
      }),
    );
  });

  it('gives every finite f16 and bf16 bit pattern its value', async () => {
    const patterns = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
    const f16 = patterns.filter((bits) => ((bits >> 10) & 31) !== 31);
    const bf16 = patterns.filter((bits) => ((bits >> 7) & 255) !== 255);
    const header = {
      f: { dtype: 'F16', shape: [f16.length], data_offsets: [0, f16.byteLength] },
      b: { dtype: 'BF16', shape: [bf16.length], data_offsets: [f16.byteLength, f16.byteLength + bf16.byteLength] },
    };
    const data = new Uint8Array(await new Blob([f16, bf16]).arrayBuffer());
    const file = await openSafetensors(new Blob([assemble(header, data)]), 'model.safetensors');
    const halves = await file.tensor('f', [f16.length]);
    const brains = await file.tensor('b', [bf16.length]);
    const view = new DataView(new ArrayBuffer(4));
    const wrong = [...f16].filter((bits, index) => {
      const size = bits & 0x7fff;
      const exact = size < 1024 ? size * 2 ** -24 : (1 + (size & 1023) / 1024) * 2 ** ((size >> 10) - 15);
      return !Object.is(halves[index], bits < 0x8000 ? exact : -exact);
    });
    expect(wrong).toEqual([]);
    const wrongBrains = [...bf16].filter((bits, index) => {
      view.setUint16(0, bits);
      return !Object.is(brains[index], view.getFloat32(0));
    });
    expect(wrongBrains).toEqual([]);
  });

  it.each([
    ['F16', (bits: number) => bits * 2 ** -24],
    ['BF16', (bits: number) => bits * 2 ** -133],
  ])('reads a tensor of %s longer than one slice', async (dtype, value) => {
    // Subnormals, whose value is their bits times the smallest.
    const bits = new Uint16Array(4_500_000).map((_, index) => index % 128);
    const header = { long: { dtype, shape: [bits.length], data_offsets: [0, bits.byteLength] } };
    const blob = new Blob([assemble(header, new Uint8Array(bits.buffer))]);
    const values = await (await openSafetensors(blob, 'model.safetensors')).tensor('long', [bits.length]);
    expect(values.findIndex((read, index) => read !== value(index % 128))).toBe(-1);
  });

  it('refuses a file cut off at any byte', async () => {
    const { bytes } = encodeSafetensors(
      new Map([
        ['a', { dtype: 'F32' as const, shape: [3], values: Float32Array.of(1, 2, 3) }],
        ['b', { dtype: 'F16' as const, shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
      ]),
    );
    for (let length = 0; length < bytes.length; length++) {
      const error = await rejection(openSafetensors(new Blob([bytes.slice(0, length)]), 'model.safetensors'));
      expect(error.code).toBe('weights');
      expect(error.message).toContain('model.safetensors');
    }
  });

  it('answers any changed byte with values or a TokamarkError', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.nat(), fc.integer({ min: 1, max: 255 }), async (tensors, at, flip) => {
        const { bytes } = encodeSafetensors(tensors);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        try {
          const { values } = await readAll(bytes, tensors);
          for (const read of values.values()) expect(read.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(TokamarkError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([0n, 1n, 1_000n, 100_000_001n, 2n ** 63n, 2n ** 64n - 1n])(
    'refuses a header length of %s',
    async (length) => {
      const { bytes } = encodeSafetensors(new Map([['a', { dtype: 'F32', shape: [1], values: Float32Array.of(1) }]]));
      new DataView(bytes.buffer).setBigUint64(0, length, true);
      expect((await rejection(openSafetensors(new Blob([bytes]), 'm'))).code).toBe('weights');
    },
  );

  it('accepts metadata, a header padded with spaces, and tensors in any order', async () => {
    const file = await twoTensors((header) => {
      header['__metadata__'] = { format: 'pt', padding: '       ' };
      header.a.data_offsets = [8, 16];
      header.b.data_offsets = [0, 8];
    });
    expect(file.names()).toEqual(['a', 'b']);
  });

  it.each<[string, string, Parameters<typeof twoTensors>[0]]>([
    ['tensors that overlap', 'overlaps', (header) => (header.b.data_offsets = [4, 12])],
    ['tensors in the same place', 'overlaps', (header) => (header.b.data_offsets = [0, 8])],
    ['a gap before the first tensor', 'belong to no tensor', (header) => Reflect.deleteProperty(header, 'a')],
    ['bytes after the last tensor', 'belong to no tensor', (header) => Reflect.deleteProperty(header, 'b')],
    ['an offset after the end of the file', 'should end at byte', (header) => (header.b.data_offsets = [16, 24])],
    ['offsets upside down', 'takes -8 bytes', (header) => (header.b.data_offsets = [16, 8])],
    ['a negative offset', 'entry for b', (header) => (header.b.data_offsets = [-8, 0])],
    ['a shape that needs other bytes', 'needs 12', (header) => (header.b.shape = [3])],
    ['a shape whose product is beyond counting', 'needs', (header) => (header.b.shape = [2 ** 52, 2 ** 52, 2 ** 52])],
    ['a negative shape', 'entry for b', (header) => (header.b.shape = [-2])],
    ['a dtype that needs other bytes', 'needs 4', (header) => (header.b.dtype = 'F16')],
    ['an unknown dtype', 'unknown dtype', (header) => (header.b.dtype = 'Q4_0')],
    ['an entry that is no entry', 'entry for c', (header) => (header['c'] = 'weights')],
  ])('refuses %s', async (_, message, change) => {
    const error = await rejection(twoTensors(change));
    expect(error.code).toBe('weights');
    expect(error.message).toContain(message);
  });

  it('refuses a missing tensor, another shape and another type, each by name', async () => {
    const file = await twoTensors((header) => {
      header.b.dtype = 'I32';
    });
    const missing = await rejection(file.tensor('c', [2]));
    expect(missing.toData()).toMatchObject({ code: 'weights', where: 'c' });
    const shape = await rejection(file.tensor('a', [1, 2]));
    expect(shape.message).toContain('[2]');
    expect(shape.message).toContain('[1, 2]');
    const dtype = await rejection(file.tensor('b', [2]));
    expect(dtype.message).toContain('I32');
  });

  it.each(['F32', 'F16', 'BF16'] as const)(
    'names the tensor and place of the first value of %s that is not finite',
    async (dtype) => {
      for (const bad of [NaN, Infinity, -Infinity]) {
        const tensors = new Map([['bad', { dtype, shape: [2, 2], values: Float32Array.of(1, 2, bad, NaN) }]]);
        const error = await rejection(readAll(encodeSafetensors(tensors).bytes, tensors));
        expect(error.toData()).toMatchObject({ code: 'weights', where: 'bad' });
        expect(error.message).toContain(`${bad} at row 1, column 0.`);
      }
    },
  );
});

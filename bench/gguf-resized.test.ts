/** A GGUF at another shape: that its header reads back, with a vocabulary as long and tensors as large as the shape's. */
import { describe, expect, it } from 'vitest';
import { shapeNamed } from '../src/model/shapes';
import { headerBytes, readHeader, resizeHeader, weightsOf, type GgufHeader } from './gguf-resized';

const [FROM, TO] = [shapeNamed('SmolLM2-135M'), shapeNamed('Llama-3.2-1B')];
const UINT32 = 4;
const ARRAY = 9;

const header: GgufHeader = {
  pairs: [
    { key: 'llama.block_count', type: UINT32, bytes: new Uint8Array(Uint32Array.of(30).buffer) },
    // No token here: only what is added counts.
    { key: 'tokenizer.ggml.tokens', type: ARRAY, bytes: Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) },
  ],
  tensors: [
    { name: 'token_embd.weight', dims: [576, 49_152], type: 8 },
    { name: 'blk.0.attn_k.weight', dims: [576, 192], type: 3 },
    { name: 'blk.16.attn_k.weight', dims: [576, 192], type: 3 },
  ],
};

describe('a GGUF at another shape', () => {
  const read = readHeader(Buffer.from(headerBytes(resizeHeader(header, FROM, TO))));

  it('has its layers and the extents of its tensors', () => {
    expect(Buffer.from(read.pairs[0]?.bytes ?? []).readUInt32LE()).toBe(16);
    expect(read.tensors).toEqual([
      { name: 'token_embd.weight', dims: [2048, 128_256], type: 8 },
      { name: 'blk.0.attn_k.weight', dims: [2048, 512], type: 3 },
    ]);
  });

  it('has the vocabulary filled up', () => {
    const tokens = Buffer.from(read.pairs[1]?.bytes ?? []);
    expect(tokens.readUInt32LE()).toBe(8);
    expect(tokens.readBigUInt64LE(4)).toBe(79_104n);
    expect(tokens.toString('utf8', 20, 36)).toBe('<|unused 49152|>');
  });

  it('begins its tensors at a multiple of 32', () => {
    expect(headerBytes(header).byteLength % 32).toBe(0);
  });

  it('has scales that are small and finite in each block of noise', () => {
    for (const [type, bytes, halves] of [
      [3, 20, 2],
      [8, 34, 1],
    ] as const) {
      const made = weightsOf({ dims: [64, 4], type }, 1);
      const view = new DataView(made.buffer);
      expect(made.byteLength).toBe(8 * bytes);
      for (let block = 0; block < 8; block++)
        for (let half = 0; half < halves; half++) {
          const exponent = (view.getUint16(block * bytes + 2 * half, true) >>> 10) & 31;
          expect([8, 9]).toContain(exponent);
        }
    }
  });

  it('is refused of a file that is none', () => {
    expect(() => readHeader(Buffer.from('no GGUF at all'))).toThrow('this is no GGUF');
  });
});

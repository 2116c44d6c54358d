/** The files that are made are the exports, byte for byte; other weights and other templates make none. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../../test/fixtures/thrown';
import { ONNX_FILES, ONNX_VARIANTS, onnxOf } from './fable-onnx';

const read = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(`public/models/fable/${name}`));
const safetensors = read('model.safetensors');
const weights = new Blob([safetensors]);
const templates = { holes: new Blob([read('onnx/templates.json')]), literals: new Blob([read('onnx/templates.bin')]) };

/** Of the files that onnxruntime-genai 0.18's model builder wrote on 2026-11-28. */
const EXPORTS = {
  fp32: '28c3a4dab4d5afa775fd75e8ed8cc751cf4921523abc58bb6a341619ed1c0eb1',
  fp16: '0c3bb4ffb75d2aaf91300576e5d2157731cf07a29bc108b64c2a8bd2c26d7e14',
  'int4-fp32': '4383a4ba5b273c3f9ccbe64f524e66ee3af1a6d26995601949e4d9d8e35ce0d9',
  int4: '4f1a09831d68dbfaaeae0cb6a9dbb6a933c1adc78ae7027e699de4fcde2bdf4e',
} as const;

describe('onnxOf', () => {
  it.each(ONNX_VARIANTS)('makes the export of %s, byte for byte', async (variant) => {
    const file = await onnxOf(variant, templates, weights);
    expect(createHash('sha256').update(file).digest('hex')).toBe(EXPORTS[variant]);
  });

  it('knows each by the name of a file on the hub', () => {
    expect(new Set(Object.values(ONNX_FILES)).size).toBe(ONNX_VARIANTS.length);
  });

  it('makes nothing of weights that differ in one bit', async () => {
    const other = Uint8Array.from(safetensors);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    const error = await rejection(onnxOf('int4', templates, new Blob([other])));
    expect(error).toMatchObject({ code: 'weights', where: 'models/fable/onnx/model_q4f16.onnx' });
    expect(error.message).toContain('SHA-256');
  });

  it('makes nothing of literals that were changed or cut', async () => {
    const bin = read('onnx/templates.bin');
    const cut = new Blob([bin.subarray(0, bin.length - 1)]);
    const error = await rejection(onnxOf('int4', { ...templates, literals: cut }, weights));
    expect(error.message).toContain(`behind the end of that file, ${bin.length - 1}`);
    bin.fill(0, bin.length - 100);
    const changed = { ...templates, literals: new Blob([bin]) };
    expect((await rejection(onnxOf('int4', changed, weights))).message).toContain('SHA-256');
  });

  it('refuses templates larger than any that is made', async () => {
    const holes = new Blob([new Uint8Array(1024 * 1024 + 1)]);
    expect((await rejection(onnxOf('fp32', { ...templates, holes }, weights))).code).toBe('weights');
  });

  it('stops between two tensors when it is cancelled', async () => {
    const cancel = new AbortController();
    const seen: number[] = [];
    class Counted extends Blob {
      override slice(begin?: number, end?: number): Blob {
        seen.push(begin ?? 0);
        if (seen.length === 6) cancel.abort();
        return super.slice(begin, end);
      }
    }
    const error = await rejection(onnxOf('fp16', templates, new Counted([safetensors]), cancel.signal));
    expect(error.code).toBe('cancelled');
    // The tensors of one hole more, at the most.
    expect(seen.length).toBeLessThan(10);
  });
});

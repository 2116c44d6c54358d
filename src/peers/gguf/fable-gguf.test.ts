/** The files that are made are those that the Python package gguf wrote, byte for byte; other weights and other templates make none. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rejection } from '../../../test/fixtures/thrown';
import { GGUF_VARIANTS, ggufOf } from './fable-gguf';

const read = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(`public/models/fable/${name}`));
const safetensors = read('model.safetensors');
const weights = new Blob([safetensors]);
const templates = { tensors: new Blob([read('gguf/templates.json')]), headers: new Blob([read('gguf/headers.bin')]) };

/** Of the files that src/build/gguf-templates.py wrote on 2026-11-29; their F16 is read by llama.cpp as reference.json has it. */
const WRITTEN = {
  f16: '53e27a4bcdb07b6db10849637654cf6656e3c793b2be5208ec196b7fa0717d9c',
  q8_0: '852dd5c895ee7ac228f4c284352f009e62b5ee53c4d654dfd6733587e2fbf393',
  q4_0: '442fd03a3d7df69313130161a6ca7685d97c188705e341f4cec43083ef771663',
} as const;

describe('ggufOf', () => {
  it.each(GGUF_VARIANTS)('makes the file of %s, byte for byte', async (variant) => {
    const file = await ggufOf(variant, templates, weights);
    expect(createHash('sha256').update(file).digest('hex')).toBe(WRITTEN[variant]);
  });

  it('makes nothing of weights that differ in one bit', async () => {
    const other = Uint8Array.from(safetensors);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    const error = await rejection(ggufOf('f16', templates, new Blob([other])));
    expect(error).toMatchObject({ code: 'weights', where: 'models/fable/gguf/f16' });
    expect(error.message).toContain('SHA-256');
  });

  it('makes nothing of headers that are cut', async () => {
    const cut = new Blob([read('gguf/headers.bin').subarray(0, -1)]);
    expect((await rejection(ggufOf('q4_0', { ...templates, headers: cut }, weights))).message).toContain(
      'behind the end of that file',
    );
  });

  it.each([
    ['of no JSON', '"schema": 1', '"schema": ', 'not valid JSON'],
    ['with a field that nobody knows', '"schema": 1', '"schema": 1, "more": 1', 'Unrecognized'],
    ['with a tensor without a shape', '"model.norm.weight": [256]', '"another": [256]', 'whose shape it does not say'],
    ['whose parts make another length', '"model.norm.weight": [256]', '"model.norm.weight": [512]', 'its parts make'],
    ['of rows that are no whole blocks', '"model.norm.weight": [256]', '"model.norm.weight": [255]', 'no whole blocks'],
    ['with more heads than rows', '"heads": 4', '"heads": 999', 'has no 999 heads'],
  ])('makes nothing of templates %s', async (_, from, to, message) => {
    const text = (await templates.tensors.text()).replace(from, to);
    const error = await rejection(ggufOf('f16', { ...templates, tensors: new Blob([text]) }, weights));
    expect(error.code).toBe('weights');
    expect(error.message).toContain(message);
  });

  it('stops before the next tensor when it is cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    expect((await rejection(ggufOf('f16', templates, weights, cancel.signal))).code).toBe('cancelled');
  });
});

import { describe, expect, it } from 'vitest';
import { asFloat32 } from './logits';

describe('logits of onnxruntime', () => {
  it('are the same numbers, whether they come as f32 or as the bits of f16', () => {
    const values = Float32Array.of(1, -2, 0.5, 65504);
    expect(asFloat32(values)).toBe(values);
    const within = Uint16Array.of(0xffff, 0x3c00, 0xc000, 0x3800, 0x7bff).subarray(1);
    expect(asFloat32(within)).toEqual(values);
  });

  it('are not guessed where there are none', () => {
    expect(() => asFloat32(undefined)).toThrow('no logits');
  });
});

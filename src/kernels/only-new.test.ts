/** Which devices get programs of their own. */
import { describe, expect, it } from 'vitest';
import { deviceOf } from './device-classes';
import type { Granted, Program } from './kernel';
import { onlyNew } from './only-new';

const program = (code: string): Program => ({ code, bindings: [], constants: {}, workgroups: () => [1, 1, 1] });
const device = (shaderF16: boolean, software: boolean): Granted =>
  deviceOf({ shaderF16, software, dot4: false, subgroups: null });

/** Half of the shapes depend on f16, and none on anything else. */
const programs = onlyNew<{ readonly halves: boolean }>(({ granted }, { halves }) => [
  program(halves ? `f16 ${granted.shaderF16}` : 'f32'),
]);
const codes = (on: Granted, halves: boolean): readonly string[] => programs(on, { halves }).map(({ code }) => code);

describe('programs for many devices', () => {
  it('are given for the first, and for each that differs in what they are made of', () => {
    expect(codes(device(true, true), true)).toEqual(['f16 true']);
    expect(codes(device(true, false), true)).toEqual([]);
    expect(codes(device(false, false), true)).toEqual(['f16 false']);
    expect(codes(device(false, true), true)).toEqual([]);
    expect(codes(device(true, true), false)).toEqual(['f32']);
    expect(codes(device(false, false), false)).toEqual([]);
  });
});

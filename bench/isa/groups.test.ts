/** Which rows the tables have, and what makes the bench fail. */
import { describe, expect, it } from 'vitest';
import { groupsOf } from './groups';
import type { CompiledFigures } from './null-hardware';
import { failuresOf, renderIsa } from './page';
import type { Figures } from './stats';

const FIGURES: Figures = {
  ...{ vectorRegisters: 24, scalarRegisters: 128, scalarDemand: 40, spilledVectors: 0, spilledScalars: 0 },
  ...{ scratchBytes: 0, workgroupBytes: 2048, waves: 32, codeBytes: 1024, instructions: 200 },
  counts: { arithmetic: 90, memory: 20, workgroup: 4 },
};
const program = (label: string, figures: Partial<Figures> = {}, isDefault = false): CompiledFigures => ({
  ...{ id: 0, code: '', constants: {}, models: ['M'], formats: ['int4'] },
  ...{ label, isDefault, figures: { ...FIGURES, ...figures } },
});
const adapter = { vendor: 'amd', architecture: 'rdna-3', description: 'radv: Mesa 25.0.7' };
const report = (...programs: readonly CompiledFigures[]) => ({ adapter, programs, refused: [] });

describe('a row of a table', () => {
  it('is a kernel in one variant, attention of either phase and products of integers apart, whatever the shape', () => {
    const labels = [
      'gemm int4 960x576 512 tokens (tiled 64x64 lane 4x4)',
      'gemm int8 49152x576 512 tokens (tiled 64x64 lane 4x4)',
      'gemm a8 int4 960x576 512 tokens (tiled 64x64 lane 4x4)',
      'gemv int4 960x576 norm (lanes32 rows1 slices8)',
      'gemv int4 960x576 norm (lanes8 rows1 slices32)',
      'attention prefill 9/3 heads of 64, room for 513 (rows8 splits1)',
      'attention decode 9/3 heads of 64, room for 513 (rows8 splits1)',
      'argmax 49152',
    ];
    expect(
      groupsOf(labels.map((label) => program(label))).map(({ title, programs }) => [title, programs.length]),
    ).toEqual([
      ['argmax', 1],
      ['attention decode (rows8 splits1)', 1],
      ['attention prefill (rows8 splits1)', 1],
      ['gemm (tiled 64x64 lane 4x4)', 2],
      ['gemm a8 (tiled 64x64 lane 4x4)', 1],
      ['gemv (lanes8 rows1 slices32)', 1],
      ['gemv (lanes32 rows1 slices8)', 1],
    ]);
  });

  it('gives the least and the most of each figure', () => {
    const wide = {
      vectorRegisters: 96,
      waves: 10,
      spilledScalars: 3,
      counts: { arithmetic: 30, memory: 4, workgroup: 0 },
    };
    const kept = {
      date: '2026-11-28',
      commit: 'abc',
      dawn: '0.6.2',
      report: report(program('a 1', {}, true), program('a 2', wide)),
    };
    const page = renderIsa([['navi31', kept]]);
    expect(page).toContain(
      '| a                  | 1 of 2  |        2 |  24–96 |     40 |    0–3 |       2.0 | 10–32 |      1.0 |    4.5–7.5 |',
    );
    expect(page).toMatch(/\| a +\| 1 programs, 3 scalar \|\n/);
    expect(page).toMatch(/\| a +\| 10–32 waves, 24–96 registers, 2.0 KiB \|\n/);
  });
});

describe('the bench fails', () => {
  it.each([
    ['scratch', program('a', { scratchBytes: 16 }), 1],
    ['a vector spill', program('a', { spilledVectors: 1 }), 1],
    ['a scalar spill of a default', program('a', { spilledScalars: 1 }, true), 1],
    ['a scalar spill elsewhere', program('a', { spilledScalars: 1 }), 0],
    ['none of it', program('a', {}, true), 0],
  ])('by %s: %#', (_, one, failures) => {
    expect(failuresOf('navi31', report(one))).toHaveLength(failures);
  });
});

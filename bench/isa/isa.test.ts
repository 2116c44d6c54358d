/**
 * That no program of SmolLM2-135M at INT4, default or not, needs scratch or spills vector registers on a GPU, and no default spills
 * at all: compiled for navi31 by Mesa's RADV, without one. All models, formats and GPUs: `npm run bench:isa`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFor, installHint, missingPackages, type GpuReport } from './null-hardware';
import { failuresOf } from './page';

const missing = missingPackages();

it('AMD’s compiler is here, or this is not CI', () => {
  const hint = missing.length === 0 ? '' : installHint(missing);
  if (hint !== '') process.stderr.write(`NOT TESTED: the kernels under AMD's compiler. ${hint}\n`);
  expect(process.env['CI'] === 'true' && hint).toBeFalsy();
});

if (missing.length === 0) {
  describe('for navi31', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tokamark-isa-'));
    let report: GpuReport | undefined;
    beforeAll(async () => {
      const request = { models: ['SmolLM2-135M'], formats: ['int4' as const], whole: false };
      report = await compileFor('navi31', request, join(folder, 'navi31'));
    }, 180_000);
    afterAll(() => rmSync(folder, { recursive: true }));
    const programs = () => report?.programs ?? [];

    it('all kinds of programs of a model are compiled, each for itself, and none is refused', () => {
      const kernels = new Set(programs().map(({ label }) => label.split(' ', 1)[0]));
      expect([...kernels]).toEqual(expect.arrayContaining(['gemv', 'gemm', 'attention', 'argmax', 'sample']));
      expect(programs().length).toBeGreaterThan(100);
      expect(programs().filter(({ isDefault }) => isDefault).length).toBeGreaterThan(15);
      expect(new Set(programs().map(({ figures }) => figures.codeBytes)).size).toBeGreaterThan(50);
      for (const { figures } of programs()) expect(figures.instructions).toBeGreaterThan(0);
      expect(report?.refused).toEqual([]);
    });

    it('no program has scratch or a vector spill, and no default a spill', () => {
      expect(report === undefined ? ['nothing compiled'] : failuresOf('navi31', report)).toEqual([]);
    });
  });
}

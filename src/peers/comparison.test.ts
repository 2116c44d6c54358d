/** What is run when engines are compared, and what is said of them before. */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { testName } from '../benchmark/workload';
import { comparisonOf, NO_LENGTHS, type OwnLengths } from './comparison';
import { PEERS_ABOUT } from './peer-about';

describe('a comparison of engines', () => {
  it('reads a prompt and writes after it, less of both on a software adapter', () => {
    const [gpu, software] = [comparisonOf([], false), comparisonOf([], true)];
    expect(gpu.tests.map(testName)).toEqual(['pp128', 'tg64 @ d128']);
    expect(software.tests.map(testName)).toEqual(['pp16', 'tg8 @ d16']);
    expect([gpu.repetitions, software.repetitions]).toEqual([5, 3]);
  });

  it('takes the lengths that a person says, each for itself, and every test at each depth where they name some', () => {
    const namesOf = (own: Partial<OwnLengths>) =>
      comparisonOf([], false, null, { ...NO_LENGTHS, ...own }).tests.map(testName);
    expect(namesOf({ prompt: 256 })).toEqual(['pp256', 'tg64 @ d256']);
    expect(namesOf({ generate: 16 })).toEqual(['pp128', 'tg16 @ d128']);
    expect(namesOf({ depths: [0, 300] })).toEqual(['pp128', 'tg64', 'pp128 @ d300', 'tg64 @ d300']);
    expect(comparisonOf([], true, null, { ...NO_LENGTHS, repetitions: 7 }).repetitions).toBe(7);
  });

  it('is refused where Fable’s context does not hold it, with the numbers', () => {
    const long = () => comparisonOf([], false, null, { ...NO_LENGTHS, prompt: 480 });
    expect(long).toThrow('tg64 @ d480 takes 544 tokens, and Fable’s context has room for 508 of a comparison');
    expect(() => comparisonOf([], true, null, { ...NO_LENGTHS, prompt: 480 })).not.toThrow();
  });

  it('is of the weights that it is given, in the formats that all engines have, with nothing beside it', () => {
    expect(comparisonOf(['onnxruntime-web'], false)).toMatchObject({
      ...{ shape: null, formats: ['fp16', 'int4'], against: ['onnxruntime-web'], budgetSeconds: null },
      ...{ line: [], sustained: null, fidelity: null, roofs: false, waterfalls: false, tuning: 'remembered' },
    });
  });

  it('says how large what is downloaded is', () => {
    const { resolve } = createRequire(import.meta.url);
    const megabytes = (file: string): string => `about ${Math.round(statSync(resolve(file)).size / 1e6)} MB`;
    expect(PEERS_ABOUT['onnxruntime-web'].downloads).toContain(
      megabytes('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm'),
    );
    expect(PEERS_ABOUT.wllama.downloads).toContain(megabytes('@wllama/wllama/esm/wasm/wllama.wasm'));
  });
});

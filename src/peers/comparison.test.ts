/** What is run when engines are compared, and what is said of them before. */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { testName } from '../benchmark/workload';
import { comparisonOf } from './comparison';
import { PEERS_ABOUT } from './peer-about';

describe('a comparison of engines', () => {
  it('reads a prompt and writes after it, less of both on a software adapter', () => {
    const [gpu, software] = [comparisonOf([], false), comparisonOf([], true)];
    expect(gpu.tests.map(testName)).toEqual(['pp128', 'tg64 @ d128']);
    expect(software.tests.map(testName)).toEqual(['pp16', 'tg8 @ d16']);
    expect([gpu.repetitions, software.repetitions]).toEqual([5, 3]);
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

/** Where llama.cpp computes, and what its rows are called for it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seconds } from '../../foundation/units';
import { wllamaAs } from './described';
import { assertAdapter, assertPlace } from './place';

const GPU = { f16: true, slowAnswer: null };

const SAID = ['llama_kv_cache: size', 'load_tensors: offloaded 7/7 layers to GPU'];

beforeEach(() => {
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', { hardwareConcurrency: 6 });
});
afterEach(() => vi.unstubAllGlobals());

describe('llama.cpp', () => {
  it.each([
    ['without f16', false, { Suspending: true }],
    ['without promise integration', true, {}],
  ])('is on the CPU %s, and is never named as if it were on the GPU', (_, f16, webAssembly) => {
    vi.stubGlobal('WebAssembly', webAssembly);
    const { engine, recipe, about } = wllamaAs('int4', { f16, slowAnswer: null });
    expect(engine).toBe('wllama (CPU)');
    expect(recipe.activations).toBe('int8');
    expect(about.version).toContain('on the CPU');
    expect(about.settings[0]).toContain('On the CPU with 3 threads, not on the GPU');
  });

  it('has one thread where memory is not shared', () => {
    vi.stubGlobal('crossOriginIsolated', false);
    expect(wllamaAs('fp16', { f16: false, slowAnswer: null }).about.settings[0]).toContain('with 1 thread,');
  });

  it('is on the GPU where the browser has both, of the same four bits as ours', () => {
    vi.stubGlobal('WebAssembly', { Suspending: true });
    expect(wllamaAs('int4', GPU)).toMatchObject({
      engine: 'wllama',
      recipe: { id: 'int4', weights: { qkv: 'int4', embedding: 'int8' } },
      about: { version: expect.stringContaining('WebGPU backend') },
    });
    expect(wllamaAs('fp16', GPU).recipe.weights.embedding).toBe('fp16');
  });

  it('is on the CPU where the browser answers each of its waits late, and says what the GPU would take', () => {
    vi.stubGlobal('WebAssembly', { Suspending: true });
    const { engine, about } = wllamaAs('fp16', { f16: true, slowAnswer: seconds(0.1004) });
    expect(engine).toBe('wllama (CPU)');
    expect(about.settings[0]).toContain('waits 20 times for a token');
    expect(about.settings[0]).toContain('after 100 ms, which makes 2.0 s for a token on any GPU');
  });

  it('has our eight bits in all of its weights', () => {
    expect(wllamaAs('int8', GPU).recipe).toMatchObject({
      ...{ id: 'int8', weights: { qkv: 'int8', embedding: 'int8', lmHead: 'int8' } },
    });
  });

  it('must be where it was to be', () => {
    expect(() => assertPlace(SAID, true)).not.toThrow();
    expect(() => assertPlace([], false)).not.toThrow();
    expect(() => assertPlace(SAID, false)).toThrow('put 7 layers on the GPU, and was to compute on the CPU');
    expect(() => assertPlace([], true)).toThrow('put 0 of its layers on the GPU');
    expect(() => assertPlace(['offloaded 3/7 layers to GPU'], true)).toThrow('put 3 of 7 layers');
  });

  it('computes on the GPU that ours has, as far as it says', () => {
    const said = (vendor: string, architecture: string) => [
      ...SAID,
      `ggml_webgpu: adapter_info: vendor_id: 4318 | vendor: ${vendor} | architecture: ${architecture} | device_id: 0 | name:  | device_desc: x`,
    ];
    const ours = { vendor: 'nvidia', architecture: 'ampere' };
    for (const all of [SAID, said('nvidia', 'ampere'), said('', '')])
      expect(() => assertAdapter(all, ours)).not.toThrow();
    expect(() => assertAdapter(said('intel', 'xe'), { vendor: '', architecture: '' })).not.toThrow();
    expect(() => assertAdapter(said('intel', 'xe'), ours)).toThrow(
      'another GPU (intel xe) than Tokamark (nvidia ampere)',
    );
  });
});

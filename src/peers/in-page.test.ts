/** Who takes part in a run of the page, in which formats. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fable } from '../../test/fixtures/engine';
import { peersInPage, type PeersAsked } from './in-page';

afterEach(() => vi.unstubAllGlobals());

const peersOf = async (asked: Pick<PeersAsked, 'against' | 'formats'>): Promise<readonly string[]> => {
  vi.stubGlobal('crossOriginIsolated', false);
  const device = { f16: false, slowAnswer: null };
  const model = await fable();
  return peersInPage({ ...asked, device, model, powerPreference: 'high-performance', base: 'http://here/' }).map(
    ({ name }) => name,
  );
};

describe('the peers of the page', () => {
  it('have the weights as they are and in four bits, each engine once', async () => {
    expect(await peersOf({ against: ['onnxruntime-web', 'onnxruntime-web'], formats: ['int4'] })).toEqual([
      ...['onnxruntime-web FP16', 'onnxruntime-web INT4'],
    ]);
  });

  it('have eight bits too where ours runs in eight and the engine has them', async () => {
    expect(await peersOf({ against: ['transformers.js', 'wllama'], formats: ['fp16', 'int4', 'int8'] })).toEqual([
      ...['transformers.js FP16', 'transformers.js INT4'],
      ...['wllama (CPU) FP16', 'wllama (CPU) INT4', 'wllama (CPU) INT8'],
    ]);
  });
});

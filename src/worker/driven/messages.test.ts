import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../benchmark/suite/suite';
import { settingsOfProfile } from '../../options/settings';
import type { RunRequest } from '../protocol';
import { callSchema, receivedRequest, sentRequest } from './messages';

const request = (name: keyof typeof PROFILES): RunRequest => ({
  ...settingsOfProfile(PROFILES[name]),
  ...{ powerPreference: 'low-power', model: null, story: null, fidelityFiles: null, receipt: null },
});

/** As it arrives. */
function withoutFiles(request: RunRequest) {
  const { model, story, fidelityFiles, ...asked } = request;
  expect([model, story, fidelityFiles]).toEqual([null, null, null]);
  return { ...asked, against: [] };
}

describe('a run that is sent to a page', () => {
  it.each(['quick', 'standard', 'sustained'] as const)('arrives as it was asked for: %s', (name) => {
    const call: unknown = JSON.parse(JSON.stringify({ call: 'run', id: 1, request: sentRequest(request(name)) }));
    const arrived = callSchema.parse(call);
    expect(arrived.call === 'run' && receivedRequest(arrived.request)).toEqual(withoutFiles(request(name)));
  });

  it('says which files it needs, and never sends one', () => {
    const model = { name: 'Fable', config: new Blob(), weights: new Blob(), tokenizer: new Blob() };
    const files = { ...model, tokenizerConfig: null, generationConfig: null };
    const sent = sentRequest({ ...request('quick'), story: files, passage: 'Once', against: ['onnxruntime-web'] });
    expect(receivedRequest(sent).passage).toBe('Once');
    expect(sent).toMatchObject({ model: false, story: true, passage: 'Once', against: ['onnxruntime-web'] });
  });

  it.each([
    { call: 'run', id: 1, request: { ...sentRequest(request('quick')), against: ['another engine'] } },
    { call: 'run', id: 1, request: { ...sentRequest(request('quick')), tests: [{ phase: 'decode', depth: -1 }] } },
    { call: 'describe', id: 0, power: 'high-performance' },
    { call: 'eval', id: 1, code: '1' },
  ])('is refused where it is not one: %j', (call) => {
    expect(callSchema.safeParse(call).success).toBe(false);
  });
});

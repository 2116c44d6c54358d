/** The room of engines as it is drawn: what stands in the way, what is known so far, what came of it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { compared, comparedWithFailure } from '../../../test/fixtures/compared';
import { comparisonOf } from '../../peers/comparison';
import { DESCRIPTION } from '../fixtures/results';
import { newRun } from '../state/page-state';
import { INITIAL_STATE, type PageState } from '../state/page-state';
import { reduce } from '../state/reduce';
import { progressOf } from '../view/progress-view';
import { comparedOf, obstacleOf } from './engines-model';
import { EnginesView, type EnginesProps } from './engines-view';
import { askedOf, changed, found, NO_SERVER, notFound, reached } from './own-server';

const ignore = (): void => undefined;
const PROPS: EnginesProps = {
  server: NO_SERVER,
  ...{ chosen: new Set(['onnxruntime-web'] as const), obstacle: null, secure: true, offline: false, software: false },
  ...{ progress: null, busy: false, error: null, compared: null, width: 720, said: '' },
  acts: {
    onChoose: ignore,
    onRun: ignore,
    onCancel: ignore,
    onCopy: ignore,
    onDownload: ignore,
    onServer: ignore,
    onAskServer: ignore,
  },
};
const view = (props: Partial<EnginesProps> = {}): string => renderToString(h(EnginesView, { ...PROPS, ...props }));
const OPTIONS = { ...comparisonOf(['onnxruntime-web'], false), receipt: null };
const known: PageState = { ...INITIAL_STATE, gpu: { kind: 'known', description: DESCRIPTION } };
const asked = reduce(known, { type: 'run-asked', id: 1, options: OPTIONS, waitingFor: 'Starting' });
const runs = reduce(asked, { type: 'run-started', id: 1, at: new Date('2026-11-29T12:00:00Z') });
const shown = (state: PageState) => {
  const found = comparedOf(state);
  if (found === null) throw new Error('there is a comparison');
  return found;
};

describe('the room of engines', () => {
  it('says before a run what each engine downloads, and loads none', () => {
    const html = view();
    expect(html).toContain('downloads about 27 MB of WebAssembly from this page’s host when you press Compare');
    expect(html).toMatch(/id="engines-run" aria-disabled="false"/);
    expect(html).not.toContain('Side by side');
  });

  it('cannot begin without an engine, without a GPU or beside a benchmark, and says what to do', () => {
    expect(view({ chosen: new Set() })).toMatch(/aria-disabled="true".*Choose at least one other engine/s);
    const error = { code: 'no-adapter', message: 'No adapter.', where: '', remedy: 'See below.' } as const;
    expect(view({ obstacle: obstacleOf({ ...known, gpu: { kind: 'missing', error } }) })).toMatch(
      /aria-disabled="true".*No adapter\..*hardware acceleration/s,
    );
    const other = { ...known, run: newRun(1, { ...OPTIONS, against: [] }, 'Starting') };
    expect(view({ obstacle: obstacleOf(other) })).toMatch(/aria-disabled="true".*A benchmark runs/s);
    expect(obstacleOf(runs)).toBeNull();
    expect(view({ offline: true })).toContain('This browser is offline');
  });

  it('has a row for each engine as soon as the run has begun, and no picture before its end', () => {
    const html = view({ busy: true, progress: progressOf(runs), compared: shown(runs) });
    expect(html.match(/onnxruntime-web<\/td>/g)).toHaveLength(2);
    expect(html).toContain('So far');
    expect(html).not.toContain('engines-picture');
  });

  it('calls the row of an engine that computes on the CPU so, as soon as the run says so', () => {
    const options = { ...comparisonOf(['wllama'], false), receipt: null };
    const begun = reduce(known, { type: 'run-asked', id: 1, options, waitingFor: 'Starting' });
    const started = reduce(begun, { type: 'run-started', id: 1, at: new Date('2026-11-29T12:00:00Z') });
    expect(view({ compared: shown(started) })).toContain('wllama</td>');
    const engines = [{ id: 'wllama (CPU)', version: 'llama.cpp', settings: ['On the CPU.'] }];
    const told = reduce(started, { type: 'run-event', id: 1, event: { type: 'parts', parts: { engines } } });
    expect(view({ compared: shown(told) }).match(/wllama( \(CPU\))?<\/td>/g)).toEqual(
      Array(2).fill('wllama (CPU)</td>'),
    );
  });

  it('shows what came of it: figures, texts, versions, and where each text parts from ours', () => {
    const ended = reduce(runs, { type: 'run-ended', id: 1, result: compared() });
    const html = view({ progress: progressOf(ended), compared: shown(ended) });
    expect(shown(ended).from).toBe('here');
    expect(html).toContain('INT4: onnxruntime-web writes 2.00 times as fast as Tokamark');
    expect(html).toContain('apart from Tokamark FP16 from token 3 on');
    expect(html).toMatch(/The same passage.*The first 24 tokens.*onnxruntime-web INT4.*0\.035/s);
    expect(html).toContain('onnxruntime-web 1.31.0, WebGPU');
    expect(html).toContain('<svg');
  });

  it('asks a server of the person’s own for its models first, and takes one of them', () => {
    expect(view()).toContain('Your own server');
    expect(view()).not.toContain('id="server-address"');
    const asked = changed(NO_SERVER, { wanted: true });
    expect(view({ server: asked })).toMatch(
      /id="server-address".*Nothing is sent before you press this.*aria-disabled="true".*Find the models of your server/s,
    );
    const known = found(asked, ['llama3.2:1b', 'qwen\u001b[31m']);
    expect(view({ server: known, chosen: new Set() })).toMatch(
      /<option[^>]*>llama3.2:1b.*qwen\[31m.*aria-disabled="false"/s,
    );
    expect(askedOf(changed(known, { quantisation: ' Q4_K_M ' }))).toEqual({
      ...{ address: 'http://localhost:11434/', model: 'llama3.2:1b', key: null },
      said: { isFable: false, quantisation: 'Q4_K_M', gpu: null },
    });
    expect(changed(known, { address: 'http://localhost:1' })).toMatchObject({ models: null, model: null });
  });

  it('says of a server elsewhere that the command asks it', () => {
    const form = changed(NO_SERVER, { wanted: true, address: 'http://192.168.1.2:8080' });
    expect(() => reached(form)).toThrow('a server of this machine alone');
    const error = new Error('x');
    expect(notFound(form, error)).toMatchObject({ asking: false, error: { code: 'internal' } });
    expect(() => reached({ ...form, address: 'http://me:secret@localhost' })).toThrow('name or a password');
  });

  it('says in the place of an engine that failed why it did', () => {
    const ended = reduce(runs, { type: 'run-ended', id: 1, result: comparedWithFailure() });
    expect(view({ compared: shown(ended) })).toContain(
      '<strong>onnxruntime-web INT4</strong> has no speed: It lost the device. Try again.',
    );
  });

  it('has the last comparison that was kept, also after a run of another kind', () => {
    const [older, newer] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'].map((startedAt) => compared({ startedAt }));
    if (older === undefined || newer === undefined) throw new Error('there are two');
    const kept = shown({ ...known, own: [newer, older, compared({ engines: [], startedAt: '2026-03-01T00:00:00Z' })] });
    expect(kept).toMatchObject({ from: 'kept', result: { startedAt: newer.startedAt } });
    expect(view({ compared: kept })).toContain('The last comparison that this browser has kept');
    expect(comparedOf(known)).toBeNull();
    expect(comparedOf({ ...asked, own: [newer] })).toBeNull();
  });
});

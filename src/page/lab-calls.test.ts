/** What the lab asks of the engine, with Fable and the power that the page has; and what it hears where that cannot be. */
import { describe, expect, it, vi } from 'vitest';
import { TokamarkError } from '../foundation/errors';
import type { ModelFiles } from '../model/files/folder';
import type { Engine } from '../worker/protocol';
import { scriptedEngine } from './fixtures/scripted-engine';
import { createLabCalls, type LabCallsParts } from './lab-calls';

const empty = new Blob([]);
const MODEL: ModelFiles = {
  ...{ name: 'Fable', config: empty, weights: empty, tokenizer: empty },
  ...{ tokenizerConfig: null, generationConfig: null },
};

function calls(engine: Engine, comes: () => Promise<ModelFiles> = () => Promise.resolve(MODEL)) {
  const signals: AbortSignal[] = [];
  let takenBack = 0;
  const parts: LabCallsParts = {
    controller: { lend: (work) => work(engine), takeBack: () => void (takenBack += 1) },
    fable: (signal) => {
      signals.push(signal);
      const model = comes();
      model.catch(() => undefined);
      return {
        model,
        fidelityFiles: () => model.then((all) => ({ model: all, passage: empty, reference: empty, quantised: empty })),
        prompt: () => model.then(() => ''),
      };
    },
    state: () => ({ powerPreference: 'low-power' }),
  };
  return { lab: createLabCalls(parts), signals, takenBack: () => takenBack };
}

describe('the calls of the lab', () => {
  it('take Fable and the GPU of the page with them', async () => {
    const heard: unknown[] = [];
    const engine: Engine = {
      ...scriptedEngine(),
      labQuality: (request) => {
        heard.push(request);
        return Promise.resolve({ ok: false, error: { code: 'option', message: '', where: '', remedy: '' } });
      },
    };
    const choice = { kind: 'shipped', format: 'int4' } as const;
    await calls(engine).lab.quality({ choice, windows: 8 }, () => undefined);
    expect(heard).toEqual([
      { choice, windows: 8, powerPreference: 'low-power', files: { model: MODEL, passage: empty } },
    ]);
  });

  it('make ready by the engine, and leave it to others where they are told to stop', async () => {
    const stop = new AbortController();
    let ended = (): void => undefined;
    const engine: Engine = {
      ...scriptedEngine(),
      labReady: () =>
        new Promise((resolve) => {
          ended = () => resolve({ ok: true, value: undefined });
        }),
    };
    const { lab, signals, takenBack } = calls(engine);
    const choices = [{ kind: 'shipped', format: 'int4' }] as const;
    const made = lab.ready(choices, stop.signal);
    await vi.waitUntil(() => signals.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 0));
    stop.abort();
    expect(takenBack()).toBe(1);
    ended();
    await made;
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('make nothing ready of what does not come, and wait for no download that nobody needs any more', async () => {
    const stop = new AbortController();
    const { lab, takenBack } = calls(scriptedEngine(), () => new Promise(() => undefined));
    const made = lab.ready([{ kind: 'shipped', format: 'int4' }], stop.signal);
    stop.abort();
    expect(await made).toBe(false);
    expect(takenBack()).toBe(0);
    const none = calls(scriptedEngine(), () => Promise.reject(new Error('gone'))).lab;
    expect(await none.ready([], new AbortController().signal)).toBe(false);
  });

  it('say why Fable did not come', async () => {
    const error = { code: 'network', message: 'No network.', where: 'models/fable', remedy: 'Reload.' } as const;
    const { lab } = calls(scriptedEngine(), () => Promise.reject(new TokamarkError(error)));
    expect(await lab.tensors({ kind: 'shipped', format: 'int4' })).toMatchObject({ ok: false, error });
  });

  it('end the download and what the engine was lent for where they are cancelled', async () => {
    const { lab, signals, takenBack } = calls(scriptedEngine());
    await lab.texts({ prompt: 'Once', tokens: 8, choices: [{ kind: 'shipped', format: 'int4' }] }, () => undefined);
    lab.cancel();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(takenBack()).toBe(1);
  });
});

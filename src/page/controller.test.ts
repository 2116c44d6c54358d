/** Run and Cancel against a scripted engine, on a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CANCELLED } from '../foundation/cancel';
import { TokamarkError } from '../foundation/errors';
import type { ModelFiles } from '../model/files/folder';
import { createController, type Controller } from './controller';
import type { Fable } from './fable';
import { OPTIONS } from './fixtures/results';
import { scriptedEngine, type Script } from './fixtures/scripted-engine';
import type { RunRequest } from '../worker/protocol';
import type { RunCompanion } from '../worker/run-companion';
import { INITIAL_STATE, type PageState, type RunOptions } from './state/page-state';
import { reduce } from './state/reduce';

const empty = new Blob([]);
const FABLE: ModelFiles = {
  name: 'Fable',
  config: empty,
  weights: empty,
  tokenizer: empty,
  tokenizerConfig: null,
  generationConfig: null,
};

interface Page {
  readonly controller: Controller;
  readonly state: () => PageState;
  readonly spawned: () => number;
  readonly terminated: () => number;
  /** How often it was asked to draw nothing. */
  readonly rests: () => number;
  /** The signals of the downloads that were begun. */
  readonly downloads: readonly AbortSignal[];
}

function open(script: Partial<Script> = {}, comes: () => Promise<ModelFiles> = () => Promise.resolve(FABLE)): Page {
  const downloads: AbortSignal[] = [];
  const fable: Fable = (signal) => {
    downloads.push(signal);
    const model = comes();
    return {
      model,
      fidelityFiles: () => model.then((all) => ({ model: all, passage: empty, reference: empty, quantised: empty })),
      prompt: () => model.then(() => 'Once upon a time'),
    };
  };
  let state = INITIAL_STATE;
  let spawned = 0;
  let terminated = 0;
  let rests = 0;
  const controller = createController({
    spawn: () => {
      spawned += 1;
      return { engine: scriptedEngine({ stepMilliseconds: 10, ...script }), terminate: () => (terminated += 1) };
    },
    fable,
    state: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    rest: () => {
      rests += 1;
      return Promise.resolve();
    },
  });
  return {
    controller,
    state: () => state,
    spawned: () => spawned,
    terminated: () => terminated,
    rests: () => rests,
    downloads,
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Run', () => {
  it('goes to the end with both texts', async () => {
    const page = open();
    const run = page.controller.run(OPTIONS);
    await vi.runAllTimersAsync();
    await run;
    expect(page.state().run.phase).toBe('complete');
    expect(page.state().run.record.entries.every(({ final }) => final)).toBe(true);
    expect(page.state().run.record.stories.map(({ format }) => format)).toEqual(['fp16', 'int4']);
  });

  it('has the page draw and rest before each repetition, and no longer once it is cancelled', async () => {
    const page = open();
    void page.controller.run(OPTIONS);
    await vi.runAllTimersAsync();
    expect(page.rests()).toBe(OPTIONS.repetitions);
    const deaf = open({ heedsCancel: false });
    void deaf.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(100);
    const before = deaf.rests();
    deaf.controller.cancel();
    await vi.runAllTimersAsync();
    expect(deaf.rests()).toBe(before);
  });

  it('pressed twice starts one run', async () => {
    const page = open();
    void page.controller.run(OPTIONS);
    void page.controller.run(OPTIONS);
    await vi.runAllTimersAsync();
    expect(page.state().run.id).toBe(1);
  });

  it('goes without the texts where the story model could not be downloaded, and says so', async () => {
    const error = { code: 'network', message: 'HTTP 404', where: 'config.json', remedy: 'Reload.' } as const;
    const page = open({}, () => Promise.reject(new TokamarkError(error)));
    void page.controller.run(OPTIONS);
    await vi.runAllTimersAsync();
    expect(page.state().fable).toEqual({ kind: 'missing', error });
    expect(page.state().run.phase).toBe('complete');
    expect(page.state().run).toMatchObject({ record: { stories: [] }, progress: { texts: {} } });
  });

  it('does not wait for the story model longer than 15 seconds', async () => {
    const page = open({}, () => new Promise(() => undefined));
    void page.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(page.state().run).toMatchObject({ phase: 'waiting', waitingFor: 'Waiting for the story model (10.5 MB)' });
    expect(page.downloads.map(({ aborted }) => aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(page.state().run.phase).toBe('running');
    // Nothing is downloaded while it times.
    expect(page.downloads.map(({ aborted }) => aborted)).toEqual([true]);
    expect(page.state().fable).toMatchObject({ kind: 'missing', error: { code: 'network', where: 'models/fable' } });
  });

  it('is the first that asks for the story model', async () => {
    const page = open();
    await page.controller.describe('high-performance');
    await vi.runAllTimersAsync();
    expect([page.downloads.length, page.state().fable.kind]).toEqual([0, 'unasked']);
    void page.controller.run(OPTIONS);
    expect([page.downloads.length, page.state().fable.kind]).toEqual([1, 'loading']);
    await vi.runAllTimersAsync();
    expect(page.state().fable.kind).toBe('ready');
  });
});

describe('a comparison of engines', () => {
  const COMPARED: RunOptions = { ...OPTIONS, shape: null, against: ['onnxruntime-web'] };

  it('is of Fable and of the text that it reads, with nothing written at the end', async () => {
    const asked: RunRequest[] = [];
    const page = open({ onRequest: (request) => asked.push(request) });
    void page.controller.run(COMPARED);
    await vi.runAllTimersAsync();
    expect(asked).toMatchObject([{ ...COMPARED, model: FABLE, passage: 'Once upon a time', story: null }]);
    expect(page.state().run.phase).toBe('complete');
  });

  it('fails without Fable, and says why as its own error', async () => {
    const error = { code: 'network', message: 'HTTP 404', where: 'config.json', remedy: 'Reload.' } as const;
    const page = open({}, () => Promise.reject(new TokamarkError(error)));
    void page.controller.run(COMPARED);
    await vi.runAllTimersAsync();
    expect(page.state().run).toMatchObject({ phase: 'failed', answer: { result: null, error } });
    expect(page.state().fable.kind).toBe('unasked');
  });

  it('waits longer for it than a run that can go without', async () => {
    const page = open({}, () => new Promise(() => undefined));
    void page.controller.run(COMPARED);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(page.state().run.phase).toBe('waiting');
    await vi.advanceTimersByTimeAsync(21_000);
    expect(page.state().run).toMatchObject({ phase: 'failed', answer: { error: { code: 'network' } } });
  });

  it('is cancelled while it waits, without an error', async () => {
    const page = open({}, () => new Promise(() => undefined));
    void page.controller.run(COMPARED);
    page.controller.cancel();
    await vi.runAllTimersAsync();
    expect(page.state().run).toMatchObject({ phase: 'cancelled', answer: { error: null } });
  });
});

describe('Cancel', () => {
  it('is idle at once, and the partial result comes when the engine has wound up', async () => {
    const page = open();
    void page.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(250);
    page.controller.cancel();
    expect(page.state().run).toMatchObject({ phase: 'cancelled', answer: { answered: false, result: null } });
    await vi.advanceTimersByTimeAsync(20);
    expect(page.state().run.answer.result?.status).toBe('cancelled');
    expect(page.terminated()).toBe(0);
  });

  it('lets a new Run wait for the engine and then begin', async () => {
    const page = open();
    void page.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(250);
    page.controller.cancel();
    void page.controller.run(OPTIONS);
    expect(page.state().run.waitingFor).toBe('Waiting for the cancelled run to stop');
    await vi.runAllTimersAsync();
    expect(page.state().run).toMatchObject({ id: 2, phase: 'complete' });
    expect(page.spawned()).toBe(1);
  });

  it('ends a worker that does not stop within 1.5 seconds, and runs in a new one', async () => {
    const page = open({ heedsCancel: false, stepMilliseconds: 200 });
    void page.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(1000);
    page.controller.cancel();
    void page.controller.run(OPTIONS);
    await vi.advanceTimersByTimeAsync(1400);
    expect(page.terminated()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(page.terminated()).toBe(1);
    expect(page.spawned()).toBe(2);
    expect(page.state().run).toMatchObject({ id: 2, phase: 'running' });
  });

  it('of a run that still waits keeps it from starting', async () => {
    const page = open({}, () => new Promise(() => undefined));
    void page.controller.run(OPTIONS);
    page.controller.cancel();
    await vi.runAllTimersAsync();
    expect(page.state().run.phase).toBe('cancelled');
    expect(page.downloads.map(({ aborted }) => aborted)).toEqual([true]);
    expect(page.state().fable.kind).toBe('unasked');
  });
});

describe('the description of the GPU', () => {
  it('is asked for again with the other power preference', async () => {
    const page = open();
    await page.controller.describe('low-power');
    expect(page.state()).toMatchObject({ powerPreference: 'low-power', gpu: { kind: 'known' } });
  });

  it('is an error where the engine has none', async () => {
    const error = { code: 'no-adapter', message: 'No adapter.', where: '', remedy: 'Install one.' } as const;
    const page = open({ description: { ok: false, error } });
    await page.controller.describe('high-performance');
    expect(page.state().gpu).toEqual({ kind: 'missing', error });
  });
});

describe('the engine, lent', () => {
  const answered = { ok: true, value: 7 } as const;

  it('answers what it was lent for, one thing at a time', async () => {
    const page = open();
    const first = page.controller.lend(() => Promise.resolve(answered));
    const second = page.controller.lend(() => Promise.resolve(answered));
    expect(await first).toEqual(answered);
    expect(await second).toMatchObject({ ok: false, error: { message: 'The engine is at work.' } });
    expect(await page.controller.lend(() => Promise.resolve(answered))).toEqual(answered);
  });

  it('is not lent beside a run, and what it was lent for ends before a run begins', async () => {
    const page = open();
    let begun = '';
    const lent = page.controller.lend<number>(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            begun = page.state().run.phase;
            resolve({ ok: true, value: 7 });
          }, 100);
        }),
    );
    const run = page.controller.run(OPTIONS);
    const refused = page.controller.lend(() => Promise.resolve(answered));
    await vi.runAllTimersAsync();
    await run;
    expect(await lent).toEqual({ ok: true, value: 7 });
    expect(await refused).toMatchObject({ ok: false });
    expect(begun).toBe('waiting');
    expect(page.state().run.phase).toBe('complete');
    expect(page.terminated()).toBe(0);
  });

  it('is cancelled where it does not heed a run, whose worker is a new one', async () => {
    const page = open();
    const lent = page.controller.lend<number>(() => new Promise(() => undefined));
    const run = page.controller.run(OPTIONS);
    await vi.runAllTimersAsync();
    await run;
    expect(await lent).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(page.terminated()).toBe(1);
    expect(page.state().run.phase).toBe('complete');
  });
});

describe('a run with a companion', () => {
  const COMPANION: RunCompanion = {
    asked: (request) => Promise.resolve({ ...request, promptSeed: 7 }),
    hear: () => undefined,
    ended: () => Promise.resolve(),
  };

  it('is asked for as that says, tells it what happens, and has the engine for it once it is over', async () => {
    const asked: RunRequest[] = [];
    const heard: string[] = [];
    const ended: string[] = [];
    const page = open({ onRequest: (request) => asked.push(request) });
    void page.controller.run(OPTIONS, {
      ...COMPANION,
      hear: ({ type }) => void heard.push(type),
      ended: async (engine, { status }) => {
        const described = await engine.describe('low-power');
        ended.push(`${status} ${page.state().run.phase} ${described.ok}`);
        // Nothing else has it meanwhile.
        ended.push(String((await page.controller.lend(() => Promise.resolve({ ok: true, value: 1 }))).ok));
      },
    });
    await vi.runAllTimersAsync();
    expect(asked).toMatchObject([{ promptSeed: 7, story: FABLE }]);
    expect(heard.filter((type) => type === 'timing')).toHaveLength(OPTIONS.repetitions);
    expect(ended).toEqual(['complete complete true', 'false']);
    expect(page.rests()).toBe(OPTIONS.repetitions);
  });

  it('tells it where nobody waits any more for what it asks for, and for no other run', async () => {
    const signals: AbortSignal[] = [];
    const page = open();
    const slow: RunCompanion = {
      ...COMPANION,
      asked: (request, cancelled) => {
        signals.push(cancelled);
        return new Promise((resolve, reject) => {
          cancelled.addEventListener('abort', () => reject(new TokamarkError(CANCELLED)));
          setTimeout(() => resolve(request), 60_000);
        });
      },
    };
    void page.controller.run(OPTIONS, slow);
    await vi.advanceTimersByTimeAsync(1000);
    page.controller.cancel();
    expect(signals[0]?.aborted).toBe(true);
    void page.controller.run(OPTIONS, slow);
    await vi.runAllTimersAsync();
    expect(page.state().run.phase).toBe('complete');
    expect(signals[1]?.aborted).toBe(false);
  });

  it('does not begin where that refuses, and says why', async () => {
    const asked: RunRequest[] = [];
    const error = { code: 'network', message: 'No board.', where: '', remedy: 'Look for one.' } as const;
    const page = open({ onRequest: (request) => asked.push(request) });
    void page.controller.run(OPTIONS, { ...COMPANION, asked: () => Promise.reject(new TokamarkError(error)) });
    await vi.runAllTimersAsync();
    expect(page.state().run).toMatchObject({ phase: 'failed', answer: { error } });
    expect(asked).toEqual([]);
  });

  it('does not begin once it was cancelled while that was asked', async () => {
    const asked: RunRequest[] = [];
    const page = open({ onRequest: (request) => asked.push(request) });
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 1000));
    void page.controller.run(OPTIONS, { ...COMPANION, asked: (request) => slow.then(() => request) });
    await vi.advanceTimersByTimeAsync(500);
    page.controller.cancel();
    await vi.runAllTimersAsync();
    expect(page.state().run.phase).toBe('cancelled');
    expect(asked).toEqual([]);
  });
});

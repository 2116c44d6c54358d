/** Run, Cancel and the worker's life: turns what the person does and what the engine answers into PageEvents. */
import type { Guard, GuardNotice } from '../benchmark/guards/guard';
import type { FidelityFiles } from '../benchmark/fidelity/files';
import type { Allocated } from '../device/allocation';
import { CANCELLED } from '../foundation/cancel';
import { TokamarkError, type ErrorData } from '../foundation/errors';
import type { Bytes } from '../foundation/units';
import type { ModelFiles } from '../model/files/folder';
import { failed, outcomeOf } from '../foundation/outcome';
import type { Engine, Outcome, PowerPreference, RunEvent, RunRequest } from '../worker/protocol';
import type { RunCompanion } from '../worker/run-companion';
import type { SpawnedEngine } from '../worker/spawn';
import { WORDS } from './catalogue/words';
import type { Fable } from './fable';
import { describeGpu } from './start/describe-gpu';
import { within } from './start/within';
import {
  comparesEngines,
  isBusy,
  type FableState,
  type PageEvent,
  type PageState,
  type RunOptions,
} from './state/page-state';

export interface ControllerParts {
  readonly spawn: () => SpawnedEngine;
  /** Downloads Fable: a run asks for it, and nothing before does. What does not come, a run goes without. */
  readonly fable: Fable;
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
  /** Resolves when what is due is drawn and nothing else will be, until a run is heard of again. */
  readonly rest: () => Promise<void>;
}

export interface Controller {
  readonly describe: (powerPreference: PowerPreference) => Promise<void>;
  /** @param companion hears of it too, and may ask its engine for more once it has ended */
  readonly run: (options: RunOptions, companion?: RunCompanion) => Promise<void>;
  readonly cancel: () => void;
  /** How much memory the GPU gives, `most` at most: only where the person asks for it. */
  readonly allocate: (most: Bytes) => Promise<Outcome<Allocated>>;
  /** The engine for something that is no run: never beside one, and a run that is asked for ends it. One at a time. */
  readonly lend: <T>(work: (engine: Engine) => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Cancels what the engine was lent for. */
  readonly takeBack: () => void;
  /** Something that the page sees of its surroundings. */
  readonly notice: (notice: GuardNotice) => void;
}

/** From Cancel: a worker that still works after this long is ended, if a new run waits for it. */
const WIND_DOWN_MILLISECONDS = 1500;
/** A run does not wait longer than this for Fable, since the speeds do not need it; and no download goes on while it times. */
const FABLE_MILLISECONDS = 15_000;
/** A comparison of engines is of Fable: it cannot go without. */
const NEEDED_MILLISECONDS = 120_000;
const TICK_MILLISECONDS = 500;
/** A run whose companion has to be waited for waits no longer for the page to draw: a hidden tab has no frames, and slow timers. */
const DRAWING_MILLISECONDS = 250;

/** The run that the engine works on, until it has answered. */
interface Working {
  readonly id: number;
  readonly settled: Promise<'settled'>;
  readonly stopClock: () => void;
  cancelledAt: number | null;
}

/** What the engine was lent for, until it has answered. */
interface Lent {
  readonly settled: Promise<'settled'>;
  /** Answers in its place: a worker that is ended never does. */
  readonly drop: () => void;
}

/** What a run gets of Fable; null for what was not asked for, or did not come. */
interface RunFiles {
  readonly story: ModelFiles | null;
  readonly fidelityFiles: FidelityFiles | null;
  /** What is measured, where it is not synthetic weights. */
  readonly model: ModelFiles | null;
  readonly passage?: string;
}

const NO_FILES: RunFiles = { story: null, fidelityFiles: null, model: null };

export function createController({ spawn, fable, state, dispatch, rest }: ControllerParts): Controller {
  let spawned = spawn();
  /** By guard, what a new worker must be told. */
  const seen = new Map<Guard, GuardNotice>();
  const tell = (notice: GuardNotice): void => void spawned.engine.notice(notice).catch(() => undefined);
  let working: Working | null = null;
  let lent: Lent | null = null;
  /** What the last run that was asked for waits for before it can begin. */
  let preparing: AbortController | null = null;
  let lastId = 0;

  const describe = async (powerPreference: PowerPreference): Promise<void> => {
    dispatch({ type: 'gpu-asked', powerPreference });
    const gpu = await describeGpu(spawned.engine, powerPreference);
    if (state().powerPreference !== powerPreference) return;
    if (gpu.kind === 'known') dispatch({ type: 'gpu-known', description: gpu.description });
    else dispatch({ type: 'gpu-missing', error: gpu.error });
  };

  /** Waits for a cancelled run, or what else was cancelled, to wind up; ends the worker where that takes too long. */
  const freeEngine = async (): Promise<void> => {
    const held = [working?.settled, lent?.settled].filter((one) => one !== undefined);
    if (held.length === 0) return;
    const deadline = (working?.cancelledAt ?? performance.now()) + WIND_DOWN_MILLISECONDS;
    const settled = Promise.all(held).then(() => 'settled' as const);
    const outcome = await within(settled, Math.max(0, deadline - performance.now()), 'late' as const);
    if (outcome === 'settled') return;
    working?.stopClock();
    lent?.drop();
    spawned.terminate();
    spawned = spawn();
    for (const notice of seen.values()) tell(notice);
    working = null;
    lent = null;
  };

  const lend = async <T>(work: (engine: Engine) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (isBusy(state().run) || lent !== null) return { ok: false, error: LENT };
    let drop = (): void => undefined;
    const dropped = new Promise<Outcome<T>>((resolve) => {
      drop = () => resolve({ ok: false, error: CANCELLED });
    });
    const call = Promise.race([work(spawned.engine).catch(failed), dropped]);
    const own: Lent = { settled: call.then(() => 'settled'), drop };
    lent = own;
    const outcome = await call;
    if (lent === own) lent = null;
    return outcome;
  };

  const takeBack = (): void => {
    if (lent !== null) spawned.engine.cancel().catch(() => undefined);
  };

  const run = async (options: RunOptions, companion: RunCompanion | null = null): Promise<void> => {
    if (isBusy(state().run)) return;
    lastId += 1;
    const id = lastId;
    const stillWanted = (): boolean => state().run.id === id && state().run.phase === 'waiting';
    const waitingFor = working === null ? waitingForFable(state()) : WORDS.waitingForRun;
    dispatch({ type: 'run-asked', id, options, waitingFor });
    const coming = filesFor(options);
    takeBack();
    await freeEngine();
    const files = await coming;
    if (!stillWanted()) return;
    if ('code' in files) {
      dispatch({ type: 'run-failed', id, error: files });
      return;
    }
    const request = { ...options, powerPreference: state().powerPreference, ...files };
    if (companion === null) return perform(id, request, null);
    const own = new AbortController();
    preparing = own;
    const asked = await outcomeOf(() => companion.asked(request, own.signal));
    if (!stillWanted()) return;
    if (asked.ok) await perform(id, asked.value, companion);
    else dispatch({ type: 'run-failed', id, error: asked.error });
  };

  /** Resolves when no download goes on any more, with what has come, or why a run that needs it cannot begin. */
  const filesFor = async (options: RunOptions): Promise<RunFiles | ErrorData> => {
    const own = new AbortController();
    preparing = own;
    const needed = comparesEngines(options);
    const { model, fidelityFiles: ask, prompt: askForPrompt } = fable(own.signal);
    const measured = options.fidelity === null ? null : ask();
    // The engine says it where they do not come.
    measured?.catch(() => undefined);
    const prompt = needed ? askForPrompt() : null;
    prompt?.catch(() => undefined);
    if (state().fable.kind !== 'ready') dispatch({ type: 'fable-changed', fable: { kind: 'loading' } });
    const [error, limit] = needed ? [NEEDED_TOO_LATE, NEEDED_MILLISECONDS] : [TOO_LATE, FABLE_MILLISECONDS];
    const late = setTimeout(() => own.abort(new TokamarkError(error)), limit);
    const orStopped = <T>(part: Promise<T>): Promise<T> => Promise.race([part, aborted(own.signal)]);
    try {
      const story = await orStopped(model);
      dispatch({ type: 'fable-changed', fable: { kind: 'ready' } });
      if (prompt !== null) return { ...NO_FILES, model: story, passage: await orStopped(prompt) };
      const fidelityFiles = measured === null ? null : await orStopped(measured).catch(() => null);
      return { ...NO_FILES, story, fidelityFiles };
    } catch (thrown) {
      const { error } = failed(thrown);
      // What a run cannot go without is said as its failure.
      const unasked = needed || error.code === 'cancelled';
      const missing: FableState = unasked ? { kind: 'unasked' } : { kind: 'missing', error };
      // A run that was asked for since has its own download.
      if (preparing === own) dispatch({ type: 'fable-changed', fable: missing });
      return needed ? error : NO_FILES;
    } finally {
      clearTimeout(late);
      own.abort(new TokamarkError(CANCELLED));
    }
  };

  const perform = async (id: number, request: RunRequest, companion: RunCompanion | null): Promise<void> => {
    dispatch({ type: 'run-started', id, at: new Date() });
    const began = performance.now();
    const ticker = setInterval(
      () => dispatch({ type: 'run-ticked', id, elapsedSeconds: (performance.now() - began) / 1000 }),
      TICK_MILLISECONDS,
    );
    const hear = (event: RunEvent): Promise<unknown> | undefined => {
      const heard = companion?.hear(event);
      if (event.type === 'timing') {
        if (state().run.id !== id || !isBusy(state().run)) return undefined;
        return companion === null ? rest() : Promise.all([within(rest(), DRAWING_MILLISECONDS, undefined), heard]);
      }
      dispatch({ type: 'run-event', id, event });
      return undefined;
    };
    const call = spawned.engine.run(request, hear).catch(failed);
    const stopClock = (): void => clearInterval(ticker);
    const own: Working = { id, settled: call.then(() => 'settled'), stopClock, cancelledAt: null };
    working = own;
    const outcome = await call;
    stopClock();
    if (working === own) working = null;
    if (!outcome.ok) {
      dispatch({ type: 'run-failed', id, error: outcome.error });
      return;
    }
    const result = outcome.value;
    dispatch({ type: 'run-ended', id, result });
    if (companion !== null) await lend((engine) => outcomeOf(() => companion.ended(engine, result)));
  };

  const cancel = (): void => {
    const { run } = state();
    if (!isBusy(run)) return;
    dispatch({ type: 'run-cancelled', id: run.id });
    preparing?.abort(new TokamarkError(CANCELLED));
    if (working?.id !== run.id) return;
    working.cancelledAt = performance.now();
    // A worker that is already gone has nothing to cancel.
    spawned.engine.cancel().catch(() => undefined);
  };

  const notice = (said: GuardNotice): void => {
    if ((seen.get(said.guard)?.active ?? false) === said.active) return;
    seen.set(said.guard, said);
    tell(said);
  };

  const allocate = (most: Bytes): Promise<Outcome<Allocated>> =>
    spawned.engine.allocate(state().powerPreference, most).catch(failed);

  return { describe, run, cancel, allocate, lend, takeBack, notice };
}

const waitingForFable = (state: PageState): string =>
  state.fable.kind === 'ready' ? WORDS.starting : WORDS.waitingForModel;

/** Rejects when `signal` is aborted, with its reason. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TokamarkError(failed(signal.reason).error)), { once: true });
  });

const LENT: ErrorData = {
  code: 'option',
  message: 'The engine is at work.',
  where: '',
  remedy: 'Wait until the run has ended, or cancel it.',
};

const NEEDED_TOO_LATE: ErrorData = {
  code: 'network',
  message: 'The model did not come within two minutes, and without it there is nothing to compare.',
  where: 'models/fable',
  remedy: 'Make the page available offline first (at its end), or try again on a faster connection.',
};

const TOO_LATE: ErrorData = {
  code: 'network',
  message: 'The story model did not come within 15 seconds, and nothing is downloaded while a run times.',
  where: 'models/fable',
  remedy: 'Make the page available offline first (at its end), or run again on a faster connection.',
};

/** The protocol's `run`: a benchmark run as events and one result, whatever way it ends. */
import { Bench } from '../benchmark/bench';
import type { Clock } from '../benchmark/clock';
import type { Contestant } from '../benchmark/contestant';
import { contestantsOf } from '../benchmark/contestants';
import { openFidelityFiles } from '../benchmark/fidelity/files';
import { guardWarning, ruleOf } from '../benchmark/guards/guard';
import type { GuardLog } from '../benchmark/guards/guard-log';
import { isIgnored, watchOf } from '../benchmark/guards/watch';
import { passagePrompts, type Prompts } from '../benchmark/prompts';
import { runBenchmark } from '../benchmark/run';
import { tokamarkByDefault } from '../benchmark/tokamark';
import { settledIn, type SettledMemory } from '../benchmark/settled';
import type { Extras } from '../benchmark/run-request';
import { EARLY_EXTRAS, ExtraLoss, without, type EarlyExtra } from '../benchmark/survive';
import { fileDigest, testName, type Test } from '../benchmark/workload';
import type { GpuContext } from '../device/context';
import { CANCELLED } from '../foundation/cancel';
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import { RECIPES } from '../kernels/recipe';
import { openFolderTokenizer, openModelFiles, openModelWeights } from '../model/files/folder';
import { ownOptionsOf } from '../options/settings';
import { resultsOf } from '../report/parts/entries';
import type { Guards, Result, Warning } from '../report/schema';
import { orderWarnings } from '../report/statistics';
import { throttles } from '../report/sustained';
import { shareWarnings } from '../report/roofs';
import { tuningOf } from '../report/tuning';
import { TuningMemory } from '../tuning/memory';
import { NOT_TUNED } from '../tuning/outcome';
import { tuningKey } from '../tuning/store';
import { TuningLoss } from '../tuning/tune-sites';
import type { EngineHost } from './engine-host';
import type { EngineDescription, OnRunEvent, RunRequest } from './protocol';
import { startMeter, type RunMeter } from './power-meter';
import { promptSeedOf, resultOf } from './result-of';
import { assertReplay, receiptOfRun } from './run-receipt';
import { Telling } from './telling';

/** What a run needs of the engine and its host. */
export interface RunPlace {
  readonly host: Pick<EngineHost, 'memory' | 'tuningStore' | 'peers' | 'power'>;
  readonly clock: Clock;
  readonly context: GpuContext;
  /** A new device in the place of one that was lost, or hangs. */
  readonly reopen: () => Promise<GpuContext>;
  readonly description: EngineDescription;
  /** Nobody else is known to use the GPU. */
  readonly alone: boolean;
  readonly guards: GuardLog;
}

/** Under a challenge somebody is told of each repetition before the next one: whoever tells them knows how long that is worth waiting for. */
const COMMITTING_MILLISECONDS = 4000;

/** How often a run begins again because a candidate of the tuner, a roof, or a text, took the device along. */
const MOST_LOSSES = 3;

/** Everything that is thrown ends up in the result: what was measured before is never lost. */
export async function run(
  place: RunPlace,
  request: RunRequest,
  signal: AbortSignal,
  onEvent: OnRunEvent,
): Promise<Result> {
  const startedAt = new Date();
  const { clock, description, guards, host } = place;
  const { memory } = host;
  // An instrument takes a while to start: that is not the run's time.
  const meter = await startMeter(request.meterPower === true, host.power, description.adapter, clock);
  const begin = clock.now();
  let timestamps: Guards['timestamps'] = null;
  const tellGuards = () =>
    telling.tell({ type: 'parts', parts: { guards: { periods: periodsOf(guards, begin), timestamps } } });
  const telling = new Telling(
    onEvent,
    (checked) => {
      timestamps = checked;
      if (!checked.trusted) guards.mark('clock-disagrees');
      tellGuards();
    },
    begin,
  );
  const { software } = place.context.granted;
  guards.begin((guard) => {
    // Once a run, however often it comes.
    const said = [...description.warnings, ...telling.record.warnings].some(({ code }) => code === guard);
    if (!said && !isIgnored(guard, software)) telling.warn(guardWarning(guard));
  });
  if (meter !== null && meter.warning !== null) telling.warn(meter.warning);
  if (!place.alone) guards.notice({ guard: 'another-tab', active: true });
  const watch = watchOf(guards, {
    clock,
    signal,
    software,
    onWaiting: (guard) => telling.waiting(`waiting: ${ruleOf(guard).message}`),
    onTiming: () => onEvent({ type: 'timing' }),
    ...(promptSeedOf(request) === undefined ? {} : { patience: COMMITTING_MILLISECONDS }),
  });
  if (request.waterfalls) telling.tell({ type: 'parts', parts: { waterfalls: [] } });
  if (request.tuning === 'off') telling.tell({ type: 'tuned', tuning: tuningOf(NOT_TUNED) });
  let error: TokamarkError | null = null;
  try {
    if (request.server !== undefined) telling.waiting('Asking the server what it runs');
    const others = (await host.peers?.(request, place.context, signal)) ?? [];
    const peers = [...(others.length === 0 ? [] : ownByDefault(request)), ...others];
    if (peers.length > 0) telling.tell({ type: 'parts', parts: { engines: enginesOf(peers) } });
    const contestants = contestantsOf(request.formats, peers);
    const model =
      request.model === null
        ? { shape: request.shape ?? '' }
        : { folder: await openModelWeights(request.model), weights: request.model.weights };
    const prompts = await promptsOfRun(request, telling);
    const story = request.story === null ? null : await openModelFiles(request.story);
    await assertReplay(request, (weights) => fileDigest(weights, signal));
    const fidelity = await fidelityOfRun(request, telling, signal);
    const tuning = await tuningOfRun(place, request, telling);
    const { sustained } = request;
    const { roofs: wantsRoofs, waterfalls, ...own } = ownOptionsOf(request);
    const asked = {
      ...own,
      ...{ model, prompts, promptSeed: promptSeedOf(request), tuning, settled: settledOfRun(place, request) },
      contestants,
      tests: distinct(request.tests),
    };
    let { context } = place;
    const lost = new Set<EarlyExtra>();
    for (let losses = 0; ; losses++) {
      const spent = clock.now() - begin;
      const budget = request.budgetSeconds === null ? null : seconds(Math.max(1, request.budgetSeconds - spent));
      try {
        const bench = new Bench({ context, signal, events: telling.events, clock, watch, budget, memory });
        const early = { roofs: wantsRoofs && !lost.has('roofs'), story: lost.has('story') ? null : story };
        await runBenchmark(bench, { ...asked, extras: { ...early, waterfalls, sustained, fidelity } });
        break;
      } catch (thrown) {
        if (losses === MOST_LOSSES || signal.aborted) throw thrown;
        if (!(thrown instanceof ExtraLoss || thrown instanceof TuningLoss)) throw thrown;
        telling.tell({ type: 'restarted' });
        if (thrown instanceof ExtraLoss) {
          lost.add(thrown.extra);
          telling.events.onProblem(without(EARLY_EXTRAS[thrown.extra], thrown));
        } else telling.warn(lossWarning(thrown));
        context = await place.reopen();
      }
    }
  } catch (thrown) {
    error = asTokamarkError(thrown);
  }
  if (meter !== null) await tellPower(meter, begin, telling);
  guards.notice({ guard: 'another-tab', active: false });
  if (error?.code === 'device-lost') guards.mark('device-lost');
  const { sustained } = telling.record;
  if (sustained !== null && throttles(sustained) === true) guards.mark('throttled');
  guards.end();
  tellGuards();
  const { entries, roofs } = telling.record;
  const results = resultsOf(entries, roofs);
  for (const warning of [...orderWarnings(results), ...shareWarnings(results, roofs)]) telling.warn(warning);
  return resultOf(telling.record, {
    ...{ description, request, startedAt },
    elapsedSeconds: clock.now() - begin,
    error: signal.aborted ? CANCELLED : (error?.toData() ?? null),
    receipt: receiptOfRun(request, telling.plan, telling.weights, description.engine),
  });
}

async function tellPower(meter: RunMeter, begin: Seconds, telling: Telling): Promise<void> {
  const { power, warning } = await meter.end(begin);
  if (power !== null) telling.tell({ type: 'parts', parts: { power } });
  if (warning !== null) telling.warn(warning);
}

/** Null: no text is read. @throws TokamarkError `option` where there is no tokenizer for it */
async function promptsOfRun({ passage, model }: RunRequest, telling: Telling): Promise<Prompts | null> {
  if (passage === undefined) return null;
  if (model === null || passage === '') throw NO_PASSAGE;
  const tokenizer = await openFolderTokenizer(model);
  const prompts = passagePrompts(passage, tokenizer.encode(passage));
  telling.reads({
    decode: (tokens) => tokenizer.decode(tokens),
    endOf: (depth) => tokenizer.decode([...prompts.context(depth, 0), ...prompts.after(depth, 1, 0)]),
  });
  return prompts;
}

const NO_PASSAGE = new TokamarkError({
  code: 'option',
  message: 'A text is read by a model with a tokenizer, and has at least a word.',
  where: 'passage',
  remedy: 'Give a model folder and a text, or no text.',
});

/** Null: it is not measured, since nobody asked for it or its files do not serve, which is said. */
async function fidelityOfRun(
  { fidelity, fidelityFiles }: RunRequest,
  telling: Telling,
  signal: AbortSignal,
): Promise<Extras['fidelity']> {
  if (fidelity === null) return null;
  if (fidelityFiles === null) {
    telling.warn({ code: 'fidelity', message: NO_FIDELITY_FILES });
    return null;
  }
  try {
    return { input: await openFidelityFiles(fidelityFiles, signal), windows: fidelity.windows };
  } catch (thrown) {
    const error = asTokamarkError(thrown);
    if (error.code === 'cancelled') throw error;
    telling.events.onProblem(error);
    return null;
  }
}

const NO_FIDELITY_FILES = 'Fidelity was not measured: its small model, Fable, or its text is missing.';

/** Null: defaults run. */
async function tuningOfRun(
  { context, description, host }: RunPlace,
  { tuning }: RunRequest,
  telling: Telling,
): Promise<TuningMemory | null> {
  if (tuning === 'off') return null;
  const key = tuningKey(context.granted, description.environment, description.engine.shaderHash);
  const memory = new TuningMemory(host.tuningStore, key, telling.events.onProblem);
  if (tuning === 'again') await memory.forget();
  return memory;
}

/** What was tuned and what was settled on are forgotten together; a replay has no budget, and settles on nothing. */
function settledOfRun({ context, description, host }: RunPlace, { tuning, budgetSeconds }: RunRequest): SettledMemory {
  const budget = budgetSeconds === null ? null : seconds(budgetSeconds);
  const memory = settledIn(host.tuningStore, context.granted, description.environment.name, budget);
  return tuning === 'again' ? { ...memory, read: () => Promise.resolve(null) } : memory;
}

/** The device is gone, and with it what was loaded on it. */
const lossWarning = ({ message, where }: TuningLoss): Warning => ({
  code: 'tuning',
  message: `${message} It happened while a kernel was tuned (${where}): that variant is left out, and the run began again.`,
});

/** Beside other engines ours runs once tuned and once as it is; without tuning these are the same. */
const ownByDefault = ({ tuning, formats }: RunRequest): readonly Contestant[] =>
  tuning === 'off' ? [] : [...new Set(formats)].map((format) => tokamarkByDefault(RECIPES[format]));

/** Each engine once, with all that its contestants say of it. */
function enginesOf(peers: readonly Contestant[]): Result['engines'] {
  const told = new Map<string, { readonly version: string; readonly settings: ReadonlySet<string> }>();
  for (const { engine, about } of peers) {
    if (about === null) continue;
    const before = told.get(engine)?.settings ?? [];
    told.set(engine, { version: about.version, settings: new Set([...before, ...about.settings]) });
  }
  return [...told].map(([id, { version, settings }]) => ({ id, version, settings: [...settings] }));
}

/** Each test once: twice the same would be one workload. */
const distinct = (tests: readonly Test[]): Test[] => [...new Map(tests.map((test) => [testName(test), test])).values()];

const periodsOf = (guards: GuardLog, begin: number): Guards['periods'] =>
  guards.all.map(({ guard, from, to }) => ({ guard, from: from - begin, to: to === null ? null : to - begin }));

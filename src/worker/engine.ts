/**
 * The engine behind the worker's protocol: opens the device, runs one call at a time, turns what is thrown into data. Runs in
 * the page's worker, in the CLI and in tests alike; what differs between them is its host.
 */
import { openContext } from '../device/open';
import type { GpuContext } from '../device/context';
import { timestampResolution } from '../device/timestamps';
import { systemClock } from '../benchmark/clock';
import { GuardLog } from '../benchmark/guards/guard-log';
import type { EngineHost } from './engine-host';
import { COMMIT, ENGINE, VERSION } from '../foundation/build';
import { loaded } from '../foundation/lazy';
import { outcomeOf } from '../foundation/outcome';
import { adapterWarnings, describeAdapter } from '../report/describe';
import { WORKER_PROTOCOL, type Engine, type EngineDescription, type Outcome, type PowerPreference } from './protocol';
import type { Lab, Place } from './lab/lab';
import type { ScoreModels } from './score';
import { storeInMemory } from '../tuning/store';
import { SHADER_HASH } from 'virtual:shader-hash';

/** A page first asks what GPU there is, and needs little code for that: all else is loaded by the call that needs it. */
const parts = {
  run: part(() => import('./run')),
  generate: part(() => import('./generate')),
  score: part(() => import('./score')),
  checkKernels: part(() => import('./check-kernels')),
  kernels: part(() => import('../kernels/registry')),
  programs: part(() => import('./programs')),
  allocate: part(() => import('./allocate')),
  lab: part(() => import('./lab/lab')),
} as const;

function part<T>(load: () => Promise<T>): () => Promise<T> {
  return () => loaded('The benchmark', load);
}

/** Loads what a run needs, so that Run need not wait for it. */
export const preload = (): Promise<unknown> => parts.run();

export function createEngine(host: EngineHost): Engine {
  const devices = new Devices(host);
  let models: ScoreModels | null = null;
  let lab: Lab | null = null;
  const theLab = async (): Promise<Lab> => {
    const { Lab } = await parts.lab();
    lab ??= new Lab(host.labStore ?? storeInMemory(), SHADER_HASH);
    return lab;
  };
  /** Frees the models that earlier calls have left for the next of their kind. */
  const forgetModels = (): void => {
    models?.forget();
    lab?.forget();
  };
  const guards = new GuardLog(systemClock);
  let last: Promise<unknown> = Promise.resolve();
  /** Of the calls that run or wait for their turn: who cancels means all that was asked for, and nothing that comes later. */
  const asked = new Set<AbortController>();

  /** One call at a time, in the order they came; each with a signal that cancel() sets. */
  function inTurn<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    const controller = new AbortController();
    asked.add(controller);
    const turn = last.then(async () => {
      const outcome = await outcomeOf(() => work(controller.signal));
      asked.delete(controller);
      return outcome;
    });
    last = turn;
    return turn;
  }

  /** In turn, with the GPU that `request` asks for, which other tabs hear of. */
  const onGpu = <T>(
    { powerPreference }: { readonly powerPreference: PowerPreference },
    work: (place: Place) => Promise<T>,
  ): Promise<Outcome<T>> =>
    inTurn(async (signal) => {
      models?.forget();
      const context = await devices.open(powerPreference);
      return host.gpuLock.during((alone) => work({ context, signal, alone }));
    });

  return {
    describe: (powerPreference) => inTurn(() => devices.describe(powerPreference)),
    run: (request, onEvent) =>
      inTurn(async (signal) => {
        forgetModels();
        const { run } = await parts.run();
        const power = request.powerPreference;
        const context = await devices.open(power);
        const description = await devices.describe(power);
        const reopen = () => {
          // Also one that hangs, and says nothing of it.
          devices.forget();
          return devices.open(power);
        };
        return host.gpuLock.during((alone) =>
          run({ host, clock: systemClock, context, reopen, description, alone, guards }, request, signal, onEvent),
        );
      }),
    generate: (request, onEvent) =>
      inTurn(async (signal) => {
        forgetModels();
        const { generate } = await parts.generate();
        return generate(await devices.open(request.powerPreference), request, signal, onEvent);
      }),
    score: (request) =>
      inTurn(async (signal) => {
        lab?.forget();
        const { score, ScoreModels } = await parts.score();
        models ??= new ScoreModels();
        return score(await devices.open(request.powerPreference), models, request, signal);
      }),
    checkKernels: (powerPreference, onEvent) =>
      inTurn(async (signal) => {
        forgetModels();
        const { checkKernels } = await parts.checkKernels();
        const { KERNELS } = await parts.kernels();
        return checkKernels(await devices.open(powerPreference), KERNELS, signal, onEvent);
      }),
    programs: (powerPreference) =>
      inTurn(async (signal) => {
        forgetModels();
        const { programs } = await parts.programs();
        return programs(await devices.open(powerPreference), signal);
      }),
    allocate: (powerPreference, most) =>
      inTurn(async (signal) => {
        forgetModels();
        const { allocate } = await parts.allocate();
        return allocate(await devices.open(powerPreference), most, host.memory, signal);
      }),
    labTexts: (request, onEvent) => onGpu(request, async (place) => (await theLab()).texts(place, request, onEvent)),
    labReady: (request) => onGpu(request, async (place) => (await theLab()).ready(place, request)),
    labQuality: (request, onEvent) =>
      onGpu(request, async (place) => (await theLab()).quality(place, request, onEvent)),
    labLayers: (request, onEvent) => onGpu(request, async (place) => (await theLab()).layers(place, request, onEvent)),
    labTensors: (request) => outcomeOf(async () => (await theLab()).tensors(request)),
    cancel: () => {
      for (const controller of asked) controller.abort();
      return Promise.resolve();
    },
    notice: (notice) => {
      guards.notice(notice);
      return Promise.resolve();
    },
  };
}

/** The device in use: opened at the first call, kept, and opened anew after a failure or for another power preference. */
class Devices {
  private held: { readonly power: PowerPreference; readonly context: GpuContext } | null = null;
  private described: { readonly power: PowerPreference; readonly description: EngineDescription } | null = null;

  constructor(private readonly host: EngineHost) {}

  async open(power: PowerPreference): Promise<GpuContext> {
    if (this.held?.power === power && isAlive(this.held.context)) return this.held.context;
    this.forget();
    const context = await openContext(this.host.gpu, power);
    this.held = { power, context };
    return context;
  }

  async describe(power: PowerPreference): Promise<EngineDescription> {
    const context = await this.open(power);
    if (this.described?.power === power) return this.described.description;
    const environment = this.host.environment();
    const description: EngineDescription = {
      protocol: WORKER_PROTOCOL,
      engine: { name: ENGINE, version: VERSION, commit: COMMIT, shaderHash: SHADER_HASH },
      adapter: describeAdapter(context.granted, await timestampResolution(context)),
      environment,
      warnings: adapterWarnings(context.granted, environment),
    };
    this.described = { power, description };
    return description;
  }

  forget(): void {
    this.held?.context.close();
    this.held = null;
    this.described = null;
  }
}

/** Neither lost nor failed while nobody waited for it: a laptop that slept, a driver that was reset. */
function isAlive(context: GpuContext): boolean {
  try {
    context.assertAlive();
    return true;
  } catch {
    return false;
  }
}

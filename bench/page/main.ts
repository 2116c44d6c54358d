/** The page's engines, each opened when it is first asked for. Requests come from the orchestrator, one at a time. */
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { openContext } from '../../src/device/open';
import { storeInMemory } from '../../src/tuning/store';
import { browserOf } from '../../src/worker/browser';
import { createEngine } from '../../src/worker/engine';
import { NO_LOCK } from '../../src/worker/gpu-lock';
import { unwrap } from '../../src/foundation/outcome';
import type { RunRequest } from '../../src/worker/protocol';
import { Tokamark } from '../engines/tokamark';
import { answer, requestSchema, type PeerEngine } from '../protocol';
import { proveInPage } from '../proof/prove-in-page';
import { openOnnxRuntimeWeb } from './onnxruntime-web';
import { openTfjs } from './tfjs';
import { openWllama } from './wllama';

declare global {
  interface Window {
    /** @returns a reply as JSON */
    bench?: (engine: string, request: string) => Promise<string>;
    /** A whole run of the product. @returns its result as JSON */
    measure?: (request: RunRequest) => Promise<string>;
    /** Answers challenges of the board, or says what adapter would. */
    prove?: (request: string) => Promise<string>;
  }
}

const ENGINES: Readonly<Record<string, () => Promise<PeerEngine>>> = {
  tokamark: async () => new Tokamark(await openContext(navigator.gpu, 'high-performance')),
  wllama: openWllama,
  'onnxruntime-web': openOnnxRuntimeWeb,
  tfjs: openTfjs,
};

const opened = new Map<string, Promise<PeerEngine>>();

/** Opened at the first request, so that a failure to open is an answer. */
function open(name: string): Promise<PeerEngine> {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const engine = ENGINES[name]?.() ?? Promise.reject(new Error(`there is no engine called ${name}`));
  opened.set(name, engine);
  return engine;
}

window.bench = async (name, text) => {
  const engine: PeerEngine = {
    facts: async () => (await open(name)).facts(),
    prepare: async (workload) => (await open(name)).prepare(workload),
    run: async () => (await open(name)).run(),
    release: async () => (await open(name)).release(),
  };
  return JSON.stringify(await answer(engine, requestSchema.parse(JSON.parse(text))));
};

const engine = createEngine({
  gpu: navigator.gpu,
  environment: () => ({
    ...{ runtime: 'browser', ...browserOf(navigator.userAgent), dawn: null, crossOriginIsolated },
    clockResolutionSeconds: clockResolution(systemClock),
  }),
  memory: null,
  tuningStore: storeInMemory(),
  gpuLock: NO_LOCK,
});

window.measure = async (request) => JSON.stringify(unwrap(await engine.run(request, () => undefined)));

window.prove = proveInPage;

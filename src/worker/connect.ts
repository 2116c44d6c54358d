/** The two ends of the worker boundary over comlink: an Engine is served at one end of a message channel, and called at the other. */
import * as Comlink from 'comlink';
import type { Engine } from './protocol';

/** An Engine at the other end of `endpoint`, behind the same interface as one in this thread. */
export function connect(endpoint: Comlink.Endpoint): Engine {
  const remote = Comlink.wrap<Engine>(endpoint);
  return {
    describe: (powerPreference) => remote.describe(powerPreference),
    run: (request, onEvent) => remote.run(request, Comlink.proxy(onEvent)),
    generate: (request, onEvent) => remote.generate(request, Comlink.proxy(onEvent)),
    score: (request) => remote.score(request),
    checkKernels: (powerPreference, onEvent) => remote.checkKernels(powerPreference, Comlink.proxy(onEvent)),
    programs: (powerPreference) => remote.programs(powerPreference),
    allocate: (powerPreference, most) => remote.allocate(powerPreference, most),
    labTexts: (request, onEvent) => remote.labTexts(request, Comlink.proxy(onEvent)),
    labReady: (request) => remote.labReady(request),
    labQuality: (request, onEvent) => remote.labQuality(request, Comlink.proxy(onEvent)),
    labLayers: (request, onEvent) => remote.labLayers(request, Comlink.proxy(onEvent)),
    labTensors: (request) => remote.labTensors(request),
    cancel: () => remote.cancel(),
    notice: (notice) => remote.notice(notice),
  };
}

/**
 * Answers calls that arrive at `endpoint` with `engine`; without one, those that arrive at this worker. Large results are
 * transferred, not copied.
 */
export function serve(engine: Engine, endpoint?: Comlink.Endpoint): void {
  const served: Engine = {
    ...engine,
    score: async (request) => {
      const outcome = await engine.score(request);
      return outcome.ok ? Comlink.transfer(outcome, [outcome.value.logits.buffer]) : outcome;
    },
  };
  Comlink.expose(served, endpoint);
}

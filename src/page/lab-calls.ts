/** What the room Learn may ask of the engine: with Fable, downloaded when it is first asked for, and never beside a run. */
import { CANCELLED } from '../foundation/cancel';
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import type { ModelChoice } from '../lab/model-choice';
import type { Quality } from '../lab/quality';
import type { TensorFacts } from '../lab/tensor-facts';
import type {
  LabFiles,
  LabLayersEvent,
  LabLayersRequest,
  LabProgress,
  LabQualityRequest,
  LabTexts,
  LabTextsEvent,
  LabTextsRequest,
  Outcome,
  PartQuality,
} from '../worker/protocol';
import type { Controller } from './controller';
import type { Fable } from './fable';
import type { PageState } from './state/page-state';

export interface LabCalls {
  texts(
    request: Pick<LabTextsRequest, 'prompt' | 'tokens' | 'choices'>,
    onEvent: (event: LabTextsEvent) => void,
  ): Promise<Outcome<LabTexts>>;
  quality(
    request: Pick<LabQualityRequest, 'choice' | 'windows'>,
    onEvent: (event: LabProgress) => void,
  ): Promise<Outcome<Quality>>;
  layers(
    request: Pick<LabLayersRequest, 'choice' | 'by' | 'windows'>,
    onEvent: (event: LabLayersEvent) => void,
  ): Promise<Outcome<readonly PartQuality[]>>;
  tensors(choice: ModelChoice): Promise<Outcome<readonly TensorFacts[]>>;
  /**
   * Makes ready what `texts` would wait for. Where `signal` is aborted it ends soon, and what has come of Fable is not lost.
   * @returns whether all is ready now
   */
  ready(choices: readonly ModelChoice[], signal: AbortSignal): Promise<boolean>;
  cancel(): void;
}

export interface LabCallsParts {
  readonly controller: Pick<Controller, 'lend' | 'takeBack'>;
  readonly fable: Fable;
  readonly state: () => Pick<PageState, 'powerPreference'>;
}

export function createLabCalls({ controller, fable, state }: LabCallsParts): LabCalls {
  let download = new AbortController();
  let coming: Promise<LabFiles> | null = null;
  /** One download at a time: who asks meanwhile waits for the same. */
  const files = (): Promise<LabFiles> => {
    coming ??= begin().finally(() => (coming = null));
    return coming;
  };
  const begin = async (): Promise<LabFiles> => {
    download = new AbortController();
    const { model, passage } = await fable(download.signal).fidelityFiles();
    return { model, passage };
  };
  const withFiles = async <T>(use: (files: LabFiles) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await use(await files());
    } catch (thrown) {
      return { ok: false, error: asTokamarkError(thrown).toData() };
    }
  };
  const { lend } = controller;
  const power = () => ({ powerPreference: state().powerPreference });
  return {
    texts: (request, onEvent) =>
      withFiles(({ model }) => lend((engine) => engine.labTexts({ ...request, ...power(), model }, onEvent))),
    quality: (request, onEvent) =>
      withFiles((all) => lend((engine) => engine.labQuality({ ...request, ...power(), files: all }, onEvent))),
    layers: (request, onEvent) =>
      withFiles((all) => lend((engine) => engine.labLayers({ ...request, ...power(), files: all }, onEvent))),
    tensors: (choice) => withFiles(({ model }) => lend((engine) => engine.labTensors({ model, choice }))),
    ready: async (choices, signal) => {
      const model = await Promise.race([files().then((all) => all.model), aborted(signal)]).catch(() => null);
      if (model === null || signal.aborted) return false;
      const stop = (): void => controller.takeBack();
      signal.addEventListener('abort', stop);
      const outcome = await lend((engine) => engine.labReady({ choices, model, ...power() }));
      signal.removeEventListener('abort', stop);
      return outcome.ok;
    },
    cancel: () => {
      download.abort(new TokamarkError(CANCELLED));
      controller.takeBack();
    },
  };
}

/** Null as soon as it is. */
const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });

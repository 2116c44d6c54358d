/**
 * What a device could run: each published model by format, with its bytes, whether it fits, and how fast our engine would run it, predicted
 * from a run of that device. One pure function for page and command.
 */
import type { Bytes } from '../foundation/units';
import { RECIPES, type ModelFormat, type Recipe } from '../kernels/recipe';
import { adapterName } from '../report/adapter-name';
import type { Result } from '../report/schema';
import { basisOf, type FormatBasis, type Missing } from './basis';
import { fitOf, memoryOfRun, neededBytes, type Fit, type KnownMemory, type Room } from './fit';
import { whyNotRun, type PublishedModel } from './published-models';
import { predictDecode, predictFirstToken, type Prediction } from './speed';
import { bytesPerTokenOf, weightBytesOf } from './stored';

export const MODELS_SCHEMA = 'tokamark-models/1';

export interface ModelsRequest {
  readonly formats: readonly ModelFormat[];
  /** Positions that a token of decode sees, and that the cache has room for. */
  readonly context: number;
  readonly promptTokens: number;
  /** A run of the device; without one nothing is predicted. */
  readonly result: Result | null;
  readonly memory: readonly KnownMemory[];
}

export interface FormatRow {
  readonly format: ModelFormat;
  readonly weightBytes: Bytes;
  readonly neededBytes: Bytes;
  readonly bytesPerToken: Bytes;
  readonly fit: Fit;
  /** Tokens per second. */
  readonly decode: Prediction | Missing;
  /** Seconds. */
  readonly firstToken: Prediction | Missing;
}

export type ModelRow = Pick<
  PublishedModel,
  'name' | 'hub' | 'architecture' | 'experts' | 'parameters' | 'activeParameters' | 'licence' | 'contextLength'
> & {
  /** Our kernels compute it; else its figures are as if they did, and `whyNotRun` says what is missing. */
  readonly runs: boolean;
  readonly whyNotRun: string | null;
  readonly formats: readonly FormatRow[];
};

export interface ModelsTable {
  readonly schema: typeof MODELS_SCHEMA;
  readonly about: string;
  readonly context: number;
  readonly promptTokens: number;
  readonly device: DeviceOfTable | null;
  readonly memory: readonly KnownMemory[];
  readonly models: readonly ModelRow[];
}

interface DeviceOfTable {
  readonly adapter: string;
  /** The speeds below are a processor's, not a GPU's. */
  readonly software: boolean;
  readonly startedAt: string;
  readonly engine: string;
  readonly suite: string;
}

const ABOUT =
  'Decode and time to first token are predictions of our engine on that device, extrapolated from the models that its run measured: no model here was run for them. Each range is meant to hold the true median nine times in ten. Bytes are those of our formats; activations are not counted.';

const NO_RUN: Missing = { missing: 'There is no run of this device to predict from.' };

export function modelsTable(models: readonly PublishedModel[], request: ModelsRequest): ModelsTable {
  const { formats, context, promptTokens, result } = request;
  const held = result === null ? null : memoryOfRun(result);
  const memory = [...request.memory, ...(held === null ? [] : [held])];
  const room: Room = { limits: result?.adapter.limits ?? {}, memory };
  const bases = formats.map((format) => ({ format, basis: result === null ? NOTHING : basisOf(result, format) }));
  const tasks = { context, promptTokens, room };
  return {
    ...{ schema: MODELS_SCHEMA, about: ABOUT, context, promptTokens, memory },
    device: result === null ? null : deviceOf(result),
    models: models.map((model) => ({
      ...described(model),
      formats: bases.map(({ format, basis }) => formatRow(model, RECIPES[format], basis, tasks)),
    })),
  };
}

const NOTHING: FormatBasis = { cost: null, mostBytesPerSecond: Infinity, decode: NO_RUN, prompt: NO_RUN };

const deviceOf = ({ adapter, startedAt, engine, suite }: Result): DeviceOfTable => ({
  adapter: adapterName(adapter),
  software: adapter.software,
  startedAt,
  engine: `${engine.name} ${engine.version} (${engine.commit})`,
  suite: suite.name,
});

function described(model: PublishedModel): Omit<ModelRow, 'formats'> {
  const { name, hub, architecture, experts, parameters, activeParameters, licence, contextLength } = model;
  const why = whyNotRun(model);
  return {
    ...{ name, hub, architecture, experts, parameters, activeParameters, licence, contextLength },
    runs: why === null,
    whyNotRun: why,
  };
}

interface Tasks {
  readonly context: number;
  readonly promptTokens: number;
  readonly room: Room;
}

const TOO_LARGE: Missing = { missing: 'The device does not hold the model at this format.' };

/** A context longer than the model's own is refused, and a model that does not fit: neither has a speed. */
function formatRow(
  model: PublishedModel,
  recipe: Recipe,
  basis: FormatBasis,
  { context, promptTokens, room }: Tasks,
): FormatRow {
  const { tokens: longest } = model.contextLength;
  const fit = fitOf(model, recipe, context, room);
  const refused = (asked: number): Missing | null => {
    if (asked > longest) return { missing: `${model.name} reads ${longest} positions at most.` };
    return fit.fits === 'no' ? TOO_LARGE : null;
  };
  return {
    format: recipe.id,
    weightBytes: weightBytesOf(model, recipe),
    neededBytes: neededBytes(model, recipe, context),
    bytesPerToken: bytesPerTokenOf(model, recipe, context),
    fit,
    decode: refused(context) ?? predictDecode(model, recipe, basis, { context, batch: 1 }),
    firstToken: refused(promptTokens) ?? predictFirstToken(model, recipe, basis, promptTokens),
  };
}

/**
 * Asks for every program that a GPU may choose, in the process that null hardware is set up for (start.mjs): of each model in each
 * format what runs by default, every candidate of the tuner, and attention with every output projection; then what no model has.
 */
import { writeFileSync } from 'node:fs';
import { create, globals } from 'webgpu';
import { openContext } from '../../src/device/open';
import { RECIPES, type ModelFormat } from '../../src/kernels/recipe';
import { ENTRY_POINT } from '../../src/kernels/kernel';
import { KERNELS } from '../../src/kernels/registry';
import type { TransformerOptions } from '../../src/model/activations';
import type { TuningSite } from '../../src/model/sites';
import { SHAPES, type PublishedShape } from '../../src/model/shapes';
import { TransformerFrame } from '../../src/model/transformer';
import { syntheticWeights } from '../../src/model/weights/synthetic';
import type { ChosenVariants } from '../../src/tuning/site';
import { RecordingContext } from './recorder';
import { readRequest, type CompileAnswer } from './request';

/** Decode at a depth of 2048 has all of attention's splits; a GPU takes 512 tokens of a prompt at once. */
const BENCHMARK: TransformerOptions = { capacity: 2048 + 64 + 1, chunk: 512, allLogits: false, sampling: true };
/** The sequences of a step for which decode is made of its own. */
const BATCHED: TransformerOptions = { ...BENCHMARK, batches: [1, 2, 4, 8, 16] };
/** Scoring a text asks for the logits of all its tokens, in smaller passes. */
const SCORING: TransformerOptions = { capacity: 512 + 1, chunk: 64, allLogits: true };

/** @param parameters the file to write to, and the request as JSON */
export async function compile([file = '', request = '']: readonly string[]): Promise<void> {
  const { models, formats, whole } = readRequest(request);
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const opened = await openContext(gpu, 'high-performance');
  const { granted } = opened;
  if (granted.software || !granted.device.includes('null-hardware')) {
    throw new Error(`This is no null hardware: ${granted.device} (${granted.description}).`);
  }
  const context = new RecordingContext(opened);
  for (const shape of SHAPES.filter(({ name }) => models.includes(name))) {
    for (const format of formats) {
      await compileModel(context, { shape, format, options: BENCHMARK }, whole ? 'combined' : 'single');
      await compileModel(context, { shape, format, options: BATCHED }, whole ? 'single' : 'default');
      await compileModel(context, { shape, format, options: SCORING }, 'default');
    }
  }
  if (whole) await compileOthers(context);
  const { vendor, architecture, description } = granted;
  const answer: CompileAnswer = {
    adapter: { vendor, architecture, description },
    programs: context.pipelines.compiled,
  };
  writeFileSync(file, JSON.stringify(answer));
  kept.push(gpu, opened);
}

/** Until the process ends: once collected, they take it with them. */
const kept: unknown[] = [];

interface CompiledModel {
  readonly shape: PublishedShape;
  readonly format: ModelFormat;
  readonly options: TransformerOptions;
}

async function compileModel(
  context: RecordingContext,
  { shape, format, options }: CompiledModel,
  variants: 'default' | 'single' | 'combined',
): Promise<void> {
  const { pipelines } = context;
  const purpose = { model: shape.name, format };
  // One layer stands for all.
  const config = { ...shape, layers: 1 };
  pipelines.purpose = { ...purpose, isDefault: true };
  const frame = await TransformerFrame.make(context, await syntheticWeights(context, config, RECIPES[format]), options);
  await frame.transformer();
  const { decode, prefill } = frame.sites();
  pipelines.purpose = { ...purpose, isDefault: false };
  if (variants !== 'default') {
    for (const { variants } of [...decode, ...prefill]) {
      for (const { dispatches } of variants) await unlessRefused(dispatches());
    }
  }
  if (variants === 'combined') {
    for (const chosen of attentionPairs(decode)) await unlessRefused(frame.transformer(chosen));
  }
  context.buffers.destroyAll();
}

/** Each variant of attention with each of the output projection, which merges what attention has split. */
function* attentionPairs(sites: readonly TuningSite[]): Generator<ChosenVariants> {
  for (const attention of sitesOf(sites, 'attention')) {
    for (const output of sitesOf(sites, 'output')) {
      for (const one of attention.variants) {
        for (const other of output.variants) {
          yield new Map([
            [attention.id, one.id],
            [output.id, other.id],
          ]);
        }
      }
    }
  }
}

const sitesOf = (sites: readonly TuningSite[], name: string): readonly TuningSite[] =>
  sites.filter((site) => site.name === name);

/** The tuner leaves out what the device refuses, and so does this; the program keeps the reason. */
async function unlessRefused(made: Promise<unknown>): Promise<void> {
  try {
    await made;
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'shader') throw thrown;
  }
}

/** The kernels that no model came by, at their own test shapes. */
async function compileOthers(context: RecordingContext): Promise<void> {
  const { pipelines } = context;
  const reached = new Set(pipelines.compiled.map(({ label }) => label.split(' ', 1)[0]));
  for (const { name, hashed } of KERNELS.filter((kernel) => !reached.has(kernel.name))) {
    pipelines.purpose = { model: 'test shapes', format: '', isDefault: true };
    for (const { code, constants } of hashed(context)) {
      await pipelines.get({ label: `${name} test shape`, code, constants, entryPoint: ENTRY_POINT });
    }
  }
}

/** The peers' inputs at a shape: those that are given, or made of them once, in bench/.cache. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightSource } from '../../src/benchmark/workload';
import { shapeNamed } from '../../src/model/shapes';
import { writeResized } from '../gguf-resized';
import { editModel } from '../onnx-encoding';
import { resizedSchema, resizeGraph } from '../onnx-resized';
import { cacheFolder } from '../peer-module';
import { PEER_SHAPE } from '../peer-shape';

export interface Inputs {
  /** For the environment of the peers' processes. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of what is made here; null of what is given, which has its own. */
  readonly weights: WeightSource | null;
  /** What a reader must know of the input of this variable. */
  readonly settings: (variable: string) => readonly string[];
}

const NOISE: WeightSource = { generator: 'bench-noise/1', seed: 1 };

/** @param given by variable, what there is for SmolLM2-135M */
export async function inputsAt(shape: string, given: Readonly<Record<string, string>>): Promise<Inputs> {
  if (shape === PEER_SHAPE) return { variables: given, weights: null, settings: () => [] };
  const variables: Record<string, string> = {};
  for (const [variable, source] of Object.entries(given)) {
    variables[variable] = await (variable === 'TOKAMARK_ONNX' ? graphsAt(shape, source) : ggufAt(shape, source));
  }
  const settings = (variable: string) => [
    variable === 'TOKAMARK_ONNX'
      ? `the builder's graph for ${PEER_SHAPE}, resized here to ${shape}: fewer layers, other extents, the same nodes`
      : `a file of noise at the shape of ${shape}, made here like ${PEER_SHAPE}'s: its types and tokenizer, with a vocabulary filled up, no factors of RoPE`,
  ];
  return { variables, weights: NOISE, settings };
}

async function graphsAt(shape: string, source: string): Promise<string> {
  const folder = join(cacheFolder(), shape, 'onnx');
  for (const format of ['fp16', 'int4']) {
    const original = await readFile(join(source, format, 'model.onnx'));
    const resized = await editModel(original, resizedSchema, ({ graph }) =>
      resizeGraph(graph, shapeNamed(PEER_SHAPE), shapeNamed(shape)),
    );
    await mkdir(join(folder, format), { recursive: true });
    await writeFile(join(folder, format, 'model.onnx'), resized);
  }
  return folder;
}

async function ggufAt(shape: string, source: string): Promise<string> {
  const target = join(cacheFolder(), shape, 'Q4_1.gguf');
  await mkdir(join(cacheFolder(), shape), { recursive: true });
  if (!existsSync(target)) await writeResized(source, shapeNamed(PEER_SHAPE), shapeNamed(shape), target);
  return target;
}

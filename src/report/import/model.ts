/** The names of an entry, its test and its model, and what it says of bytes, against the workload beside them, which the id is of. */
import { z } from 'zod';
import { canonicalJson, isFileSource, shapeRecord, testName } from '../../benchmark/workload';
import { isOurs } from '../../benchmark/whose';
import { cacheBytesRead } from '../../kernels/cache/layout';
import { matrixBytes } from '../../kernels/matrix/layout';
import { RECIPES } from '../../kernels/recipe';
import type { ModelSizes } from '../../model/config';
import { parameterCount, SHAPES } from '../../model/shapes';
import { expectedWeightBytes, vocabularyShape } from '../../model/weights/weights';
import { showBytes } from '../quantity';
import type { ResultEntry } from '../schema';
import { count } from '../schema/common';
import { refusedField } from './refused';

const size = count.min(1);

/** What decides how many parameters a model has. */
const sizesSchema = z.object({
  ...{ hiddenSize: size, layers: size, heads: size, keyValueHeads: size, headDim: size },
  ...{ intermediateSize: size, vocabSize: size },
  ...{ tiedEmbeddings: z.boolean(), qkvBias: z.boolean(), outputBias: z.boolean() },
});

const KNOWN: ReadonlyMap<string, string> = new Map(
  SHAPES.map((shape) => [canonicalJson(shapeRecord(shape)), shape.name]),
);
const KNOWN_NAMES: ReadonlySet<string> = new Set(KNOWN.values());

/** @throws TokamarkError `import` that names the field */
export function assertNames(entry: ResultEntry, where: string): void {
  const { workload, test, model } = entry;
  const expected = testName(workload);
  if (test !== expected) throw refusedField(`${where}.test`, `its workload is ${expected}`);
  const isFile = isFileSource(workload.weights);
  if (isFile !== (model.weights === 'file')) {
    throw refusedField(`${where}.model.weights`, `its workload has ${isFile ? 'those of a file' : 'synthetic ones'}`);
  }
  const sizes = sizesSchema.safeParse(workload.shape);
  if (!sizes.success) throw refusedField(`${where}.workload.shape`, 'it does not tell the sizes of the model');
  const parameters = parameterCount(sizes.data);
  if (model.parameters !== parameters) {
    throw refusedField(`${where}.model.parameters`, `a model of the shape of its workload has ${parameters}`);
  }
  assertBytes(entry, sizes.data, where);
  // A person names a folder as they like.
  if (isFile) return;
  const name = KNOWN.get(canonicalJson(workload.shape));
  if (name === undefined ? KNOWN_NAMES.has(model.name) : name !== model.name) {
    throw refusedField(
      `${where}.model.name`,
      `its workload has ${name === undefined ? 'another shape' : `the shape of ${name}`}`,
    );
  }
}

/** Of norms, biases and another layout of the same weights. */
const MOST_APART = 2;

/** Of ours, which stores a shape in a known way; a contestant that was never loaded has none. */
function assertBytes(entry: ResultEntry, sizes: ModelSizes, where: string): void {
  if (!isOurs(entry)) return;
  const { phase, weightBytes, bytesReadPerToken } = entry;
  const expected = bytesOf(entry, sizes);
  assertNear(weightBytes, expected.weights, `${where}.weightBytes`);
  if (phase === 'decode') assertNear(bytesReadPerToken, expected.readPerToken, `${where}.bytesReadPerToken`);
}

function bytesOf({ format, depth, tokens, batch }: ResultEntry, sizes: ModelSizes) {
  const recipe = RECIPES[format];
  const weights = expectedWeightBytes(sizes, recipe);
  const unread = sizes.tiedEmbeddings ? 0 : matrixBytes(vocabularyShape(sizes, recipe, 'embedding'));
  const cached = sizes.layers * cacheBytesRead(sizes, depth + tokens / 2);
  return { weights, readPerToken: (weights - unread) / batch + cached };
}

/** What a token of decode reads by the shape and format of its workload, whatever the document says; null where these do not tell. */
export function bytesByShape(entry: ResultEntry): number | null {
  const sizes = sizesByShape(entry);
  return sizes === null ? null : bytesOf(entry, sizes).readPerToken;
}

/** What decides how many parameters the model of a workload has; null where it does not say. */
export const sizesByShape = ({ workload }: Pick<ResultEntry, 'workload'>) =>
  sizesSchema.safeParse(workload.shape).data ?? null;

function assertNear(given: number, expected: number, where: string): void {
  if (given === 0 || Math.abs(Math.log(given / expected)) <= Math.log(MOST_APART)) return;
  throw refusedField(where, `its model has about ${showBytes(expected)}, by its shape and format`);
}

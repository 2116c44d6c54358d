/** The names of an entry, its test and its model, against the workload beside them, which the id is of. */
import { z } from 'zod';
import { canonicalJson, isFileSource, shapeRecord, testName } from '../../benchmark/workload';
import { parameterCount, SHAPES } from '../../model/shapes';
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
export function assertNames({ workload, test, model }: ResultEntry, where: string): void {
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

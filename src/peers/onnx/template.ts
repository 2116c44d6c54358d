/**
 * What one of Fable's ONNX files holds beside its weights: literal bytes, and holes that are filled from the weights. Checked as a
 * whole before anything is made of it. Not the making (fill.ts), and no protobuf.
 */
import { BLOCK, type FloatType } from './int4';
import { badTemplate, readTemplates, type OnnxVariant, type StoredHole, type StoredTemplates } from './schema';

export interface Range {
  readonly at: number;
  readonly bytes: number;
}

/** A tensor of model.safetensors, with the shape that it must have: [rows, columns], or a vector's length. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What fills a hole: f32 of templates.bin, or tensors below each other as one matrix (`values` in all). */
export type Source =
  | { readonly as: 'constant'; readonly range: Range }
  | {
      readonly as: Exclude<StoredHole['as'], 'constant'>;
      readonly tensors: readonly NamedTensor[];
      readonly columns: number;
      readonly values: number;
    };

export interface Hole extends Range {
  readonly type: FloatType;
  /** Makes as many bytes as the hole has. */
  readonly source: Source;
}

export interface Template {
  readonly bytes: number;
  readonly sha256: string;
  /** Of templates.bin: as many bytes as the holes leave. */
  readonly literals: Range;
  /** In order, apart and within the file. */
  readonly holes: readonly Hole[];
}

/** @throws TokamarkError `weights` that names the field or the hole */
export function parseTemplate(text: string, variant: OnnxVariant): Template {
  const stored = readTemplates(text);
  const { bytes, sha256, literals, holes } = stored.files[variant];
  const sourceOf = sourcesIn(stored);
  let [end, open] = [0, 0];
  const checked = holes.map((hole, index): Hole => {
    const where = `hole ${index} of ${variant} (bytes ${hole.at} to ${hole.at + hole.bytes})`;
    if (hole.at < end) throw badTemplate(`${where} begins before the one before it ends, at ${end}`);
    end = hole.at + hole.bytes;
    open += hole.bytes;
    if (end > bytes) throw badTemplate(`${where} ends behind the file's ${bytes} bytes`);
    const source = sourceOf(hole, where);
    const made = madeBytes(source, hole.type);
    if (made !== hole.bytes) throw badTemplate(`${where} would be filled with ${made} bytes of ${hole.of.join(', ')}`);
    return { at: hole.at, bytes: hole.bytes, type: hole.type, source };
  });
  if (literals.bytes !== bytes - open) {
    throw badTemplate(`${variant} has ${literals.bytes} literal bytes, and its holes leave ${bytes - open}`);
  }
  return { bytes, sha256, literals, holes: checked };
}

/** Finds what a hole names. */
function sourcesIn(stored: StoredTemplates): (hole: StoredHole, where: string) => Source {
  // A name such as `constructor` is no field of a Map.
  const constants = new Map(Object.entries(stored.constants));
  const shapes = new Map(Object.entries(stored.tensors));
  return ({ as, of }, where) => {
    if (as === 'constant') {
      const constant = of.length === 1 ? constants.get(of[0] ?? '') : undefined;
      if (constant === undefined) throw badTemplate(`${where} names no constant (${of.join(', ')})`);
      return { as, range: { at: constant.at, bytes: 4 * constant.values } };
    }
    const tensors = of.map((name) => {
      const shape = shapes.get(name);
      if (shape === undefined) throw badTemplate(`${where} is of ${name}, which is not among its tensors`);
      return { name, shape };
    });
    const columns = tensors[0]?.shape.at(-1) ?? 1;
    if (tensors.some(({ shape }) => shape.at(-1) !== columns)) {
      throw badTemplate(`${where} is of matrices that differ in their columns (${of.join(', ')})`);
    }
    if ((as === 'levels' || as === 'scales') && columns % BLOCK !== 0) {
      throw badTemplate(`${where} is of rows of ${columns} values, which are no whole blocks of ${BLOCK}`);
    }
    return { as, tensors, columns, values: tensors.reduce((sum, { shape }) => sum + valuesOf(shape), 0) };
  };
}

const valuesOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

function madeBytes(source: Source, type: FloatType): number {
  const bytes = { f16: 2, f32: 4 }[type];
  if (source.as === 'constant') return (source.range.bytes / 4) * bytes;
  if (source.as === 'levels') return source.values / 2;
  return (source.as === 'scales' ? source.values / BLOCK : source.values) * bytes;
}

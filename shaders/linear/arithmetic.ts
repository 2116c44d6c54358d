/**
 * In what a lane multiplies a block of 32 columns, a quad of four at a time: how weights are read, what a quad of them becomes, how its
 * product is summed within a block, and what a finished part of a block adds to the sum of a row. A further arithmetic is one more of
 * these.
 */
import type { Granted } from '../../src/kernels/kernel';
import { loader, type WeightReader } from '../../src/kernels/matrix/loader';
import type { MatrixFormat } from '../../src/kernels/format';
import { integerLoader, packedFormat } from '../../src/kernels/matrix/packed-loader';
import type { ArithmeticName } from './shape';

export interface Arithmetic {
  readonly directives: string;
  /** Declares the weights' buffers, `scale`, `pair` and GROUPS; the kernel declares N_PADDED. */
  readonly declarations: string;
  readonly read: Pick<WeightReader, 'groups' | 'chunks' | 'pairs'> & {
    /** The two quads of a pair. */
    readonly quads: (pair: string) => readonly [string, string];
  };
  /** With what the part of a sum within a group of columns begins. */
  readonly zero: string;
  /** The product of a quad of weights and one of activations, to be added to such a part. */
  readonly dot: (weights: string, x: string) => string;
  /** What a part adds to the sum. @param block scale and sum of levels of the token's block, as WGSL */
  readonly scaled: (part: string, group: string, row: string, block: string) => string;
}

/** @throws RangeError where the arithmetic is in integers and the format's levels are none */
export function arithmeticOf(
  name: ArithmeticName,
  format: MatrixFormat,
  { granted: { shaderF16, software, dot4 } }: Granted,
): Arithmetic {
  if (name === 'int8') {
    const packed = packedFormat(format);
    if (packed === null) throw new RangeError(`a linear layer: ${format} has no integer levels`);
    const { declarations, ...read } = integerLoader(packed, dot4);
    return { ...int8, directives: '', declarations, read };
  }
  // A software adapter converts f16 in pairs, and reads words at no more cost than halves.
  const { directives, declarations, ...read } = loader(format, shaderF16 && !software);
  return { ...f32, directives, declarations, read };
}

const f32 = {
  zero: '0.0',
  dot: (weights: string, x: string) => `dot(${weights}, ${x})`,
  scaled: (part: string, group: string, row: string) => `${part} * scale(block, ${group}, ${row})`,
};

const int8 = {
  zero: '0',
  dot: (weights: string, x: string) => `dot4(${weights}, ${x})`,
  scaled: (part: string, group: string, row: string, block: string) =>
    `f32(${part} - LEVEL_OFFSET * bitcast<i32>(${block}.y)) * (scale(block, ${group}, ${row}) * bitcast<f32>(${block}.x))`,
};

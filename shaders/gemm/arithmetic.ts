/**
 * In which numbers gemm multiplies: what it declares for it, and how a step of a block of 32 columns reads its weights. The texts name
 * the rows and tokens of a lane by their index; the loops around them are those of gemm.wgsl and tiled.wgsl.
 */
import type { MatrixFormat } from '../../src/kernels/format';
import type { Granted } from '../../src/kernels/kernel';
import { loader } from '../../src/kernels/matrix/loader';
import { integerLoader, packedFormat } from '../../src/kernels/matrix/packed-loader';
import type { ArithmeticName } from '../linear/shape';
import floats from './f32.wgsl?raw';
import integers from './int8.wgsl?raw';

interface Arithmetic {
  /** In which a block is multiplied. */
  readonly steps: number;
  /** Places between those of one token in a tile from one step to the next, by which lanes that store them hit other banks. */
  readonly spread: number;
  /**
   * Declares `columns(block, step, row)` of W, `scale` and GROUPS, the type Columns and `multiply`, and every buffer but x and y.
   *
   * @throws RangeError where the format's levels are no integers and the arithmetic is in such
   */
  readonly declarations: (
    device: Granted,
    format: MatrixFormat,
  ) => { readonly directives: string; readonly code: string };
  /** Of row r, without a tile: what a lane reads before the steps, and what `columns` of a step is then. */
  readonly ofRow: (r: number) => { readonly before: string; readonly columns: string };
  /** Whether weights are scaled as they are read; otherwise the products of a block are, by `finish`, when they are done. */
  readonly scales: 'weights' | 'products';
}

export const arithmetics: Readonly<Record<ArithmeticName, Arithmetic>> = {
  f32: {
    ...{ steps: 8, spread: 1, scales: 'weights' },
    ofRow: (r) => ({ before: '', columns: `columns(block, step, row${r})` }),
    declarations: ({ granted: { shaderF16 } }, format) => {
      const { directives, declarations, quad } = loader(format, shaderF16);
      return { directives, code: declarations + quad + floats };
    },
  },
  int8: {
    ...{ steps: 4, spread: 8, scales: 'products' },
    // A step takes one word of a row: reading those one by one took lavapipe 4 to 7 % longer for 8 tokens (Mesa 25.0.7, 2026-11-28).
    ofRow: (r) => ({ before: `let held${r} = held(block, row${r});`, columns: `unpacked(held_pair(held${r}, step))` }),
    declarations: ({ granted: { dot4 } }, format) => {
      const packed = packedFormat(format);
      if (packed === null) throw new RangeError(`gemm: ${format} has no integer levels`);
      const { declarations, quads, held } = integerLoader(packed, dot4);
      const columns = `
fn unpacked(pair: ${packed === 'int4' ? 'u32' : 'vec2<u32>'}) -> Columns {
  return Columns(${quads('pair').join(', ')});
}
fn columns(block: u32, step: u32, row: u32) -> Columns {
  return unpacked(pair(block, step, row));
}`;
      return { directives: '', code: declarations + held + integers + columns };
    },
  },
};

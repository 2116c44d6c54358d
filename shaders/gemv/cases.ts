/** The shapes at which gemv is checked on every adapter: odd sizes and edges; every format, fusion and reading, not crossed. */
import { MATRIX_FORMATS } from '../../src/kernels/format';
import { PACKED_FORMATS } from '../../src/kernels/matrix/packed-loader';
import type { GemvShape } from './shape';
import type { GemvVariant } from './variants';

/** Variants that every adapter can run: `lanes x rows x slices`, and tokens. */
const variant = (
  [lanes, rows, slices, tokens = 1]: readonly [lanes: number, rows: number, slices: number, tokens?: number],
  reading: GemvVariant['reading'] = 'blocks',
): GemvVariant => ({ lanes, rows, slices, tokens, reduction: 'tree', reading });

const wide = variant([32, 1, 8]);
const few = { format: 'int4', rows: 70, columns: 100, variant: wide } as const;

/** At which each variant is checked. */
export const VARIANT_SHAPE = {
  format: 'int4',
  rows: 70,
  columns: 1000,
  input: 'norm',
  output: 'swiglu',
  bias: false,
} as const;

const f32 = (shape: Pick<GemvShape, 'format' | 'rows' | 'columns' | 'variant'> & Partial<GemvShape>): GemvShape => ({
  ...{ arithmetic: 'f32', tokens: 1, input: 'plain', output: 'store', bias: false },
  ...shape,
});
const int8 = (shape: Parameters<typeof f32>[0]): GemvShape => ({
  ...f32(shape),
  arithmetic: 'int8',
  input: shape.input ?? 'levels',
});

export const CASES: readonly GemvShape[] = [
  ...MATRIX_FORMATS.flatMap((format) => [
    f32({ format, rows: 97, columns: 1000, variant: wide }),
    f32({ format, rows: 100, columns: 36, input: 'norm', output: 'swiglu', variant: variant([8, 8, 1], 'pairs') }),
    f32({ format, rows: 70, columns: 200, variant: variant([8, 4, 1], 'pairs') }),
    f32({ format, rows: 70, columns: 200, variant: variant([16, 2, 4]) }),
    f32({ format, rows: 70, columns: 200, tokens: 3, variant: variant([8, 2, 2, 4]), input: 'norm' }),
  ]),
  f32({ format: 'int4', rows: 1, columns: 2, variant: wide }),
  f32({ format: 'fp16', rows: 4200, columns: 96, variant: wide }),
  f32({ format: 'int8', rows: 4200, columns: 96, output: 'add', variant: variant([8, 8, 1], 'pairs') }),
  f32({ format: 'int4', rows: 90, columns: 1000, input: 'norm', bias: true, variant: wide }),
  f32({ format: 'fp16', rows: 90, columns: 130, input: 'merge', output: 'add', bias: true, variant: wide }),
  f32({ ...few, columns: 640, input: 'merge', output: 'add', variant: variant([8, 4, 2], 'pairs') }),
  f32({ ...few, rows: 180, columns: 96, output: 'swiglu', bias: true }),
  f32({ ...few, input: 'norm', output: 'swiglu', variant: variant([8, 1, 1], 'pairs') }),
  f32({ ...few, input: 'norm', output: 'swiglu', variant: variant([32, 4, 4]) }),
  f32({ ...few, variant: variant([8, 1, 16]) }),
  // Several tokens: fewer than the variant serves, more, and one at a time.
  f32({ ...few, tokens: 5, output: 'add', bias: true, variant: variant([8, 4, 1, 8], 'pairs') }),
  f32({ ...few, tokens: 5, input: 'norm', output: 'swiglu', bias: true, variant: variant([16, 2, 4, 2]) }),
  f32({ ...few, tokens: 3, input: 'norm', variant: wide }),
  f32({ ...few, tokens: 19, input: 'norm', variant: variant([8, 1, 4, 16]) }),
  ...PACKED_FORMATS.flatMap((format) => [
    int8({ format, rows: 97, columns: 1000, variant: wide }),
    int8({ format, rows: 100, columns: 36, input: 'plain', bias: true, variant: variant([16, 4, 1]) }),
    int8({ format, rows: 36, columns: 100, input: 'norm', output: 'swiglu', variant: variant([32, 4, 1]) }),
    int8({ format, rows: 1, columns: 2, input: 'norm', variant: wide }),
    int8({ format, rows: 70, columns: 200, tokens: 5, variant: variant([8, 2, 2, 4], 'pairs') }),
  ]),
  int8({ format: 'int4', rows: 97, columns: 1000, input: 'plain', output: 'add', variant: variant([8, 2, 1]) }),
  int8({ ...few, columns: 1000, input: 'norm', output: 'swiglu', bias: true }),
  int8({ format: 'int8', rows: 4200, columns: 96, input: 'norm', bias: true, variant: wide }),
  int8({ ...few, columns: 130, input: 'merge', output: 'add', bias: true }),
  int8({ ...few, variant: variant([8, 1, 32]) }),
  int8({ ...few, tokens: 5, input: 'norm', output: 'swiglu', variant: variant([16, 2, 4, 4]) }),
  int8({ ...few, tokens: 3, output: 'add', bias: true, variant: variant([8, 4, 1, 8]) }),
];

/** The shapes at which gemv is checked on every adapter: odd sizes and edges; every format, fusion and reading, not crossed. */
import { MATRIX_FORMATS, type MatrixFormat } from '../../src/kernels/format';
import { PACKED_FORMATS } from '../../src/kernels/matrix/packed-loader';
import type { GemvShape } from './shape';
import type { GemvVariant } from './variants';

/** Variants that every adapter can run: `lanes x rows x slices`, and tokens. */
const variant = (
  [lanes, rows, slices, tokens = 1]: readonly [lanes: number, rows: number, slices: number, tokens?: number],
  reading: GemvVariant['reading'] = 'blocks',
): GemvVariant => ({ lanes, rows, slices, tokens, reduction: 'tree', reading });

const wide = variant([32, 1, 8]);
const few = ['int4', 70, 100] as const;

/** At which each variant is checked. */
export const VARIANT_SHAPE = {
  matrix: { format: 'int4', rows: 70, columns: 1000 },
  input: 'norm',
  output: 'swiglu',
  bias: false,
} as const;

type Size = readonly [format: MatrixFormat, rows: number, columns: number];
type Rest = Partial<Omit<GemvShape, 'matrix'>>;

const f32 = ([format, rows, columns]: Size, rest: Rest = {}): GemvShape => ({
  matrix: { format, rows, columns },
  ...{ arithmetic: 'f32', tokens: 1, input: 'plain', output: 'store', bias: false, variant: wide },
  ...rest,
});
const int8 = (size: Size, rest: Rest = {}): GemvShape => f32(size, { arithmetic: 'int8', input: 'levels', ...rest });

export const CASES: readonly GemvShape[] = [
  ...MATRIX_FORMATS.flatMap((format) => [
    f32([format, 97, 1000]),
    f32([format, 100, 36], { input: 'norm', output: 'swiglu', variant: variant([8, 8, 1], 'pairs') }),
    f32([format, 70, 200], { variant: variant([8, 4, 1], 'pairs') }),
    f32([format, 70, 200], { variant: variant([16, 2, 4]) }),
    f32([format, 70, 200], { tokens: 3, variant: variant([8, 2, 2, 4]), input: 'norm' }),
  ]),
  f32(['int4', 1, 2]),
  f32(['fp16', 4200, 96]),
  f32(['int8', 4200, 96], { output: 'add', variant: variant([8, 8, 1], 'pairs') }),
  f32(['int4', 90, 1000], { input: 'norm', bias: true }),
  f32(['fp16', 90, 130], { input: 'merge', output: 'add', bias: true }),
  f32(['int4', 70, 640], { input: 'merge', output: 'add', variant: variant([8, 4, 2], 'pairs') }),
  f32(['int4', 180, 96], { output: 'swiglu', bias: true }),
  f32(few, { input: 'norm', output: 'swiglu', variant: variant([8, 1, 1], 'pairs') }),
  f32(few, { input: 'norm', output: 'swiglu', variant: variant([32, 4, 4]) }),
  f32(few, { variant: variant([8, 1, 16]) }),
  // Several tokens: fewer than the variant serves, more, and one at a time.
  f32(few, { tokens: 5, output: 'add', bias: true, variant: variant([8, 4, 1, 8], 'pairs') }),
  f32(few, { tokens: 5, input: 'norm', output: 'swiglu', bias: true, variant: variant([16, 2, 4, 2]) }),
  f32(few, { tokens: 3, input: 'norm' }),
  f32(few, { tokens: 19, input: 'norm', variant: variant([8, 1, 4, 16]) }),
  ...PACKED_FORMATS.flatMap((format) => [
    int8([format, 97, 1000]),
    int8([format, 100, 36], { input: 'plain', bias: true, variant: variant([16, 4, 1]) }),
    int8([format, 36, 100], { input: 'norm', output: 'swiglu', variant: variant([32, 4, 1]) }),
    int8([format, 1, 2], { input: 'norm' }),
    int8([format, 70, 200], { tokens: 5, variant: variant([8, 2, 2, 4], 'pairs') }),
  ]),
  int8(['int4', 97, 1000], { input: 'plain', output: 'add', variant: variant([8, 2, 1]) }),
  int8(['int4', 70, 1000], { input: 'norm', output: 'swiglu', bias: true }),
  int8(['int8', 4200, 96], { input: 'norm', bias: true }),
  int8(['int4', 70, 130], { input: 'merge', output: 'add', bias: true }),
  int8(few, { variant: variant([8, 1, 32]) }),
  int8(few, { tokens: 5, input: 'norm', output: 'swiglu', variant: variant([16, 2, 4, 4]) }),
  int8(few, { tokens: 3, output: 'add', bias: true, variant: variant([8, 4, 1, 8]) }),
];

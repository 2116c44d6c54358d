/** The shapes at which gemm is checked and hashed: odd sizes and edges; every format, output, arithmetic and variant, not crossed. */
import { MATRIX_FORMATS, type MatrixFormat } from '../../src/kernels/format';
import { asEveryKind, type Granted } from '../../src/kernels/kernel';
import { PACKED_FORMATS } from '../../src/kernels/matrix/packed-loader';
import { ARITHMETICS, OUTPUTS, type ArithmeticName } from '../linear/shape';
import type { GemmShape } from './shape';
import { variants, type GemmVariant } from './variants';

const FORMATS: Readonly<Record<ArithmeticName, readonly MatrixFormat[]>> = {
  f32: MATRIX_FORMATS,
  int8: PACKED_FORMATS,
};

const register = { kind: 'register', threads: 16, rows: 4, tokens: 8, shared: 1 } as const;
const tiled = { kind: 'tiled', tileRows: 64, tileTokens: 64, rows: 4, tokens: 4 } as const;
const small = { kind: 'tiled', tileRows: 32, tileTokens: 8, rows: 2, tokens: 2 } as const;

type Size = readonly [format: MatrixFormat, rows: number, columns: number];
type Rest = Pick<GemmShape, 'tokens'> & Partial<Omit<GemmShape, 'matrix'>>;

const f32 = ([format, rows, columns]: Size, rest: Rest): GemmShape => ({
  matrix: { format, rows, columns },
  ...{ arithmetic: 'f32', output: 'store', bias: false, variant: register },
  ...rest,
});
const int8 = (size: Size, rest: Rest): GemmShape => f32(size, { arithmetic: 'int8', ...rest });
const few = ['int4', 70, 100] as const;

/** Variants are those that every adapter can run; what only some can is checked where it is chosen. */
export const CASES: readonly GemmShape[] = [
  ...ARITHMETICS.flatMap((arithmetic) =>
    FORMATS[arithmetic].flatMap((format): GemmShape[] => [
      f32([format, 30, 36], { arithmetic, tokens: 3 }),
      f32([format, 200, 1000], { arithmetic, tokens: 37, variant: tiled }),
    ]),
  ),
  f32(['int4', 64, 64], { tokens: 8 }),
  f32(['fp16', 4200, 96], { tokens: 17 }),
  f32(['int8', 130, 96], { tokens: 65, output: 'add' }),
  f32(['int4', 180, 96], { tokens: 5, output: 'swiglu', bias: true }),
  f32(few, { tokens: 21, bias: true }),
  f32(['fp16', 70, 100], { tokens: 21, output: 'swiglu' }),
  f32(few, { tokens: 21, variant: tiled, bias: true }),
  f32(['nvfp4', 140, 100], { tokens: 70, variant: tiled, output: 'swiglu' }),
  f32(['int8', 70, 100], { tokens: 21, variant: small, output: 'add' }),
  int8(['int4', 4200, 96], { tokens: 17 }),
  int8(['int8', 30, 36], { tokens: 3, output: 'add', bias: true }),
  int8(few, { tokens: 21, output: 'swiglu' }),
  int8(['int8', 70, 100], { tokens: 67, variant: tiled, output: 'add', bias: true }),
  int8(['int4', 140, 100], { tokens: 21, variant: tiled, output: 'swiglu', bias: true }),
  int8(few, { tokens: 21, variant: small }),
];

/** Partly filled tiles of every size, and rows of gate and up in one lane. */
export const VARIANT_SHAPE = {
  matrix: { format: 'int4', rows: 150, columns: 100 },
  tokens: 70,
  output: 'swiglu',
  bias: false,
} as const;

const ofVariants = (
  device: Granted,
  shapes: (arithmetic: ArithmeticName, variant: GemmVariant) => readonly GemmShape[],
): readonly GemmShape[] =>
  ARITHMETICS.flatMap((arithmetic) =>
    variants(device, { arithmetic, rows: VARIANT_SHAPE.matrix.rows, tokens: VARIANT_SHAPE.tokens }).flatMap((variant) =>
      shapes(arithmetic, variant),
    ),
  );

export const variantCases = (device: Granted): readonly GemmShape[] =>
  asEveryKind(device).flatMap((each) =>
    ofVariants(each, (arithmetic, variant) => [{ ...VARIANT_SHAPE, arithmetic, variant }]),
  );

export const textCases = (device: Granted): readonly GemmShape[] =>
  ofVariants(device, (arithmetic, variant) =>
    FORMATS[arithmetic]
      .map((format) => ({ ...VARIANT_SHAPE.matrix, format }))
      .flatMap((matrix) =>
        OUTPUTS.flatMap((output) =>
          [false, true].map((bias) => ({ ...VARIANT_SHAPE, matrix, arithmetic, output, bias, variant })),
        ),
      ),
  );

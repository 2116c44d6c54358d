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

const float = { arithmetic: 'f32', output: 'store', bias: false, variant: register } as const;
const integer = { ...float, arithmetic: 'int8' } as const;
const few = { format: 'int4', rows: 70, columns: 100, tokens: 21 } as const;

/** Variants are those that every adapter can run; what only some can is checked where it is chosen. */
export const CASES: readonly GemmShape[] = [
  ...ARITHMETICS.flatMap((arithmetic) =>
    FORMATS[arithmetic].flatMap((format): GemmShape[] => [
      { ...float, arithmetic, format, rows: 30, columns: 36, tokens: 3 },
      { ...float, arithmetic, format, rows: 200, columns: 1000, tokens: 37, variant: tiled },
    ]),
  ),
  { ...float, format: 'int4', rows: 64, columns: 64, tokens: 8 },
  { ...float, format: 'fp16', rows: 4200, columns: 96, tokens: 17 },
  { ...float, format: 'int8', rows: 130, columns: 96, tokens: 65, output: 'add' },
  { ...float, format: 'int4', rows: 180, columns: 96, tokens: 5, output: 'swiglu', bias: true },
  { ...float, ...few, bias: true },
  { ...float, ...few, format: 'fp16', output: 'swiglu' },
  { ...float, ...few, variant: tiled, bias: true },
  { ...float, ...few, variant: tiled, format: 'nvfp4', rows: 140, tokens: 70, output: 'swiglu' },
  { ...float, ...few, variant: small, format: 'int8', output: 'add' },
  { ...integer, format: 'int4', rows: 4200, columns: 96, tokens: 17 },
  { ...integer, format: 'int8', rows: 30, columns: 36, tokens: 3, output: 'add', bias: true },
  { ...integer, ...few, output: 'swiglu' },
  { ...integer, ...few, format: 'int8', tokens: 67, variant: tiled, output: 'add', bias: true },
  { ...integer, ...few, rows: 140, variant: tiled, output: 'swiglu', bias: true },
  { ...integer, ...few, variant: small },
];

/** Partly filled tiles of every size, and rows of gate and up in one lane. */
export const VARIANT_SHAPE = { ...few, rows: 150, tokens: 70, output: 'swiglu', bias: false } as const;

const ofVariants = (
  device: Granted,
  shapes: (arithmetic: ArithmeticName, variant: GemmVariant) => readonly GemmShape[],
): readonly GemmShape[] =>
  ARITHMETICS.flatMap((arithmetic) =>
    variants(device, { ...VARIANT_SHAPE, arithmetic }).flatMap((variant) => shapes(arithmetic, variant)),
  );

export const variantCases = (device: Granted): readonly GemmShape[] =>
  asEveryKind(device).flatMap((each) =>
    ofVariants(each, (arithmetic, variant) => [{ ...VARIANT_SHAPE, arithmetic, variant }]),
  );

export const textCases = (device: Granted): readonly GemmShape[] =>
  ofVariants(device, (arithmetic, variant) =>
    FORMATS[arithmetic].flatMap((format) =>
      OUTPUTS.flatMap((output) =>
        [false, true].map((bias) => ({ ...VARIANT_SHAPE, arithmetic, format, output, bias, variant })),
      ),
    ),
  );

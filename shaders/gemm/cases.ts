/** The shapes at which gemm is checked on every adapter: odd sizes and edges; every format, output and kernel, not crossed. */
import { MATRIX_FORMATS } from '../../src/kernels/format';
import type { GemmShape } from './shape';

const plain = { output: 'store', bias: false, variant: null } as const;
const few = { format: 'int4', rows: 70, columns: 100, tokens: 21 } as const;
const register = { kind: 'register', threads: 16, rows: 4, tokens: 8, shared: 1 } as const;
const shared = { kind: 'shared', tileRows: 64, tileTokens: 64, rows: 4, tokens: 4 } as const;
const small = { kind: 'shared', tileRows: 32, tileTokens: 32, rows: 4, tokens: 4 } as const;

/** Variants are those that every adapter can run; what only some can is checked where it is chosen. */
export const CASES: readonly GemmShape[] = [
  ...MATRIX_FORMATS.flatMap((format): GemmShape[] => [
    { ...plain, format, rows: 30, columns: 36, tokens: 3 },
    { ...plain, format, rows: 200, columns: 1000, tokens: 37 },
  ]),
  { ...plain, format: 'int4', rows: 64, columns: 64, tokens: 8 },
  { ...plain, format: 'fp16', rows: 4200, columns: 96, tokens: 17 },
  { ...plain, format: 'int8', rows: 130, columns: 96, tokens: 65, output: 'add' },
  { ...plain, format: 'int4', rows: 180, columns: 96, tokens: 5, output: 'swiglu', bias: true },
  { ...plain, ...few, variant: register },
  { ...plain, ...few, variant: register, format: 'fp16', output: 'swiglu' },
  { ...plain, ...few, variant: shared, bias: true },
  { ...plain, ...few, variant: shared, format: 'nvfp4', rows: 140, tokens: 70, output: 'swiglu' },
  { ...plain, ...few, variant: small, format: 'int8', output: 'add' },
];

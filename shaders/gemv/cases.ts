/** The shapes at which gemv is checked on every adapter: odd sizes and edges; every format, fusion and variant, not crossed. */
import { MATRIX_FORMATS } from '../../src/kernels/format';
import type { GemvShape } from './shape';
import type { GemvVariant } from './variants';

const plain = { input: 'plain', output: 'store', bias: false, variant: null } as const;
const few = { format: 'int4', rows: 70, columns: 100 } as const;
const variant = (lanes: number, rows: number, slices: number, reading: GemvVariant['reading'] = 'blocks') =>
  ({ lanes, rows, slices, reduction: 'tree', reading }) as const;

export const CASES: readonly GemvShape[] = [
  ...MATRIX_FORMATS.flatMap((format): GemvShape[] => [
    { ...plain, format, rows: 64, columns: 64 },
    { ...plain, format, rows: 97, columns: 1000 },
    { ...plain, format, rows: 100, columns: 36, input: 'norm', output: 'swiglu' },
    { ...plain, format, rows: 70, columns: 200, variant: variant(8, 4, 1, 'pairs') },
    { ...plain, format, rows: 70, columns: 200, variant: variant(16, 2, 4) },
  ]),
  { ...plain, format: 'int4', rows: 1, columns: 2 },
  { ...plain, format: 'fp16', rows: 4200, columns: 96 },
  { ...plain, format: 'int8', rows: 4200, columns: 96, output: 'add' },
  { ...plain, format: 'int4', rows: 90, columns: 1000, input: 'norm', bias: true },
  { ...plain, format: 'fp16', rows: 90, columns: 130, input: 'merge', output: 'add', bias: true },
  { ...plain, format: 'int4', rows: 90, columns: 640, input: 'merge', output: 'add' },
  { ...plain, format: 'int4', rows: 180, columns: 96, output: 'swiglu', bias: true },
  { ...plain, ...few, variant: variant(8, 4, 1) },
  { ...plain, ...few, variant: variant(16, 8, 1, 'pairs'), input: 'norm', output: 'swiglu' },
  { ...plain, ...few, variant: variant(8, 16, 1, 'pairs'), input: 'norm' },
  { ...plain, ...few, variant: variant(8, 1, 1, 'pairs'), output: 'swiglu' },
  { ...plain, ...few, variant: variant(8, 4, 2, 'pairs'), input: 'merge' },
  { ...plain, ...few, variant: variant(16, 1, 8), input: 'norm' },
  { ...plain, ...few, variant: variant(32, 2, 4), output: 'add' },
  { ...plain, ...few, variant: variant(32, 4, 4), input: 'norm', output: 'swiglu' },
  { ...plain, ...few, variant: variant(8, 1, 16) },
  { ...plain, ...few, variant: variant(64, 4, 1) },
];

/** The shapes and variants at which gemv-dp4a is tested: each part and each size where it could break, not their product. */
import type { Dp4aShape } from './shape';

const shape = (rest: Pick<Dp4aShape, 'format' | 'rows' | 'columns'> & Partial<Dp4aShape>): Dp4aShape => ({
  ...{ input: 'levels', output: 'store', bias: false, variant: null },
  ...rest,
});

const both = (rest: Omit<Parameters<typeof shape>[0], 'format'>): readonly Dp4aShape[] =>
  (['int8', 'int4'] as const).map((format) => shape({ ...rest, format }));

export const CASES: readonly Dp4aShape[] = [
  ...both({ rows: 64, columns: 64 }),
  ...both({ rows: 97, columns: 1000 }),
  ...both({ rows: 100, columns: 36, input: 'plain', bias: true }),
  ...both({ rows: 36, columns: 100, input: 'norm', output: 'swiglu' }),
  ...both({ rows: 1, columns: 2, input: 'norm' }),
  shape({ format: 'int4', rows: 97, columns: 1000, input: 'plain', output: 'add' }),
  shape({ format: 'int4', rows: 70, columns: 1000, input: 'norm', output: 'swiglu', bias: true }),
  shape({ format: 'int8', rows: 4200, columns: 96, input: 'norm', bias: true }),
  shape({ format: 'int4', rows: 90, columns: 130, input: 'merge', output: 'add', bias: true }),
  shape({ format: 'int8', rows: 90, columns: 26, input: 'merge', output: 'add' }),
  shape({ format: 'int4', rows: 131, columns: 200, variant: { lanes: 16, rows: 4, slices: 1, reduction: 'tree' } }),
  shape({ format: 'int4', rows: 131, columns: 200, variant: { lanes: 8, rows: 8, slices: 1, reduction: 'tree' } }),
  shape({ format: 'int4', rows: 131, columns: 200, variant: { lanes: 8, rows: 1, slices: 32, reduction: 'tree' } }),
  shape({
    ...{ format: 'int4', rows: 138, columns: 200, input: 'norm', output: 'swiglu' },
    variant: { lanes: 32, rows: 4, slices: 8, reduction: 'tree' },
  }),
];

/** Checks a linear layer, with whatever is fused to it, for every row of a pass: int8 on exact integers, f32 on float64. */
import type { CheckBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { sumTolerance, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, padded } from '../../src/kernels/matrix/layout';
import { run } from '../../src/kernels/rows';
import { quantiseReference, type Rounded } from '../quantise-activations/reference';
import { uploadRounded } from '../quantise-activations/upload';
import { blockedDot, dotReference, swigluOfSums, type Sum } from './reference';
import { outputsOf, type LinearShape, type LinearTarget } from './shape';

/** What a kernel reads, and the x of each token that it has to work with: numbers, or levels where it multiplies integers. */
export interface CheckedInput<Source> {
  readonly from: Source;
  readonly rows: readonly (ArrayLike<number> | Rounded)[];
  /** Beyond that of the sums: what f32 may be off by in x itself. */
  readonly tolerance?: number;
}

/** @param create dispatches that read `from`; `rows` is the table of the pass */
export async function checkLinear<Source>(
  bench: CheckBench,
  shape: LinearShape,
  { from, rows, tolerance = 0 }: CheckedInput<Source>,
  create: (matrix: GpuMatrix, from: Source, to: LinearTarget & { rows: GPUBuffer }) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  const { meter } = bench;
  const { tokens, output } = shape;
  const { matrix, row } = await checkMatrix(bench, shape.matrix, 11);
  const bias = shape.bias ? bench.tensor(1, shape.matrix.rows, 13) : null;
  const outputs = outputsOf(shape.matrix, output);
  const before = bench.tensor(tokens, outputs, 14);
  // One token more than the pass has: its row must stay as it was.
  const { buffer: y, stride } = bench.output(tokens, outputs);
  if (output === 'add') bench.context.device.queue.writeBuffer(y, 0, before.values);
  const to = { y, output, bias: bias?.buffer ?? null, rows: bench.rows(run(5, tokens)) };
  await bench.run(tokens, ...(await create(matrix, from, to)));
  const got = await bench.floats(y, stride * (tokens + 1));

  for (const n of spread(outputs, tokens > 1 ? 48 : 96)) {
    const [weights, up] = [row(n), output === 'swiglu' ? row(n + outputs) : null];
    for (const m of spread(tokens, 24)) {
      const x = rows[m] ?? [];
      const sum = biased(product(weights, x), bias?.values[n]);
      const expected = up === null ? sum : swigluOfSums(sum, biased(product(up, x), bias?.values[n + outputs]));
      const old = output === 'add' ? (before.values[m * stride + n] ?? 0) : 0;
      meter.compare(got[m * stride + n], expected.value + old, expected.size + Math.abs(old), [m, n]);
    }
    meter.untouched(got[tokens * stride + n]);
  }
  // Padding columns of an activation stay as they are.
  if (output !== 'add') for (let n = outputs; n < padded(outputs); n++) meter.untouched(got[n]);
  return meter.result(tolerance + sumsTolerance(shape));
}

/** Products within a block of integers are exact, so that f32 rounds only the sum over blocks, and the scales. */
const sumsTolerance = ({ arithmetic, matrix }: LinearShape): number =>
  arithmetic === 'int8' ? sumTolerance(blocksOf(matrix)) + 8 * UNIT_ROUNDOFF : sumTolerance(matrix.columns);

const product = (row: ArrayLike<number>, x: ArrayLike<number> | Rounded): Sum =>
  'levels' in x ? blockedDot(row, x) : dotReference(row, x);

const biased = ({ value, size }: Sum, bias = 0): Sum => ({ value: value + bias, size: size + Math.abs(bias) });

/** x as it is: (tokens, columns) f32, random with outliers. */
export function plainInput(
  bench: CheckBench,
  { tokens, matrix: { columns } }: LinearShape,
): { readonly x: GPUBuffer; readonly rows: readonly Float32Array[] } {
  const { buffer, values, stride } = bench.tensor(tokens, columns, 12);
  return { x: buffer, rows: Array.from({ length: tokens }, (_, m) => values.subarray(m * stride, (m + 1) * stride)) };
}

/** x rounded before, as quantise-activations leaves it. @param tokens for which there is room */
export function levelsInput(
  bench: CheckBench,
  shape: LinearShape,
): { readonly levels: GPUBuffer; readonly blocks: GPUBuffer; readonly rows: readonly Rounded[] } {
  const rows = plainInput(bench, shape).rows.map(quantiseReference);
  return { ...uploadRounded(bench, rows), rows };
}

/** Checks attention, split or not, against the float64 reference: rows of several sequences over a cache with a poisoned remainder. */
import { cacheElements } from '../../src/kernels/cache/layout';
import { cachedValue, readHead, writeHead } from '../../src/kernels/cache/reference';
import type { CheckBench } from '../../src/kernels/check/bench';
import { UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import { run, type Row } from '../../src/kernels/rows';
import { ropeReference, ropeTable } from '../rope/reference';
import { attentionReference } from './reference';
import type { AttentionBuffers } from '.';
import { scratch, type AttentionShape, type Unvaried } from './plan';

interface Cache {
  readonly buffer: GPUBuffer;
  readonly head: (row: Row, head: number) => Float64Array;
}

const SEQUENCES = 4;

/** A cache that holds a sequence up to the `filled` positions that it has, and NaN behind. */
function makeCache(bench: CheckBench, shape: Unvaried, filled: readonly number[], seed: number): Cache {
  const { keyValueHeads, headDim } = shape;
  const halves = new Uint16Array(cacheElements(shape, SEQUENCES)).fill(0x7e00);
  filled.forEach((positions, sequence) => {
    const random = activations(keyValueHeads * positions * headDim, seed + sequence);
    for (let i = 0; i < keyValueHeads * positions; i++) {
      const at = { row: { sequence, position: i % positions }, head: Math.floor(i / positions) };
      writeHead(halves, shape, at, random.subarray(i * headDim, (i + 1) * headDim));
    }
  });
  return {
    buffer: bench.upload(new Uint32Array(halves.buffer)),
    head: (row, head) => readHead(halves, shape, row, head).subarray(0, headDim),
  };
}

/**
 * Prefill: a run of one sequence between rows of others, one of which it goes on behind. Decode: each row of another sequence, at
 * unlike positions, the deepest first.
 */
function rowsOf({ phase, capacity }: Unvaried): readonly Row[] {
  // As deep as 300 tokens: beyond, the loop only repeats itself and the reference gets slow.
  const deep = Math.min(capacity - 1, 300);
  const middle = Math.floor(deep / 2);
  if (phase === 'decode') {
    return [
      { sequence: 2, position: deep },
      { sequence: 0, position: 0 },
      { sequence: 3, position: middle },
    ];
  }
  const count = Math.min(capacity - 2, 18);
  return [
    { sequence: 2, position: middle },
    ...run(deep - count, count, 1),
    { sequence: 0, position: Math.min(3, deep) },
    { sequence: 1, position: deep },
  ];
}

const ROPE = { theta: 10000, scaling: null };

/** @param dispatches makes what is checked */
export async function checkAttention(
  bench: CheckBench,
  shape: AttentionShape,
  dispatches: (buffers: AttentionBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  const { meter } = bench;
  const { heads, keyValueHeads, headDim } = shape;
  const table = rowsOf(shape);
  const here = shape.append === 'here';
  const filled = Array.from({ length: SEQUENCES }, (_, sequence) => {
    const own = table.filter((row) => row.sequence === sequence).map(({ position }) => position);
    return Math.max(0, ...own) + (here || own.length === 0 ? 0 : 1);
  });
  const keys = makeCache(bench, shape, filled, 121);
  const values = makeCache(bench, shape, filled, 221);
  const qkv = bench.tensor(table.length, (heads + 2 * keyValueHeads) * headDim, 123);
  const { buffer: out, stride } = bench.output(table.length, heads * headDim);
  const dispatched = await dispatches({
    ...{ qkv: qkv.buffer, keys: keys.buffer, values: values.buffer, rows: bench.rows(table), out },
    table: bench.upload(ropeTable(shape.capacity, headDim, ROPE)),
    // Keys are split in decode alone.
    ...scratch(bench.context, shape, shape.phase === 'decode' ? table.length : 1),
  });
  await bench.run(table.length, ...dispatched);
  const got = await bench.floats(out, stride * (table.length + 1));

  /** A head of q|k|v as it was given. */
  const given = (head: number, r: number) => qkv.row(r).subarray(head * headDim, (head + 1) * headDim);
  const turned = (head: Float32Array, { position }: Row) => ropeReference(head, position, ROPE);
  /** What the cache holds where row r looks: its own too, which the kernel may have put there. */
  const key = (r: number, row: Row, at: Row, head: number) =>
    here && at.position === row.position ? turned(given(heads + head, r), row).map(cachedValue) : keys.head(at, head);
  const value = (r: number, row: Row, at: Row, head: number) =>
    here && at.position === row.position
      ? Float64Array.from(given(heads + keyValueHeads + head, r), cachedValue)
      : values.head(at, head);
  for (const r of spread(table.length, 7)) {
    const row = table[r] ?? { sequence: 0, position: 0 };
    for (const head of spread(heads, 9)) {
      const shared = Math.floor(head / (heads / keyValueHeads));
      const query = given(head, r);
      const seen = run(0, row.position + 1, row.sequence);
      const expected = attentionReference(
        here ? turned(query, row) : query,
        seen.map((at) => key(r, row, at, shared)),
        seen.map((at) => value(r, row, at, shared)),
      );
      for (let d = 0; d < headDim; d++) {
        const size = (expected.sizes[d] ?? 0) + 1e-3;
        meter.compare(got[r * stride + head * headDim + d], expected.values[d] ?? NaN, size);
      }
    }
    if (!here) continue;
    await compareCache(bench, shape, row, { buffer: keys.buffer, expected: (head) => key(r, row, row, head) });
    await compareCache(bench, shape, row, { buffer: values.buffer, expected: (head) => value(r, row, row, head) });
  }
  meter.untouched(got[table.length * stride]);
  // Scores reach hundreds here (outlier meets outlier), and exp turns their absolute error into a relative one:
  // 300 * 2^-24 from the score itself and as much from exp (WGSL: 3 + 2|x| units in the last place).
  return meter.result(2048 * UNIT_ROUNDOFF);
}

/** The row's own key or value lies in the cache, rounded, and what is behind it is as it was. */
async function compareCache(
  bench: CheckBench,
  shape: Unvaried,
  row: Row,
  { buffer, expected }: { readonly buffer: GPUBuffer; readonly expected: (head: number) => ArrayLike<number> },
): Promise<void> {
  const words = await bench.words(buffer, cacheElements(shape, SEQUENCES) / 2);
  const halves = new Uint16Array(words.buffer);
  for (const head of spread(shape.keyValueHeads, 3)) {
    const own = expected(head);
    const held = readHead(halves, shape, row, head);
    for (let d = 0; d < shape.headDim; d++) {
      // One f16 rounding either way where RoPE's f32 sum lies at the border between two.
      bench.meter.compare(held[d], own[d] ?? NaN, Math.abs(own[d] ?? 0) * 16 + 1e-3);
    }
    if (row.position + 1 < shape.capacity) {
      bench.meter.untouched(readHead(halves, shape, { ...row, position: row.position + 1 }, head)[0]);
    }
  }
}

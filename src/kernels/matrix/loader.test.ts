/** The loaders' WGSL by itself: every scale that FP4 has, and its levels as bytes. How kernels use them is tested with the kernels. */
import { expect, it } from 'vitest';
import { withDevice } from '../../../test/fixtures/device';
import { onBench } from '../check/bench';
import { defineKernel } from '../define';
import { flops, bytes } from '../../foundation/units';
import { emptyMatrix, scalePlace } from './layout';
import { assemble } from '../template';
import { E2M1_LEVELS, loader } from './loader';
import { fromE2m1, fromE4m3, fromE8m0 } from './minifloat';

const context = withDevice();

interface Computation {
  readonly name: string;
  readonly source: string;
  readonly length: number;
}

const kernel = defineKernel<Computation, Readonly<Record<string, GPUBuffer>>>({
  name: 'loader-test',
  describe: ({ name }) => name,
  cost: () => ({ flops: flops(0), bytes: bytes(0) }),
  check: () => Promise.reject(new Error('a test of its own')),
  program: (_, { source, length }) => ({
    ...assemble(source),
    constants: {},
    workgroups: () => [Math.ceil(length / 64), 1, 1],
  }),
  cases: [],
});

/** Words 0..length-1 of what `source` writes to its first buffer, given `inputs` in the others. */
function compute(name: string, source: string, inputs: readonly Uint32Array[], length: number): Promise<Uint32Array> {
  return onBench(context(), async (bench) => {
    const out = bench.poisoned(length);
    const all = [out, ...inputs.map((input) => bench.upload(input))];
    const { bindings } = assemble(source);
    const buffers = Object.fromEntries(all.map((buffer, i) => [bindings[i] ?? '', buffer]));
    await bench.run(1, await kernel.create(context(), { name, source, length }, buffers));
    return bench.words(out, length);
  });
}

const ROWS = 256;

/** Scales of rows 0..255 in both groups, whose 8 bits are the row's own number. */
async function scales(format: 'mxfp4' | 'nvfp4', groups: 1 | 2): Promise<Float32Array> {
  const matrix = emptyMatrix({ format, rows: ROWS, columns: 32 });
  if (format === 'nvfp4') matrix.scales.set(new Uint32Array(Float32Array.of(3).buffer));
  for (let row = 0; row < ROWS; row++) {
    const { index, shift } = scalePlace(matrix.shape, 0, row);
    // The second group runs the other way, so that a mix-up shows.
    const bits = groups === 1 ? row : (row & 127) | ((127 - (row & 127)) << 8);
    matrix.scales[index] = ((matrix.scales[index] ?? 0) | (bits << shift)) >>> 0;
  }
  const { declarations, quad } = loader(format, false);
  const source = `
@buffer var<storage, read_write> out: array<f32>;
const N_PADDED = ${ROWS}u;
${declarations + quad}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  // quad is named, or the layout would lack its buffer.
  out[id.x] = scale(0u, id.x / ${ROWS}u, id.x % ${ROWS}u) + 0.0 * quad(0u, 0u, 0u).x;
}`;
  const got = await compute(`${format} scales`, source, [matrix.words, matrix.scales], groups * ROWS);
  return new Float32Array(got.buffer);
}

it('reads half of every E8M0 scale of four rows a word; one whose half is not a normal f32 is zero', async () => {
  const got = await scales('mxfp4', 1);
  for (let row = 0; row < 255; row++) expect(got[row]).toBe(row < 2 ? 0 : fromE8m0(row) / 2);
});

it('reads half of every E4M3 scale times the tensor’s, subnormal ones exactly, in both groups', async () => {
  const got = await scales('nvfp4', 2);
  for (let code = 0; code < 127; code++) {
    expect(got[code]).toBe((3 * fromE4m3(code)) / 2);
    expect(got[ROWS + 127 - code]).toBe((3 * fromE4m3(code)) / 2);
  }
});

it('gives the sixteen levels of E2M1 as bytes, twice their values, whatever stands beside them', async () => {
  const inputs = Uint32Array.from({ length: 1024 }, (_, i) => Math.imul(i + 1, 0x9e3779b9) >>> 0);
  const code = `
@buffer var<storage, read_write> out: array<u32>;
@buffer var<storage, read> nibbles: array<u32>;
${E2M1_LEVELS}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  out[id.x] = e2m1_levels(nibbles[id.x]);
}`;
  const got = new Int8Array((await compute('levels', code, [inputs], inputs.length)).buffer);
  const given = new Uint8Array(inputs.buffer);
  expect(new Set(given.map((byte) => byte & 15)).size).toBe(16);
  expect(Array.from(got)).toEqual(Array.from(given, (byte) => 2 * fromE2m1(byte & 15) + 0));
});

/** The WGSL that reads and writes the KV cache. Kernels know nothing else of it: where a position lies, and in which format. */
import { cachedHead, type CacheShape } from './layout';

/**
 * The seam for other caches: one in pages has another `place`, one in another format other quads and `put`.
 *
 * A loader's text declares its buffers and
 * - `place(sequence, position) -> u32`: where a position of a sequence is, for the functions below;
 * - `key_quad(at, head, quad) -> vec4<f32>` and `value_quad`: four neighbouring elements of a key/value head at a place;
 * - `put(at, head, quad, row)`, where it may write: holds that quad of `new_key(row, head, quad) -> vec4<f32>` and of `new_value`,
 *   which the kernel declares and which are zero beyond the head. It is called for every quad of a head (a format with one scale for
 *   all of a head can ask for the others').
 */
export interface CacheLoader {
  readonly declarations: (access: 'read' | 'read_write') => string;
  /** Values of the `override` constants in the declarations; QUADS, of a cached head, is for the kernel too. */
  readonly constants: (shape: CacheShape) => Readonly<Record<string, number>>;
}

const PUT = `
// Largest finite f16: what lies beyond would be undefined in pack2x16float.
const LARGEST_HALF = 65504.0;

fn narrow(quad: vec4<f32>) -> vec2<u32> {
  let held = clamp(quad, vec4<f32>(-LARGEST_HALF), vec4<f32>(LARGEST_HALF));
  return vec2<u32>(pack2x16float(held.xy), pack2x16float(held.zw));
}

fn put(at: u32, head: u32, quad: u32, row: u32) {
  keys[quad_index(at, head, quad)] = narrow(new_key(row, head, quad));
  values[quad_index(at, head, quad)] = narrow(new_value(row, head, quad));
}`;

/** Each sequence has all of its room from the start; see layout.ts. */
export const contiguousHalves: CacheLoader = {
  declarations: (access) => `
override KV_HEADS: u32;
override CAPACITY: u32;      // positions of a sequence
override QUADS: u32;         // padded head / 4
@buffer var<storage, ${access}> keys: array<vec2<u32>>;      // (sequences, KV_HEADS, CAPACITY, QUADS)
@buffer var<storage, ${access}> values: array<vec2<u32>>;    // (sequences, KV_HEADS, CAPACITY, QUADS)

fn place(sequence: u32, position: u32) -> u32 {
  return sequence * KV_HEADS * CAPACITY + position;
}

fn quad_index(at: u32, head: u32, quad: u32) -> u32 {
  return (at + head * CAPACITY) * QUADS + quad;
}

fn widen(pair: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(pair.x), unpack2x16float(pair.y));
}

fn key_quad(at: u32, head: u32, quad: u32) -> vec4<f32> {
  return widen(keys[quad_index(at, head, quad)]);
}

fn value_quad(at: u32, head: u32, quad: u32) -> vec4<f32> {
  return widen(values[quad_index(at, head, quad)]);
}
${access === 'read' ? '' : PUT}`,
  constants: ({ keyValueHeads, headDim, capacity }) => ({
    KV_HEADS: keyValueHeads,
    CAPACITY: capacity,
    QUADS: cachedHead(headDim) / 4,
  }),
};

/**
 * How activations are rounded to 8-bit integers, and how they lie in memory:
 *
 *   levels: vec4<u32> (rows, K / 16)   four levels a word, -127..127, the lowest column in the lowest byte
 *   blocks: vec2<u32> (rows, K / 32)   of each block of 32 columns the f32 scale and the i32 sum of its levels, as bits
 *
 * The scale is the largest magnitude of the block / 127; a level is the nearest integer to activation / scale. The sum serves
 * weights whose levels are stored with an offset: sum((w - 8) x) = sum(w x) - 8 sum(x). Not a kernel: two share this text.
 */
import { unroll } from '../template';

/** u32 words of the levels, and of the scales and sums, of `rows` rows of `width` columns (padded). */
export const levelWords = (rows: number, width: number): number => (rows * width) / 4;
export const blockWords = (rows: number, width: number): number => (rows * width) / 16;

/**
 * Declares `quantise(first)`, the block whose first quad is number `first`; the kernel declares `activation(quad)`, the vec4<f32>
 * to be rounded.
 */
export const quantiseBlock = `
struct Quantised { low: vec4<u32>, high: vec4<u32>, scale: f32, sum: i32 }

fn four(levels: vec4<i32>) -> u32 {
  let bytes = bitcast<vec4<u32>>(levels) & vec4<u32>(255u);
  return bytes.x | (bytes.y << 8u) | (bytes.z << 16u) | (bytes.w << 24u);
}

fn quantise(first: u32) -> Quantised {
  ${unroll(8, (q) => `let v${q} = activation(first + ${q}u);`)}
  let most = max(max(max(abs(v0), abs(v1)), max(abs(v2), abs(v3))), max(max(abs(v4), abs(v5)), max(abs(v6), abs(v7))));
  let largest = max(max(most.x, most.y), max(most.z, most.w));
  // Below the normal numbers the quotient would overflow: so small a block counts as zero.
  let usable = largest >= 1e-36;
  let inverse = select(0.0, 127.0 / largest, usable);
  ${unroll(8, (q) => `let l${q} = vec4<i32>(round(v${q} * inverse));`)}
  let sums = l0 + l1 + l2 + l3 + l4 + l5 + l6 + l7;
  return Quantised(
    vec4<u32>(four(l0), four(l1), four(l2), four(l3)),
    vec4<u32>(four(l4), four(l5), four(l6), four(l7)),
    select(0.0, largest * (1.0 / 127.0), usable),
    sums.x + sums.y + sums.z + sums.w,
  );
}`;

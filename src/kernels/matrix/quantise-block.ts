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
 * Declares `quantise(first, block)`, which rounds the block whose first quad is number `first` and stores its levels as those of
 * block number `block`. The kernel declares `levels`, `activation(quad)`, the vec4<f32> to be rounded, and BLOCKS.
 */
export const quantiseBlock = `
struct Quantised { scale: f32, sum: i32 }

fn four(levels: vec4<i32>) -> u32 {
  let bytes = bitcast<vec4<u32>>(levels) & vec4<u32>(255u);
  return bytes.x | (bytes.y << 8u) | (bytes.z << 16u) | (bytes.w << 24u);
}

fn quantise(first: u32, block: u32) -> Quantised {
  var most = vec4<f32>(0.0);
  // Bounds that are known only at run time keep compilers from unrolling, which takes some of them seconds.
  for (var q = 0u; q < min(8u, BLOCKS * 8u); q += 1u) {
    most = max(most, abs(activation(first + q)));
  }
  let largest = max(max(most.x, most.y), max(most.z, most.w));
  // Below the normal numbers the quotient would overflow: so small a block counts as zero.
  let usable = largest >= 1e-36;
  let inverse = select(0.0, 127.0 / largest, usable);
  var sums = vec4<i32>(0);
  for (var half = 0u; half < min(2u, BLOCKS * 2u); half += 1u) {
    ${unroll(4, (q) => `let l${q} = vec4<i32>(round(activation(first + half * 4u + ${q}u) * inverse));`)}
    levels[block * 2u + half] = vec4<u32>(four(l0), four(l1), four(l2), four(l3));
    sums += l0 + l1 + l2 + l3;
  }
  return Quantised(select(0.0, largest * (1.0 / 127.0), usable), sums.x + sums.y + sums.z + sums.w);
}`;

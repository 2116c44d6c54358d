/** What is unrolled into subgroup.wgsl: scores and sums of a lane, each with a name of its own, and what passes between lanes. */
import { unroll } from '../../src/kernels/template';
import { shared, wholeOutput } from './parts';
import type { SubgroupVariant } from './plan';

/**
 * Placeholders of subgroup.wgsl.
 *
 * @param quads of the padded head
 */
export function subgroupTexts({ rows, keys, lanes }: SubgroupVariant, quads: number) {
  const own = Math.ceil(quads / lanes);
  /** Quads beyond the last are computed like it and not stored. */
  const last = own * lanes > quads;
  const quad = (q: number) => (last ? `min(${q * lanes}u + lane, QUADS - 1u)` : `${q * lanes}u + lane`);
  return {
    COMMON: shared('before', wholeOutput),
    R: String(rows),
    KEYS: String(keys),
    LANES: String(lanes),
    ACROSS: across(lanes),
    DECLARE: unroll(rows, (r) =>
      [`var high${r} = LOWEST;`, `var total${r} = 0.0;`, unroll(own, (q) => `var sum${r}_${q} = vec4<f32>(0.0);`)].join(
        '\n',
      ),
    ),
    LIMITS: unroll(rows, (r) => `let limit${r} = seen_within(first_row + ${r}u, begin, end);`),
    KEYS_OF_LANE: [
      unroll(keys, (k) => `let key${k} = first + ${k * lanes}u + lane;`),
      unroll(keys, (k) => `let at${k} = place(sequence, min(key${k}, seen - 1u));`),
      unroll(rows, (r) => unroll(keys, (k) => `var score${r}_${k} = 0.0;`)),
    ].join('\n'),
    DOTS: [
      unroll(keys, (k) => `let k${k} = key_quad(at${k}, shared_head, d);`),
      unroll(rows / lanes, (i) => `let own${i} = queries[d * R + ${i * lanes}u + lane];`),
      unroll(rows, (r) =>
        [
          `let q${r} = subgroupBroadcast(own${Math.floor(r / lanes)}, ${r % lanes}u);`,
          unroll(keys, (k) => `score${r}_${k} = mac(k${k}, q${r}, score${r}_${k});`),
        ].join('\n'),
      ),
    ].join('\n'),
    WEIGH: unroll(rows, (r) =>
      [
        unroll(keys, (k) => `score${r}_${k} = select(LOWEST, score${r}_${k}, key${k} < limit${r});`),
        `let new${r} = max(high${r}, highest(${nest(keys, 'max', (k) => `score${r}_${k}`)}));`,
        `let shrink${r} = exp(high${r} - new${r});`,
        `high${r} = new${r};`,
        unroll(keys, (k) => `score${r}_${k} = exp(score${r}_${k} - new${r});`),
        `total${r} = total${r} * shrink${r} + (${Array.from({ length: keys }, (_, k) => `score${r}_${k}`).join(' + ')});`,
        unroll(own, (q) => `sum${r}_${q} *= shrink${r};`),
      ].join('\n'),
    ),
    SUM: [
      unroll(keys, (k) => `let from${k} = place(sequence, min(first + ${k * lanes}u + other, seen - 1u));`),
      unroll(keys, (k) => unroll(own, (q) => `let v${k}_${q} = value_quad(from${k}, shared_head, ${quad(q)});`)),
      unroll(rows, (r) =>
        unroll(keys, (k) =>
          [
            `let w${r}_${k} = vec4<f32>(subgroupShuffle(score${r}_${k}, other));`,
            unroll(own, (q) => `sum${r}_${q} = fma(w${r}_${k}, v${k}_${q}, sum${r}_${q});`),
          ].join('\n'),
        ),
      ),
    ].join('\n'),
    STORE: unroll(rows, (r) =>
      [
        `let all${r} = altogether(total${r});`,
        `if (first_row + ${r}u < rows.count) {`,
        unroll(own, (q) => `store(first_row + ${r}u, head, ${q * lanes}u + lane, sum${r}_${q} / all${r});`),
        '}',
      ].join('\n'),
    ),
  };
}

const nest = (count: number, call: string, of: (i: number) => string): string =>
  Array.from({ length: count - 1 }, (_, i) => of(i + 1)).reduce((inner, next) => `${call}(${inner}, ${next})`, of(0));

/** By broadcasts, each of them one instruction: a software adapter computes subgroupMax lane by lane. */
const across = (lanes: number): string => {
  const lane = (i: number) => `subgroupBroadcast(value, ${i}u)`;
  return `
fn highest(value: f32) -> f32 {
  return ${nest(lanes, 'max', lane)};
}
fn altogether(value: f32) -> f32 {
  return ${Array.from({ length: lanes }, (_, i) => lane(i)).join(' + ')};
}`;
};

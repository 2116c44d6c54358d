/** The WGSL by which gemv multiplies a block of 32 columns: how much of the weights and of x a lane reads at once. */
import type { BlockLoader } from '../../src/kernels/matrix/block-loader';
import { unroll } from '../../src/kernels/template';
import type { InputPart, Sum } from './parts';
import { SHARING_LANES, type GemvVariant } from './variants';

interface Product {
  readonly load: BlockLoader;
  readonly input: InputPart;
  readonly sums: readonly Sum[];
}

/** What runs for each `block`. */
export const columns: Readonly<Record<GemvVariant['reading'], (product: Product) => string>> = {
  // Little code: where registers are few and reads are long, as on a software adapter, unrolling more is slower.
  pairs: ({ load, input, sums }) => {
    const [low, high] = load.pairQuads('levels');
    return `for (var group = 0u; group < GROUPS; group += 1u) {
      ${unroll(sums.length, (i) => `var part${i} = 0.0;`)}
      for (var j = group * 4u / GROUPS; j < (group + 1u) * 4u / GROUPS; j += 1u) {
        ${input.value('low', 'block * 8u + j * 2u')}
        ${input.value('high', 'block * 8u + j * 2u + 1u')}
        ${sums.map(({ row }, i) => `{ let levels = pair(block, j, ${row}); part${i} += dot(${low}, low) + dot(${high}, high); }`).join('\n')}
      }
      ${sums.map(({ name, row }, i) => `${name} += part${i} * scale(block, group, ${row});`).join('\n')}
    }`;
  },
  // One read of 16 bytes a chunk; x stays in registers for all rows.
  blocks: ({ load, input, sums }) =>
    wholeBlocks(
      load,
      sums,
      unroll(8, (q) => input.value(`x${q}`, `block * 8u + ${q}u`)),
    ),
  // Each lane reads one quad of x and hands it to the others.
  shared: ({ load, input, sums }) =>
    wholeBlocks(
      load,
      sums,
      [
        input.value('own', `block * 8u + subgroup_lane % ${SHARING_LANES}u`),
        unroll(8, (q) => `let x${q} = subgroupBroadcast(own, ${q}u);`),
      ].join('\n'),
    ),
};

/** @param x declares x0 .. x7 */
function wholeBlocks(load: BlockLoader, sums: readonly Sum[], x: string): string {
  const rows = sums.map(({ name, row }) => `{ ${ofRow(load, name, row)} }`);
  return [x, ...rows].join('\n');
}

function ofRow(load: BlockLoader, sum: string, row: string): string {
  const chunks = load.chunks(row);
  const quads = chunks.flatMap((_, c) => load.chunkQuads(`chunk${c}`));
  const groupOf = (q: number) => (q * load.groups) / quads.length;
  return [
    ...chunks.map((chunk, c) => `let chunk${c} = ${chunk};`),
    unroll(load.groups, (group) => `var part${group} = 0.0;`),
    ...quads.map((quad, q) => `part${Math.floor(groupOf(q))} += dot(${quad}, x${q});`),
    unroll(load.groups, (group) => `${sum} += part${group} * scale(block, ${group}u, ${row});`),
  ].join('\n');
}

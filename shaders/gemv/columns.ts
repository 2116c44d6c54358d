/** The WGSL by which a lane of gemv multiplies a block of 32 columns: what it reads of the weights and of x at once, and in which order. */
import { unroll } from '../../src/kernels/template';
import type { Arithmetic } from '../linear/arithmetic';
import { eachSum } from '../linear/output';
import type { ArithmeticName } from '../linear/shape';
import type { InputPart } from './inputs';
import { sharersOf, SHARING_LANES, type GemvVariant } from './variants';

interface Product {
  readonly name: ArithmeticName;
  readonly arithmetic: Arithmetic;
  readonly input: InputPart;
  /** Rows that a lane sums over, */
  readonly rows: number;
  /** and how. */
  readonly variant: Pick<GemvVariant, 'tokens' | 'reading'>;
}

export interface Columns {
  /** Before the loop over blocks: where rows of x begin. */
  readonly declare: string;
  /** For each `block`. */
  readonly block: string;
  /** Sums of squares of token t, as WGSL over the lanes that share x; for inputs that are normed. */
  readonly square: (t: number) => string;
}

/** How x comes to a lane: which rows of it the lane reads, and how it gets the others. */
interface Reads {
  /** Rows that a lane reads for itself; each has a sum of squares. */
  readonly own: number;
  /** The token of such a row within those of the workgroup, as WGSL. */
  readonly token: (i: number) => string;
  /** At the beginning of a block. */
  readonly block: string;
  /** Scale and sum of levels of token t in the block, as WGSL. */
  readonly scale: (t: number) => string;
  /** Declares x0, x1 …, each with `suffix`: quad `q` of the block, of each token. */
  readonly quad: (q: string, suffix: string) => string;
  readonly square: (t: number) => string;
}

export function columnsOf(product: Product): Columns {
  const { input, variant } = product;
  const reads = readsOf(product);
  const row = (i: number) => {
    if (input.made) return `(${reads.token(i)}) * BLOCKS`;
    return variant.tokens === 1 ? 'token * BLOCKS' : `min(token + ${reads.token(i)}, last) * BLOCKS`;
  };
  return {
    declare: [
      unroll(reads.own, (i) => `let at${i} = ${row(i)};`),
      input.normed ? unroll(reads.own, (i) => `var square${i} = 0.0;`) : '',
      eachSum(product.rows, variant.tokens, (sum) => `var ${sum} = 0.0;`),
    ].join('\n'),
    block: `${reads.block}\n${isRolled(variant) ? rolled(product, reads) : unrolled(product, reads)}`,
    square: reads.square,
  };
}

/** Little code where registers are few and reads are long, as on a software adapter: unrolling more is slower there. */
const isRolled = ({ tokens, reading }: Product['variant']): boolean =>
  reading === 'pairs' || (reading === 'shared' && tokens > 1);

function readsOf({ name, input, variant }: Product): Reads {
  const { tokens, reading } = variant;
  const value = (x: string, i: number, q: string) => input.value(x, `at${i}`, q, `square${i}`);
  const scaleAt = (i: number) => (name === 'int8' ? `blocks[at${i} + block]` : '');
  if (reading !== 'shared') {
    const whole = name === 'int8' && !isRolled(variant);
    return {
      own: tokens,
      token: (i) => `${i}u`,
      block: whole
        ? unroll(
            tokens,
            (t) => `let low${t} = levels[(at${t} + block) * 2u]; let high${t} = levels[(at${t} + block) * 2u + 1u];`,
          )
        : '',
      scale: scaleAt,
      quad: (q, suffix) =>
        unroll(tokens, (t) => (whole ? `let x${t}${suffix} = ${component(t, q)};` : value(`x${t}${suffix}`, t, q))),
      square: (t) => `square${t}`,
    };
  }
  const sharers = sharersOf(tokens);
  // Each lane reads one quad of x and hands it to the others,
  if (tokens === 1) {
    return {
      own: 1,
      token: () => '0u',
      block: value('own', 0, `(subgroup_lane % ${SHARING_LANES}u)`),
      scale: scaleAt,
      quad: (q, suffix) => `let x0${suffix} = subgroupBroadcast(own, ${q});`,
      square: () => 'over_sharing(square0)',
    };
  }
  // or it reads for one token, and hands that round.
  const own = Math.ceil(tokens / sharers);
  const from = (held: string, t: number) => `subgroupBroadcast(${held}${Math.floor(t / sharers)}, ${t % sharers}u)`;
  return {
    own,
    token: (i) => `${i * sharers}u + subgroup_lane % ${sharers}u`,
    block:
      name === 'int8'
        ? [
            unroll(own, (i) => `let own_scale${i} = ${scaleAt(i)};`),
            unroll(tokens, (t) => `let scale${t} = ${from('own_scale', t)};`),
          ].join('\n')
        : '',
    scale: (t) => `scale${t}`,
    quad: (q, suffix) =>
      [
        unroll(own, (i) => value(`own${suffix}${i}`, i, q)),
        unroll(tokens, (t) => `let x${t}${suffix} = ${from(`own${suffix}`, t)};`),
      ].join('\n'),
    square: (t) => from('square', t),
  };
}

const component = (t: number, q: string): string => {
  const index = Number.parseInt(q, 10);
  return `${index < 4 ? 'low' : 'high'}${t}.${['x', 'y', 'z', 'w'][index % 4] ?? ''}`;
};

const clear = ({ arithmetic, rows, variant }: Product): string =>
  eachSum(rows, variant.tokens, (_, r, t) => `var part${r}_${t} = ${arithmetic.zero};`);

/** Once for all rows: a read in each of them is a read for each of them, at least on a software adapter. */
const scales = ({ name, variant }: Product, { scale }: Reads): string =>
  name === 'int8' ? unroll(variant.tokens, (t) => `let of_x${t} = ${scale(t)};`) : '';

const add = (product: Product, reads: Reads, group: string): string =>
  [
    scales(product, reads),
    eachSum(
      product.rows,
      product.variant.tokens,
      (sum, r, t) => `${sum} += ${product.arithmetic.scaled(`part${r}_${t}`, group, `row${r}`, `of_x${t}`)};`,
    ),
  ].join('\n');

function rolled(product: Product, reads: Reads): string {
  const { arithmetic, rows, variant } = product;
  const [low, high] = arithmetic.read.quads('pair');
  const ofRow = (r: number) => `{
      let pair = pair(block, j, row${r});
      let low = ${low};
      let high = ${high};
      ${unroll(variant.tokens, (t) => `part${r}_${t} += ${arithmetic.dot('low', `x${t}_0`)} + ${arithmetic.dot('high', `x${t}_1`)};`)}
    }`;
  return `for (var group = 0u; group < GROUPS; group += 1u) {
  ${clear(product)}
  for (var j = group * 4u / GROUPS; j < (group + 1u) * 4u / GROUPS; j += 1u) {
    ${unroll(2, (half) => reads.quad(`(j * 2u + ${half}u)`, `_${half}`))}
    ${unroll(rows, ofRow)}
  }
  ${add(product, reads, 'group')}
}`;
}

/** All of a block by its chunks of 16 bytes. */
function unrolled(product: Product, reads: Reads): string {
  const { arithmetic, rows, variant } = product;
  const { read } = arithmetic;
  const chunks = (r: number) =>
    read
      .chunks(`row${r}`)
      .map((chunk, c) => `let chunk${r}_${c} = ${chunk};`)
      .join('\n');
  const quads = (r: number) =>
    read.chunks('').flatMap((_, c) => read.pairs(`chunk${r}_${c}`).flatMap((pair) => read.quads(pair)));
  const ofGroup = (group: number, line: (q: number) => string) =>
    unroll(8 / read.groups, (i) => line((group * 8) / read.groups + i));
  // One token's x stays in registers for all rows;
  if (variant.tokens === 1) {
    const ofRow = (r: number) => `{
  ${chunks(r)}
  ${unroll(
    read.groups,
    (group) => `{
    var part${r}_0 = ${arithmetic.zero};
    ${ofGroup(group, (q) => `part${r}_0 += ${arithmetic.dot(quads(r)[q] ?? '', `x0_${q}`)};`)}
    sum${r}_0 += ${arithmetic.scaled(`part${r}_0`, `${group}u`, `row${r}`, 'of_x0')};
  }`,
  )}
}`;
    return [scales(product, reads), unroll(8, (q) => reads.quad(`${q}u`, `_${q}`)), unroll(rows, ofRow)].join('\n');
  }
  // that of several would fill them: it is read quad by quad.
  const step = (q: number) => `{
  ${reads.quad(`${q}u`, '')}
  ${unroll(rows, (r) => `let w${r} = ${quads(r)[q] ?? ''};`)}
  ${eachSum(rows, variant.tokens, (_, r, t) => `part${r}_${t} += ${arithmetic.dot(`w${r}`, `x${t}`)};`)}
}`;
  return [
    unroll(rows, chunks),
    unroll(
      read.groups,
      (group) => `{
  ${clear(product)}
  ${ofGroup(group, step)}
  ${add(product, reads, `${group}u`)}
}`,
    ),
  ].join('\n');
}

/** Tests of attention on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the own key is not turned', from: 'select(partner, -partner, i < half) * turn.y', to: '0.0' },
  { what: 'when another split holds the own key', from: '% SPLITS) {', to: '% SPLITS + 1u) {' },
  {
    what: 'when a token may look ahead',
    from: 'key <= rows.at[first_token',
    to: 'key <= 9u + rows.at[first_token',
  },
  { what: 'when every head reads the first head’s keys', from: '+ first_head / GROUP) * CAPACITY', to: ') * CAPACITY' },
  {
    what: 'when weights of earlier tiles are not corrected',
    from: 'total[row] * shrink + weight',
    to: 'total[row] + weight',
  },
  {
    what: 'when a tile’s last key is left out',
    from: 'min(TILE, end - tile * TILE)',
    to: 'min(TILE, end - tile * TILE) - 1u',
  },
  {
    what: 'when a token of a subgroup may look ahead',
    from: '<= rows.at[token + 4u].position',
    to: '<= rows.at[token + 4u].position + 5u',
  },
  {
    what: 'when lanes take the weights of another',
    from: 'subgroupShuffle(score0_0, other)',
    to: 'subgroupShuffle(score0_0, 0u)',
  },
  {
    what: 'when the sums of earlier tiles are not corrected in a subgroup',
    from: 'sum0_0 *= shrink0',
    to: 'sum0_0 *= 1.0',
  },
  {
    what: 'when a lane knows its own highest score only',
    from: 'max(high0, highest(',
    to: 'max(high0, (',
  },
]);

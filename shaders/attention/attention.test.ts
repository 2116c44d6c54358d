/** Tests of attention on Dawn, with random data, outliers, odd sizes and poisoned outputs. */
import { describeKernel } from '../../test/fixtures/kernel-cases';
import { kernel } from '.';

describeKernel(kernel, [
  { what: 'when the own key is not turned', from: 'select(partner, -partner, i < half) * turn.y', to: '0.0' },
  { what: 'when another split holds the own key', from: '% SPLITS) {', to: '% SPLITS + 1u) {' },
  { what: 'when a row may look ahead', from: 'rows.at[row].position + 1u', to: 'rows.at[row].position + 2u' },
  { what: 'when every row reads the first sequence', from: 'rows.at[begin].sequence', to: '0u' },
  {
    what: 'when a run goes on into the next sequence',
    from: '&& rows.at[next].sequence == rows.at[first].sequence',
    to: '',
  },
  { what: 'when a row counts what its neighbours’ sequence has', from: 'row >= first && row < end', to: 'true' },
  { what: 'when every head reads the first head’s keys', from: 'first_head / GROUP', to: '0u' },
  {
    what: 'when weights of earlier tiles are not corrected',
    from: 'total[row] * shrink + weight',
    to: 'total[row] + weight',
  },
  {
    what: 'when a tile’s last key is left out',
    from: 'min(TILE, seen - tile * TILE)',
    to: 'min(TILE, seen - tile * TILE) - 1u',
  },
  {
    what: 'when partial results of all rows go to one place',
    from: '(row * SPLITS + split)',
    to: '(split)',
  },
  { what: 'when a row of a subgroup may look ahead', from: '< limit3)', to: '< limit3 + 5u)' },
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

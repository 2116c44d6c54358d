/** A challenge beside runs of this browser: only those that measured the same stand there, and theirs is never taken for measured. */
import { expect, it } from 'vitest';
import { faultsOf } from '../../../test/fixtures/charts';
import { measured } from '../../../test/fixtures/duel';
import { result } from '../../../test/fixtures/result';
import { duelOf } from '../links/duel';
import { challengeChart } from './challenge';
import { layOut } from './layout';

const theirs = duelOf(measured({ rate: 40 }), 'Apple M3 <b>');
const own = (rate: number, label: string) => ({ result: measured({ rate }), label });

it('has their bar, marked as unverified, and one of each run that measured the same, the latest of which decides', () => {
  const chart = challengeChart(theirs, [
    own(80, 'today'),
    { result: result(), label: 'another workload' },
    own(60, 'before'),
  ]);
  expect(chart?.says).toMatch(/^You win: yours writes 2\.0\d* times as fast as Apple M3 <b> in INT4/);
  const [panel] = chart?.panels ?? [];
  const rows = panel?.kind === 'rows' ? panel.rows : [];
  expect(rows.map(({ name }) => name)).toEqual(['Apple M3 <b>, unverified', 'today', 'before']);
  expect(rows.map(({ segments }) => segments[0]?.ink)).toEqual(['other-engine', 'int4', 'int4']);
  expect(chart?.notes?.[0]).toContain('Their figures are unverified');
  expect(chart?.table.rows).toHaveLength(3);
  for (const width of [294, 860]) expect(chart && faultsOf(layOut(chart, width, 'whole'))).toEqual([]);
});

it('is not drawn where no run measured the same, nor of a software adapter beside a GPU', () => {
  expect(challengeChart(theirs, [{ result: result(), label: 'another' }])).toBeNull();
  const software = measured({ rate: 1 }, { adapter: { ...result().adapter, software: true } });
  expect(challengeChart(theirs, [{ result: software, label: 'software' }])).toBeNull();
});

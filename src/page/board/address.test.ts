/** What an address of the board shows, and the address of what is shown. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohortsQuerySchema } from '../../../server/board/src/contract/reads/query';
import {
  addressOfView,
  apiOf,
  changed,
  csvOf,
  energyApiOf,
  filtersIn,
  gpuApiOf,
  gpuBySuite,
  gpuView,
  OPENING,
  parseBoard,
  rankingOf,
  unfiltered,
  workloadsApiOf,
  type BoardView,
} from './address';

const name = fc.string({ minLength: 1, maxLength: 60 });
const rankingQuery = fc.record(
  {
    suite: fc.constantFrom('tokamark-1', 'tokamark-0'),
    test: fc.constantFrom('pp512', 'tg64 @ d2048', 'tg64 batched'),
    format: fc.constantFrom('fp16', 'int8'),
    metric: fc.constantFrom('joulesPerToken'),
    kind: fc.constantFrom('desktop', 'phone'),
    browser: name,
    os: name,
    power: fc.constantFrom('mains', 'battery'),
    rung: fc.constantFrom('estimated', 'measured'),
    engine: name,
    modified: fc.constantFrom('true', 'false'),
    gpu: fc.constantFrom('rtx-4090', 'apple-m3,rtx-4090'),
    after: name,
  },
  { requiredKeys: [] },
);
const view: fc.Arbitrary<BoardView> = fc.oneof(
  rankingQuery.map((query) => ({ see: 'ranking' as const, query })),
  fc
    .record(
      {
        suite: fc.constantFrom('tokamark-1'),
        test: fc.constantFrom('pp512'),
        by: fc.constantFrom('os', 'month'),
      },
      { requiredKeys: [] },
    )
    .map((query) => ({
      ...{ see: 'gpu' as const, gpu: 'apple-m3', query },
    })),
  fc.constantFrom<BoardView[]>(
    { see: 'run', run: 'A'.repeat(22) },
    { see: 'support' },
    { see: 'send' },
    { see: 'about' },
    { see: 'latest', after: null },
    { see: 'latest', after: 'WzFd' },
  ),
);

describe('an address of the board', () => {
  it('shows what it is the address of', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(parseBoard(addressOfView(one))).toEqual(one);
      }),
    );
  });

  it('says nothing of what is as at first', () => {
    expect(addressOfView(OPENING)).toBe('#/board');
    expect(addressOfView(OPENING, 'board')).toBe('board');
    expect(parseBoard('#/board?test=tg64&format=int4&metric=tokensPerSecond')).toEqual(OPENING);
  });

  it('whatever it says asks the API only what that takes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('gpu', 'format', 'rung', 'after', 'one', 'run', 'see'), fc.string()),
        (fields) => {
          const shown = parseBoard(`#/board?${new URLSearchParams(fields).toString()}`);
          if (shown.see !== 'ranking') return;
          expect(cohortsQuerySchema.safeParse(shown.query).success).toBe(true);
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseBoard(`#/board?${text}`)));
    expect(parseBoard(`#/board?browser=${'x'.repeat(5000)}`)).toEqual(OPENING);
    expect(parseBoard('#/board?one=../../etc&run=<script>')).toEqual(OPENING);
  });
});

describe('what is asked of the API', () => {
  it('has the fields of the view', () => {
    expect(apiOf(OPENING)).toBe('api/cohorts');
    expect(apiOf({ see: 'ranking', query: { format: 'fp16', browser: 'Chrome 156' } })).toBe(
      'api/cohorts?format=fp16&browser=Chrome+156',
    );
    expect(apiOf({ see: 'gpu', gpu: 'apple-m3', query: { by: 'month' } })).toBe('api/gpus/apple-m3/slices?by=month');
    expect(csvOf('api/support')).toBe('api/support?as=csv');
    expect(csvOf('api/cohorts?kind=phone')).toBe('api/cohorts?kind=phone&as=csv');
  });

  it('of energy leaves out what speeds alone have', () => {
    expect(energyApiOf({ format: 'fp16', metric: 'joulesPerToken', after: 'x' })).toBe('api/energy?format=fp16');
  });
});

describe('a filter', () => {
  it('begins at the first page, and stays with the others', () => {
    expect(changed({ kind: 'phone', after: 'x' }, 'browser', 'Firefox')).toEqual({ kind: 'phone', browser: 'Firefox' });
    expect(changed({ kind: 'phone', browser: 'Firefox' }, 'browser', '')).toEqual({ kind: 'phone' });
    expect(changed({ format: 'fp16' }, 'format', 'int4')).toEqual({});
  });

  it('leaves the time to the first token where nothing is read', () => {
    const query = { test: 'pp512', metric: 'ttftSeconds' };
    expect(changed(query, 'test', 'tg64')).toEqual({});
    expect(changed(query, 'kind', 'phone')).toEqual({ ...query, kind: 'phone' });
  });

  it('of a suite stays in the address wherever there is one, and is asked of every answer', () => {
    const query = changed({ kind: 'phone', after: 'x' }, 'suite', 'tokamark-1');
    expect(query).toEqual({ kind: 'phone', suite: 'tokamark-1' });
    expect(unfiltered(query)).toEqual({ suite: 'tokamark-1' });
    for (const api of [apiOf({ see: 'ranking', query }), workloadsApiOf(query), energyApiOf(query)]) {
      expect(api).toContain('suite=tokamark-1');
    }
    const gpu = { see: 'gpu', gpu: 'apple-m3', query: gpuBySuite({ by: 'os' }, 'tokamark-1') } as const;
    expect(gpu.query).toEqual({ by: 'os', suite: 'tokamark-1' });
    expect([apiOf(gpu), gpuApiOf(gpu)].every((api) => api.includes('suite=tokamark-1'))).toBe(true);
    expect(gpuView('apple-m3', query)).toMatchObject({ query: { suite: 'tokamark-1' } });
    expect(rankingOf(gpu.query)).toMatchObject({ query: { suite: 'tokamark-1' } });
    expect(gpuBySuite(gpu.query, '')).toEqual({ by: 'os' });
    expect(changed(query, 'suite', '')).toEqual({ kind: 'phone' });
  });

  it('is told from the workload, which stays without it', () => {
    const query = { test: 'pp512', format: 'fp16', kind: 'phone', os: 'Linux', after: 'x' };
    expect(filtersIn(query)).toEqual(['kind', 'os']);
    expect(unfiltered(query)).toEqual({ test: 'pp512', format: 'fp16' });
    expect(gpuView('apple-m3', query)).toEqual({
      see: 'gpu',
      gpu: 'apple-m3',
      query: { test: 'pp512', format: 'fp16' },
    });
  });
});

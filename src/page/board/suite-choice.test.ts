/** Which suite is looked at: offered where there are several, in every view that takes one. */
import { describe, expect, it } from 'vitest';
import { gpuPage, ranking, slices, suites } from '../fixtures/board-answers';
import { drawnBoard, here } from '../fixtures/drawn-board';
import type { BoardView } from './address';

const offered = (html: string): readonly string[] =>
  [...(/<select id="board-suite".*?<\/select>/s.exec(html)?.[0] ?? '').matchAll(/<option(.*?)<\/option>/gs)].map(
    ([, option = '']) => option.trim(),
  );

const VIEWS = {
  ranking: (query) => drawnBoard({ ranking: here(ranking()), suites: here(suites()) }, { see: 'ranking', query }),
  gpu: (query) =>
    drawnBoard(
      { gpu: here(gpuPage()), slices: here(slices()), suites: here(suites()) },
      { see: 'gpu', gpu: 'apple-m3', query },
    ),
} satisfies Record<string, (query: { readonly suite?: string }) => string>;

describe.each(['ranking', 'gpu'] as const)('of a %s the suite', (see) => {
  it('is chosen among all of the board, today’s first, and withdrawn ones say so', () => {
    expect(offered(VIEWS[see]({}))).toEqual([
      'value selected>tokamark-2, today’s',
      'value="tokamark-1">tokamark-1',
      'value="tokamark-0">tokamark-0, withdrawn',
    ]);
  });

  it('of the address is chosen, also one that the board does not know', () => {
    expect(offered(VIEWS[see]({ suite: 'tokamark-0' }))).toContain('value="tokamark-0" selected>tokamark-0, withdrawn');
    expect(offered(VIEWS[see]({ suite: 'tokamark-2' }))[0]).toContain('selected');
    expect(offered(VIEWS[see]({ suite: 'tokamark-9' }))).toContain('value="tokamark-9" selected>tokamark-9');
  });
});

it('of before is offered before anything was measured under today’s', () => {
  const before = { ...suites(), suites: suites().suites.filter(({ id }) => id === 'tokamark-1') };
  const html = drawnBoard({ ranking: here(ranking()), suites: here(before) }, { see: 'ranking', query: {} });
  expect(offered(html)).toEqual(['value selected>tokamark-2, today’s', 'value="tokamark-1">tokamark-1']);
});

it('with one suite there is nothing to choose', () => {
  const [, , last] = suites().suites;
  const one = here({ ...suites(), suites: last === undefined ? [] : [last] });
  const views: readonly BoardView[] = [
    { see: 'ranking', query: {} },
    { see: 'gpu', gpu: 'apple-m3', query: {} },
  ];
  for (const view of views) {
    expect(drawnBoard({ ranking: here(ranking()), gpu: here(gpuPage()), suites: one }, view)).not.toContain('>Suite<');
    expect(drawnBoard({ ranking: here(ranking()), gpu: here(gpuPage()) }, view)).not.toContain('board-suite');
  }
});

/** Where a page of plain files leads whoever looks for a board, as its build was told. */
import { expect, it } from 'vitest';
import { placeOf } from './board-place';

const NOTHING = { discussions: '', board: '' };

it('is nowhere where nobody has said, a discussion, or a board elsewhere', () => {
  expect(placeOf(NOTHING)).toEqual({ board: 'none' });
  const discussions = 'https://github.com/someone/results/discussions/new?category=results';
  expect(placeOf({ ...NOTHING, discussions })).toEqual({ board: 'none', discussions });
  const board = 'https://board.example/some/folder';
  expect(placeOf({ ...NOTHING, board })).toEqual({ board: 'elsewhere', address: board });
});

it('is no address that is none, and not two places, which the build says', () => {
  for (const board of ['board.example', 'javascript:alert(1)', 'https://'])
    expect(() => placeOf({ ...NOTHING, board })).toThrow('TOKAMARK_BOARD_URL is no address');
  expect(() => placeOf({ ...NOTHING, discussions: 'x' })).toThrow('TOKAMARK_DISCUSSIONS is no address');
  expect(() => placeOf({ discussions: 'https://a.example/', board: 'https://b.example/' })).toThrow('not both');
});

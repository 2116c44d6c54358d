/**
 * A Vite plugin: `board-place.json`, by which the page knows that its host, one of files, has no board, where there is one instead, or where
 * such a host takes results in. A server with a board answers in its place (server/board/src/site).
 */
import type { Plugin } from 'vite';
import { PLACE_FILE, boardPlaceSchema, type BoardPlace } from '../../server/board/src/contract/place.ts';

interface Places {
  /** Where a new discussion is begun; empty where nobody has said. */
  readonly discussions: string;
  /** Of a board elsewhere; empty where there is none. */
  readonly board: string;
}

export function boardPlace(places: Places): Plugin {
  const place = placeOf(places);
  return {
    name: 'board-place',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: PLACE_FILE, source: `${JSON.stringify(place)}\n` });
    },
  };
}

/** @throws Error that names the variable of the build, and what it may be */
export function placeOf({ discussions, board }: Places): BoardPlace {
  if (board !== '' && discussions !== '') {
    throw new Error('Set TOKAMARK_BOARD_URL or TOKAMARK_DISCUSSIONS, not both: a page leads to one place.');
  }
  const [name, place] =
    board === ''
      ? ['TOKAMARK_DISCUSSIONS', discussions === '' ? { board: 'none' } : { board: 'none', discussions }]
      : ['TOKAMARK_BOARD_URL', { board: 'elsewhere', address: board }];
  const parsed = boardPlaceSchema.safeParse(place);
  if (parsed.success) return parsed.data;
  throw new Error(`${name} is no address that a page can lead to: set it to one such as https://board.example/.`);
}

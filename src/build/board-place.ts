/**
 * A Vite plugin: `board-place.json`, by which the page knows that its host, one of files, has no board, and where such a host takes results in
 * instead. A server with a board answers in its place (server/board/src/site).
 */
import type { Plugin } from 'vite';
import { PLACE_FILE, boardPlaceSchema } from '../../server/board/src/contract/place.ts';

/** @param discussions where a new one is begun; empty where nobody has said */
export function boardPlace(discussions: string): Plugin {
  const place = boardPlaceSchema.parse(discussions === '' ? { board: 'none' } : { board: 'none', discussions });
  return {
    name: 'board-place',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: PLACE_FILE, source: `${JSON.stringify(place)}\n` });
    },
  };
}

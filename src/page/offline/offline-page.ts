/** What the page's state holds of its service worker. What is said of it: offline-state.ts. */
import type { Loaded, OfflineState } from './offline-state';

export interface OfflinePage {
  readonly worker: OfflineState;
  readonly loaded: Loaded;
}

export const NOTHING_OFFLINE: OfflinePage = {
  worker: { kind: 'unknown' },
  loaded: { version: null, isolatesNext: false },
};

/** What this browser keeps of the page, and how its host sends it; and that a newer version is there. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import type { OfflineWords } from './offline-state';

export interface OfflineActs {
  readonly onKeep: () => void;
  readonly onForget: () => void;
  readonly onReload: () => void;
  /** Gets the newer version and reloads. */
  readonly onUse: () => void;
}

interface Props {
  readonly words: OfflineWords;
  /** A run goes on: nothing is downloaded, and no version changes. */
  readonly busy: boolean;
  readonly acts: OfflineActs;
}

/** Nothing where there are no service workers. */
export function OfflineView({ words: { says, keep, forgets, reloads }, busy, acts }: Props): JSX.Element | null {
  if (says === '') return null;
  return (
    <div data-testid="offline">
      <p role="status" id="offline-about" data-testid="offline-about" tabIndex={-1}>
        {says}
      </p>
      <p>
        {keep !== null && (
          <button type="button" id="offline-keep" data-testid="offline-keep" disabled={busy} onClick={acts.onKeep}>
            {keep}
          </button>
        )}
        {forgets && (
          <button type="button" id="offline-forget" disabled={busy} onClick={acts.onForget}>
            {WORDS.remove}
          </button>
        )}
        {reloads && (
          <button
            type="button"
            id="offline-reload"
            data-testid="offline-reload"
            disabled={busy}
            onClick={acts.onReload}
          >
            {WORDS.reload}
          </button>
        )}
      </p>
    </div>
  );
}

/** Above the foot of the screen, where it moves nothing; not while a run goes on. */
export function NewerVersion({ words: { newer }, busy, acts }: Props): JSX.Element | null {
  if (newer === null || busy) return null;
  return (
    <div class="newer">
      <span>{WORDS.newer(newer)}</span>
      <button type="button" id="newer-use" onClick={acts.onUse}>
        {WORDS.useNewer}
      </button>
    </div>
  );
}

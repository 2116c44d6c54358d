/** What the views of the room share: what is shown while an answer is awaited or has failed, stamps of old suites, and ways to take a view along. */
import type { ComponentChildren, JSX } from 'preact';
import type { BoardSuite } from '../../../server/board/src/contract/reads/figure';
import { ErrorMessage } from '../view/messages';
import { csvOf } from './address';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import { dayOf, nameOf } from './names';
import { shownOf, type Loaded } from './slot';

interface AwaitedProps<T> extends Pick<BoardProps, 'online' | 'acts'> {
  readonly loaded: Loaded<T>;
  readonly children: (shown: T) => ComponentChildren;
}

/** What was there stays, and is marked, until the next has come: nothing jumps. */
export function Awaited<T>({ loaded, online, acts, children }: AwaitedProps<T>): JSX.Element {
  const shown = shownOf(loaded);
  const asking = loaded.kind === 'asking' || loaded.kind === 'unasked';
  return (
    <>
      {/* What is shown is dimmed meanwhile: the words are for who cannot see that. */}
      <p class={shown === null ? 'hint' : 'visually-hidden'} role="status">
        {asking ? WORDS.asking : ''}
      </p>
      {!online && <p class="message">{shown === null ? WORDS.offlineEmpty : WORDS.offline}</p>}
      {loaded.kind === 'failed' && online && <Failed error={loaded.error} acts={acts} />}
      {shown === null ? (
        asking && online && <div class="board-blank" aria-hidden="true" />
      ) : (
        <div class="board-shown" aria-busy={asking} data-old={loaded.kind !== 'here' || undefined}>
          {children(shown)}
        </div>
      )}
    </>
  );
}

export const Failed = ({
  error,
  acts,
}: Pick<BoardProps, 'acts'> & Pick<Extract<Loaded<unknown>, { kind: 'failed' }>, 'error'>): JSX.Element => (
  <div class="board-failed" data-testid="board-failed">
    <ErrorMessage error={error} />
    {acts.onAgain !== null && (
      <p>
        <button type="button" id="board-again" onClick={acts.onAgain}>
          {WORDS.failed.again}
        </button>
      </p>
    )}
  </div>
);

/** @param current the suite of this page */
export function SuiteStamp({
  suite,
  current,
}: {
  readonly suite: BoardSuite;
  readonly current: string;
}): JSX.Element | null {
  const { id, withdrawn } = suite;
  if (withdrawn !== null) {
    const why = nameOf(withdrawn.why, 300);
    return <p class="message warning">{WORDS.suite.withdrawn(nameOf(id), dayOf(withdrawn.at), why)}</p>;
  }
  return id === current ? null : <p class="message">{WORDS.suite.old(nameOf(id))}</p>;
}

/** Below the page, as what the views are made of. */
const DUMPS = 'api/dumps';

/**
 * And all that the board has, as it is put together each day.
 * @param link the view's address at the server, which others can be sent
 */
export const Take = ({ api, link }: { readonly api: string; readonly link: string }): JSX.Element => (
  <p class="board-take">
    {WORDS.ranking.take}{' '}
    <a href={csvOf(api)} download>
      {'CSV'}
    </a>{' '}
    <a href={api}>{'JSON'}</a> <a href={link}>{WORDS.ranking.link}</a> <a href={DUMPS}>{WORDS.ranking.dumps}</a>
  </p>
);

/** The room: whether there is a board, its views, and below them how far to believe it and what is done with what people send. */
import type { ComponentChildren, JSX } from 'preact';
import { addressOfView, OPENING, type BoardView as View } from './address';
import { PrivacyCard, TrustCard } from './about-view';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import { contactOf } from './contact';
import { Failed } from './frame';
import { GpuView } from './gpu-view';
import { LatestView, SupportView } from './list-views';
import { NoBoardView } from './no-board-view';
import { RankingView } from './ranking-view';
import { RunView } from './run-view';
import { shownOf } from './slot';

export function BoardView(props: BoardProps): JSX.Element {
  const { view } = props;
  return (
    <>
      <Ways {...props} />
      <Shown {...props} />
      {view.see === 'ranking' && <TrustCard heading="board-trust-title" />}
      {(view.see === 'ranking' || view.see === 'send' || view.see === 'about') && (
        <PrivacyCard contact={contactOf(props.place)} />
      )}
    </>
  );
}

function Shown(props: BoardProps): JSX.Element {
  const { view, place, online, acts } = props;
  if (view.see === 'about') return <TrustCard heading="board-title-of-view" />;
  const known = shownOf(place);
  if (known !== null && known.board !== 'here')
    return <NoBoardView place={known} view={view} own={props.own} taken={props.taken} />;
  if (known === null) {
    return (
      <section class="card" aria-labelledby="board-title-of-view">
        <h2 id="board-title-of-view" tabIndex={-1}>
          {WORDS.views.ranking}
        </h2>
        {place.kind === 'failed' && online ? (
          <Failed error={place.error} acts={acts} />
        ) : (
          <p class="hint" role="status">
            {online ? WORDS.asking : WORDS.offlineEmpty}
          </p>
        )}
        <div class="board-blank" aria-hidden="true" />
      </section>
    );
  }
  switch (view.see) {
    case 'ranking':
      return <RankingView {...props} query={view.query} />;
    case 'gpu':
      return <GpuView {...props} id={view.gpu} query={view.query} />;
    case 'run':
      return <RunView {...props} id={view.run} />;
    case 'latest':
      return <LatestView {...props} after={view.after} />;
    case 'support':
      return <SupportView {...props} />;
    case 'send':
      return <SendFrame>{props.send}</SendFrame>;
  }
}

/** What it is for stands there before its code does, and where no code runs. */
const SendFrame = ({ children }: { readonly children?: ComponentChildren }): JSX.Element => (
  <section class="card board-send" aria-labelledby="board-title-of-view" data-testid="board-send">
    <h2 id="board-title-of-view" tabIndex={-1}>
      {WORDS.send.title}
    </h2>
    <p>{WORDS.send.about}</p>
    {children ?? <div class="board-blank" aria-hidden="true" />}
  </section>
);

const WAYS: readonly (readonly [View, string])[] = [
  [OPENING, WORDS.views.ranking],
  [{ see: 'latest', after: null }, WORDS.views.latest],
  [{ see: 'support' }, WORDS.views.support],
  [{ see: 'send' }, WORDS.views.send],
  [{ see: 'about' }, WORDS.views.about],
];

const Ways = ({ view, base }: BoardProps): JSX.Element => (
  <nav class="board-ways" aria-label={WORDS.views.label}>
    <ul>
      {WAYS.map(([to, name]) => (
        <li key={name}>
          <a href={addressOfView(to, base)} aria-current={to.see === view.see ? 'true' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

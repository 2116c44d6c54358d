/**
 * All that the page shows before any code runs, drawn into index.html when it is built. Views fill the empty elements, each found by its
 * id, and draw anew what is a component of its own.
 */
import type { JSX } from 'preact';
import { SiteHeader } from '../rooms/site-header';
import { ResultJson } from '../take-away/take-away-view';
import { BenchmarkRoom } from './benchmark-room';
import { WORDS } from './catalogue/words';
import { DetailsRoom } from './details-room';
import { PageFooter } from './page-footer';

export const PageShell = (): JSX.Element => (
  <>
    <a class="skip-link" id="skip-link" href="#benchmark-title">
      {WORDS.skip}
    </a>
    <header class="site-header" id="site-header">
      <SiteHeader room="benchmark" run={null} onCancel={() => undefined} />
    </header>
    <main>
      <noscript>
        <p class="message error">{WORDS.noScript}</p>
      </noscript>
      <p class="visually-hidden" id="announcement" role="status" />
      <BenchmarkRoom />
      <CompareRoom />
      <BoardRoom />
      <CostRoom />
      <LearnRoom />
      <DetailsRoom />
      <FeelRoom />
      <EnginesRoom />
    </main>
    <PageFooter />
    <div id="newer" role="status" />
    <CopyDialog />
    <div id="result-document" hidden>
      <ResultJson json="" />
    </div>
  </>
);

const CompareRoom = (): JSX.Element => (
  <section class="room" id="room-compare" aria-labelledby="compare-title" hidden>
    <div class="room-head">
      <h1 id="compare-title" tabIndex={-1}>
        {WORDS.compare.title}
      </h1>
      <p class="lead">
        {WORDS.compare.before} <a href="#/engines">{WORDS.compare.link}</a> {WORDS.compare.after}
      </p>
    </div>
    <div class="room-cards" id="compare-room" />
  </section>
);

/** A server that has a board fills it before any code runs (server/board/src/site). */
const BoardRoom = (): JSX.Element => (
  <section class="room" id="room-board" aria-labelledby="board-title" hidden>
    <div class="room-head">
      <h1 id="board-title" tabIndex={-1}>
        {WORDS.board.title}
      </h1>
      <p class="lead">{WORDS.board.lead}</p>
    </div>
    <div id="board-problem" />
    <div class="room" id="board" data-testid="board" />
  </section>
);

const CostRoom = (): JSX.Element => (
  <section class="room" id="room-cost" aria-labelledby="cost-title" hidden>
    <div class="room-head">
      <h1 id="cost-title" tabIndex={-1}>
        {WORDS.cost.title}
      </h1>
      <p class="lead">{WORDS.cost.lead}</p>
    </div>
    <div id="cost-problem" />
    <div id="cost-cards" />
    <div id="cost-machine" />
    <div id="cost-compared" />
  </section>
);

const LearnRoom = (): JSX.Element => (
  <section class="room" id="room-learn" aria-labelledby="learn-title" hidden>
    <div class="room-head" id="learn-head">
      <h1 id="learn-title" tabIndex={-1}>
        {WORDS.learn.title}
      </h1>
      <p class="lead" id="learn-lead">
        {WORDS.learn.lead}
      </p>
    </div>
    <div id="learn-problem" />
    <div class="room" id="learn" data-testid="learn" />
  </section>
);

const FeelRoom = (): JSX.Element => (
  <section class="room" id="room-feel" aria-labelledby="feel-title" hidden>
    <div class="room-head">
      <h1 id="feel-title" tabIndex={-1}>
        {WORDS.feel.title}
      </h1>
      <p class="lead">{WORDS.feel.lead}</p>
    </div>
    <div id="feel-problem" />
    <div class="room" id="feel" data-testid="feel" />
  </section>
);

const EnginesRoom = (): JSX.Element => (
  <section class="room" id="room-engines" aria-labelledby="engines-title" hidden>
    <div class="room-head">
      <h1 id="engines-title" tabIndex={-1}>
        {WORDS.engines.title}
      </h1>
      <p class="lead">{WORDS.engines.lead}</p>
    </div>
    <div id="engines-problem" />
    <div class="room" id="engines" data-testid="engines" />
  </section>
);

/** Where the browser lets no page copy. */
const CopyDialog = (): JSX.Element => (
  <dialog id="copy-dialog" data-testid="copy-dialog" aria-labelledby="copy-heading">
    <form method="dialog">
      <h2 id="copy-heading">{WORDS.copy.heading}</h2>
      <p>
        {WORDS.copy.selected} <span id="copy-how" />.
      </p>
      <textarea id="copy-text" aria-label={WORDS.copy.text} rows={12} readOnly />
      <button>{WORDS.copy.close}</button>
    </form>
  </dialog>
);

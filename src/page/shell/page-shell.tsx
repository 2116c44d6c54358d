/**
 * All that the page shows before any code runs, drawn into index.html when it is built. Views fill the empty elements, each found by its
 * id, and draw anew what is a component of its own.
 */
import type { JSX } from 'preact';
import { SiteHeader } from '../rooms/site-header';
import { ResultJson } from '../take-away/take-away-view';
import { BenchmarkRoom } from './benchmark-room';
import { DetailsRoom } from './details-room';
import { PageFooter } from './page-footer';

export const PageShell = (): JSX.Element => (
  <>
    <a class="skip-link" id="skip-link" href="#benchmark-title">
      Skip to the content
    </a>
    <header class="site-header" id="site-header">
      <SiteHeader room="benchmark" run={null} onCancel={() => undefined} />
    </header>
    <main>
      <noscript>
        <p class="message error">Tokamark measures with JavaScript and WebGPU: allow both for this page.</p>
      </noscript>
      <p class="visually-hidden" id="announcement" role="status" />
      <BenchmarkRoom />
      <CompareRoom />
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
        Compare runs
      </h1>
      <p class="lead">
        Runs side by side, over time, and across browsers. <a href="#/engines">Other engines on this GPU</a> have a room
        of their own.
      </p>
    </div>
    <div class="room-cards" id="compare-room" />
  </section>
);

const CostRoom = (): JSX.Element => (
  <section class="room" id="room-cost" aria-labelledby="cost-title" hidden>
    <div class="room-head">
      <h1 id="cost-title" tabIndex={-1}>
        Energy and money
      </h1>
      <p class="lead">What a token takes, on this machine or on any other, and what would make it cheaper.</p>
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
        What fewer bits do
      </h1>
      <p class="lead" id="learn-lead">
        Six steps with a real language model: predict first, then see.
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
        How fast is that?
      </h1>
      <p class="lead">The same text, typed at each speed. No GPU writes it: this shows what a number means.</p>
    </div>
    <div id="feel-problem" />
    <div class="room" id="feel" data-testid="feel" />
  </section>
);

const EnginesRoom = (): JSX.Element => (
  <section class="room" id="room-engines" aria-labelledby="engines-title" hidden>
    <div class="room-head">
      <h1 id="engines-title" tabIndex={-1}>
        Beside other engines
      </h1>
      <p class="lead">
        The same small model, Fable, reads the same prompt of its held-out text and writes as many tokens in each
        engine: in turn, on this GPU, by one clock and with the same guards.
      </p>
    </div>
    <div id="engines-problem" />
    <div class="room" id="engines" data-testid="engines" />
  </section>
);

/** Where the browser lets no page copy. */
const CopyDialog = (): JSX.Element => (
  <dialog id="copy-dialog" data-testid="copy-dialog" aria-labelledby="copy-heading">
    <form method="dialog">
      <h2 id="copy-heading">Copy by hand</h2>
      <p>
        The browser did not let the page copy. The text is selected: <span id="copy-how" />.
      </p>
      <textarea id="copy-text" aria-label="The result" rows={12} readOnly />
      <button>Close</button>
    </form>
  </dialog>
);

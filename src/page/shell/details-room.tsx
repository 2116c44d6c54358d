/** The room of all figures, and what the browser says of the GPU. */
import type { JSX } from 'preact';
import { NOTHING_SAID } from '../state/said';
import { NOTHING_TAKEN } from '../take-away/take-away-model';
import { TakeAwayView } from '../take-away/take-away-view';
import { GpuCards } from '../view/gpu-card';
import { WORDS } from './catalogue/words';

export const DetailsRoom = (): JSX.Element => (
  <section class="room" id="room-details" aria-labelledby="details-title" hidden>
    <div class="room-head">
      <h1 id="details-title" tabIndex={-1}>
        {WORDS.details.title}
      </h1>
      <p class="lead">{WORDS.details.lead}</p>
      <p class="lead before-run">{WORDS.details.beforeRun}</p>
    </div>
    <Results />
    <div class="pictures after-run" id="pictures-details" />
    <div id="fidelity-card" />
    <div class="split" id="gpu-cards">
      <GpuCards
        gpu={{ kind: 'asking' }}
        last={null}
        power="high-performance"
        busy={false}
        secure
        onPower={() => undefined}
      />
    </div>
    <div id="lists-card" />
  </section>
);

const Results = (): JSX.Element => (
  <section class="card after-run" id="results" data-testid="results" aria-labelledby="results-heading">
    <h2 id="results-heading">{WORDS.details.results}</h2>
    <div id="results-content" />
    <div id="take-away">
      <TakeAwayView taken={NOTHING_TAKEN} said={NOTHING_SAID.copied} onTake={() => undefined} />
    </div>
  </section>
);

/** The room of the benchmark: the first screen, what an earlier tab left unfinished, and the places of what a run comes to. */
import type { JSX } from 'preact';
import { PROFILES } from '../../benchmark/suite/suite';
import { settingsOfProfile } from '../../options/settings';
import { heroBefore } from '../hero/hero-data';
import { HeroWords } from '../hero/hero-words';
import { Ring } from '../hero/ring';
import { SOFTWARE_NOTE } from '../view/gpu-facts';
import { RunForm } from './run-form';

export const BenchmarkRoom = (): JSX.Element => (
  <section class="room" id="room-benchmark" aria-labelledby="benchmark-title">
    <FirstScreen />
    <div id="unfinished-place" />
    {/* What a run has come to: not before it is over, so that nothing stands empty and nothing moves. */}
    <div class="findings after-end">
      <section class="card" id="pass-on" data-testid="pass-on" aria-labelledby="pass-on-heading">
        <div id="pass-on-card" />
      </section>
      <div id="among-card" />
      <div class="pictures" id="pictures-benchmark" />
      <div id="models-card" />
      <div id="stories-card" />
    </div>
  </section>
);

function FirstScreen(): JSX.Element {
  const hero = heroBefore({ kind: 'asking' }, settingsOfProfile(PROFILES.quick));
  return (
    <div class="hero">
      <div class="hero-number">
        <div id="hero-ring">
          <Ring hero={hero} />
        </div>
        <strong class="software-note" id="headline-software">
          {SOFTWARE_NOTE}
        </strong>
      </div>
      <div class="hero-side">
        <div id="hero-words">
          <HeroWords hero={hero} />
        </div>
        <div id="gpu-message" data-testid="gpu-message" />
        <div id="receipt-place" />
        <div id="duel-place" />
        <RunForm />
      </div>
      <div class="hero-notes after-run">
        <div id="run-notes" data-testid="run-notes" />
      </div>
      <div class="paced-texts" id="paced-texts" data-testid="paced-texts" />
    </div>
  );
}

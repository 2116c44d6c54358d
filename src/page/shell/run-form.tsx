/** Run, Cancel, how far a run is, and what to run. The fields keep what a person types: options-form.ts reads them. */
import type { JSX } from 'preact';
import { MACHINE_LETTERS } from '../../report/schema';
import { INITIAL_STATE } from '../state/page-state';
import { NOTHING_SAID } from '../state/said';
import { SaidView } from '../take-away/said-view';
import { NOTHING_TAKEN } from '../take-away/take-away-model';
import { ShareButton } from '../take-away/take-away-view';
import { ProgressView, progressOf } from '../view/progress-view';
import { WORDS } from './catalogue/words';
import { RunOptionFields } from './run-option-fields';

export const RunForm = (): JSX.Element => (
  <form id="options-form" noValidate>
    <div class="actions">
      <button type="submit" class="primary" id="run-button" data-testid="run-button" disabled>
        {WORDS.form.run}
      </button>
      <span id="duel-action" />
      <button type="button" class="after-run" id="cancel-button" data-testid="cancel-button" aria-disabled="true">
        {WORDS.form.cancel}
      </button>
      <span class="after-end" id="share-action">
        <ShareButton taken={NOTHING_TAKEN} onTake={() => undefined} />
      </span>
    </div>
    <div class="run-line after-run">
      <span id="whole-headline" />
      <span id="run-line" data-testid="run-line" />
      <span id="shared-said">
        <SaidView at="shared" said={NOTHING_SAID.shared} />
      </span>
    </div>
    <div class="after-run" id="hero-facts" />
    <div class="progress-area after-run" id="progress" data-testid="progress">
      <ProgressView {...progressOf(INITIAL_STATE)} />
    </div>
    <div id="run-error" data-testid="run-error" />
    <Profiles />
    <p class="hint profile-about" id="profile-about">
      {'\u00a0'}
    </p>
    <details id="options" data-testid="options">
      <summary>{WORDS.form.options}</summary>
      <fieldset id="options-fields">
        <legend class="visually-hidden">{WORDS.form.measured}</legend>
        <RunOptionFields />
      </fieldset>
      <p class="hint">{WORDS.form.budget}</p>
      <MachineName />
    </details>
    <p class="message error" id="options-error" role="alert" hidden />
  </form>
);

const PROFILE_CHOICES = ['quick', 'standard', 'sustained', 'custom'] as const;

const Profiles = (): JSX.Element => (
  <fieldset class="profiles" id="profiles">
    <legend class="visually-hidden">{WORDS.form.profiles}</legend>
    {PROFILE_CHOICES.map((value) => (
      <label key={value}>
        <input type="radio" name="profile" value={value} checked={value === 'quick'} /> {WORDS.form.names[value]}
        {WORDS.form.times[value] !== '' && (
          <>
            {' '}
            <span class="time">{WORDS.form.times[value]}</span>
          </>
        )}
      </label>
    ))}
  </fieldset>
);

const MachineName = (): JSX.Element => (
  <div class="machine-name">
    <label for="machine">{WORDS.machine.name}</label>
    <input
      type="text"
      id="machine"
      data-testid="machine"
      maxLength={MACHINE_LETTERS}
      autoComplete="off"
      spellcheck={false}
    />
    <label>
      <input type="checkbox" id="machine-exported" data-testid="machine-exported" /> {WORDS.machine.exported}
    </label>
    <p class="hint">{WORDS.machine.about}</p>
  </div>
);

/** The frame of the lab: the six steps, what to look at, the picture of the step, its question, and what learners ask there. */
import type { ComponentChildren, JSX } from 'preact';
import type { Messages } from './catalogue/messages';
import { LANGUAGE_NAMES, LANGUAGES } from '../catalogue/languages';
import type { Dispatch } from './learn-acts';
import { PAPER_FOLDER, paperFile } from './print/paper-file';
import { RIGHT_ANSWERS } from './right-answers';
import { STEPS, type LearnState } from './state';

interface Props {
  readonly state: LearnState;
  readonly words: Messages;
  readonly dispatch: Dispatch;
  /** Whether the link was just copied. */
  readonly copied: boolean;
  readonly onCopy: () => void;
  /** The class, once it is opened. */
  readonly group: ComponentChildren;
  /** The picture of the step. */
  readonly children: ComponentChildren;
}

export function LearnFrame({ state, words, dispatch, copied, onCopy, group, children }: Props): JSX.Element {
  const { frame } = words;
  const step = words.steps[state.step];
  return (
    <div class="learn" lang={state.language} data-projected={state.projected}>
      <StepList {...{ state, words, dispatch }} />
      <section class="card learn-step" aria-labelledby="learn-step-title">
        <div class="learn-head">
          <h2 id="learn-step-title" tabIndex={-1}>
            {step.title}
          </h2>
          <p class="learn-look">{step.look}</p>
        </div>
        <div class="learn-stage" data-step={state.step}>
          <Question {...{ state, words, dispatch }} />
          {children}
        </div>
        <details class="learn-asked">
          <summary>{frame.asked}</summary>
          <dl>
            {step.asked.map(({ question, answer }) => (
              <div key={question}>
                <dt>{question}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        </details>
      </section>
      <div class="actions learn-foot">
        <button
          type="button"
          id="learn-wall"
          onClick={() => dispatch({ type: 'projected', projected: !state.projected })}
        >
          {state.projected ? frame.noWall : frame.wall}
        </button>
        <button
          type="button"
          id="learn-class"
          aria-expanded={state.codes !== null}
          onClick={() => dispatch({ type: 'codes', codes: state.codes === null ? '' : null })}
        >
          {state.codes === null ? frame.group : frame.noGroup}
        </button>
        <button type="button" id="learn-link" onClick={onCopy}>
          {copied ? frame.copied : frame.copyLink}
        </button>
        <label class="learn-language">
          {frame.language}{' '}
          <select
            id="learn-language"
            onChange={({ currentTarget }) => {
              const language = LANGUAGES.find((one) => one === currentTarget.value);
              if (language !== undefined) dispatch({ type: 'language', language });
            }}
          >
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one} selected={one === state.language}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <a
          class="learn-paper"
          href={`${PAPER_FOLDER}/${paperFile('sheet', state.language)}`}
          target="_blank"
          rel="noopener"
        >
          {frame.papers.sheet}
        </a>
        <span class="hint learn-keys">{frame.keys}</span>
      </div>
      {group}
    </div>
  );
}

type PartProps = Pick<Props, 'state' | 'words' | 'dispatch'>;

const StepList = ({ state, words, dispatch }: PartProps): JSX.Element => (
  <nav class="learn-steps" aria-label={words.frame.steps}>
    <ol>
      {STEPS.map((step, i) => (
        <li key={step}>
          <button
            type="button"
            id={`learn-step-${i + 1}`}
            aria-current={step === state.step ? 'step' : undefined}
            onClick={() => dispatch({ type: 'step', step })}
          >
            <span class="number">{i + 1}</span> <span class="name">{words.steps[step].title}</span>
          </button>
        </li>
      ))}
    </ol>
    <Arrow by={-1} {...{ state, words, dispatch }} />
    <Arrow by={1} {...{ state, words, dispatch }} />
  </nav>
);

function Arrow({ by, state, words, dispatch }: PartProps & { readonly by: 1 | -1 }): JSX.Element {
  const to = STEPS[STEPS.indexOf(state.step) + by];
  return (
    <button
      type="button"
      class="arrow"
      id={by < 0 ? 'learn-back' : 'learn-next'}
      aria-label={by < 0 ? words.frame.back : words.frame.next}
      aria-disabled={to === undefined}
      onClick={() => (to === undefined ? undefined : dispatch({ type: 'step', step: to }))}
    >
      {by < 0 ? '‹' : '›'}
    </button>
  );
}

/** The first prediction counts; why is folded until a person asks. */
function Question({ state: { step, predicted }, words, dispatch }: PartProps): JSX.Element {
  const { question, options, answer } = words.steps[step];
  const given = predicted[step];
  const right = RIGHT_ANSWERS[step];
  return (
    <fieldset class="learn-question" key={step}>
      <legend>
        <strong>{words.frame.predict}:</strong> {question}
      </legend>
      <div class="actions">
        {options.map((option, i) => (
          <button
            key={option}
            type="button"
            id={`learn-answer-${i + 1}`}
            aria-pressed={given === i}
            data-right={given !== undefined && i === right}
            aria-disabled={given !== undefined}
            onClick={() => dispatch({ type: 'predict', step, answer: i })}
          >
            {option}
          </button>
        ))}
      </div>
      <div role="status" id="learn-verdict">
        {given === undefined ? '' : given === right ? words.frame.right : words.frame.wrong(options[right] ?? '')}
      </div>
      {given !== undefined && (
        <details id="learn-why">
          <summary>{words.frame.answer}</summary>
          <p>{answer}</p>
        </details>
      )}
    </fieldset>
  );
}

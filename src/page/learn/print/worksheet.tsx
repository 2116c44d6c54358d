/** The worksheet of a pupil, two pages: in each step predict, see, explain; and the code of their device at the end. */
import type { JSX } from 'preact';
import { CODE_LENGTH, CODE_PREFIX, GROUP } from '../../../lab/class-code/class-code';
import { PAGE_NAME } from '../catalogue/catalogue';
import { CLASS_WORDS } from '../catalogue/class-words';
import { STEPS, type Step } from '../state';
import { addressOfStep } from './lesson';
import { Address, type Place } from './address-text';
import type { PaperWords } from './paper-words';
import { readingsOf } from './readings';

interface Props {
  readonly words: PaperWords;
  readonly place: Place;
}

const PAGES = [STEPS.slice(0, 3), STEPS.slice(3)];

export const Worksheet = ({ words, place }: Props): JSX.Element => (
  <>
    {PAGES.map((steps, i) => (
      <section class="sheet" key={i}>
        <Head {...{ words, place }} page={i + 1} />
        {steps.map((step) => (
          <StepOnPaper key={step} {...{ step, words, place }} />
        ))}
        {i === PAGES.length - 1 && <Code words={words} />}
      </section>
    ))}
  </>
);

function Head({ words: { room, paper, language }, place, page }: Props & { readonly page: number }): JSX.Element {
  const { sheet } = paper;
  return (
    <header class="sheet-head">
      <p class="sheet-kind">
        <span>
          {PAGE_NAME} · {room.frame.papers.sheet}
        </span>{' '}
        <span>{sheet.page(page, PAGES.length)}</span>
      </p>
      {page === 1 && (
        <>
          <h1>{room.title}</h1>
          <p>{sheet.lead}</p>
          <p class="sheet-address">
            {sheet.address}
            {place.site === null && <span class="blank" />}
            <Address fragment={addressOfStep(language, 'weight')} place={place} />
          </p>
        </>
      )}
    </header>
  );
}

function StepOnPaper({ step, words, place }: Props & { readonly step: Step }): JSX.Element {
  const { room, paper, language } = words;
  const { title, look, question, options } = room.steps[step];
  const { sheet } = paper;
  return (
    <section class="sheet-step">
      <h2>
        <span class="number">{STEPS.indexOf(step) + 1}</span> {title}
        <Address fragment={addressOfStep(language, step)} place={{ ...place, site: null }} />
      </h2>
      <p class="look">{look}</p>
      <p>
        <strong>{room.frame.predict}.</strong> {question}
      </p>
      <ul class="options">
        {options.map((option) => (
          <li key={option}>{option}</li>
        ))}
      </ul>
      <p>
        <strong>{sheet.see}.</strong> {sheet.steps[step].see}
      </p>
      <dl class="blanks">
        {readingsOf(step, words).map(({ name, cells }) => (
          <div key={name}>
            <dt>{name}</dt>
            {cells.map(({ head }) => (
              <dd key={head}>
                {head} <span class="blank" />
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <p class="lines">
        <strong>{sheet.explain}.</strong> {sheet.steps[step].explain}
        <span class="line" />
        <span class="line" />
      </p>
    </section>
  );
}

const GROUPS = CODE_LENGTH / GROUP;

function Code({ words: { language, paper } }: Pick<Props, 'words'>): JSX.Element {
  const { title, ask } = paper.sheet.code;
  return (
    <section class="sheet-step sheet-code">
      <h2>{title}</h2>
      <p>
        {ask(GROUPS, GROUP)} {CLASS_WORDS[language].own.holds}
      </p>
      <p class="code">
        {Array.from({ length: GROUPS }, (_, group) => (
          <span key={group} class="group">
            {Array.from({ length: GROUP }, (_, i) => (
              <span key={i} class="box">
                {CODE_PREFIX[group * GROUP + i] ?? ''}
              </span>
            ))}
          </span>
        ))}
      </p>
    </section>
  );
}

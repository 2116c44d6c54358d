/** What a comparison of engines came to: picture and table of the same rows, what each wrote, what each is, and the ways to take it along. */
import type { JSX } from 'preact';
import { enginesChart } from '../../report/charts/engines';
import { adapterName } from '../../report/adapter-name';
import { engineFailures, engineSheet, nameAmongEngines, tookTurns, type EngineRow } from '../../report/engine-rows';
import { sameness } from '../../report/parts/written';
import { passageAbout, passageFailures, passageSheet } from '../../report/passage';
import type { Passage, Result } from '../../report/schema';
import { Picture } from '../pictures/picture';
import { Technical } from '../view/messages';
import { SheetBox } from '../view/sheet-table';
import { WORDS } from './catalogue/words';
import type { Compared } from './engines-model';

export interface TakeActs {
  readonly onCopy: () => void;
  readonly onDownload: () => void;
}

export interface ComparedProps {
  readonly compared: Compared;
  /** Of the picture, in pixels, where it is known: then nothing moves once it is drawn. */
  readonly width: number | null;
  readonly said: string;
  readonly acts: TakeActs;
}

export function ComparedView({ compared: { result, rows, from }, width, said, acts }: ComparedProps): JSX.Element {
  return (
    <>
      <section class="card" aria-labelledby="engines-figures-heading" data-testid="engines-figures">
        <h2 id="engines-figures-heading">{from === 'now' ? WORDS.figures.soFar : WORDS.figures.title}</h2>
        <p class="hint">{aboutOf(result, from)}</p>
        <div class="engines-table">
          <SheetBox sheet={engineSheet(rows)} name={WORDS.figures.label} />
        </div>
        <Failures rows={rows} />
        {from !== 'now' && <Drawn result={result} width={width} />}
        {from !== 'now' && <TakeAlong said={said} acts={acts} />}
      </section>
      {from !== 'now' && result.written.length > 0 && <Texts result={result} />}
      {from !== 'now' && result.passage !== null && <ReadPassage passage={result.passage} />}
      {from !== 'now' && <Versions result={result} />}
    </>
  );
}

function aboutOf({ adapter, environment, startedAt, results }: Result, from: Compared['from']): string {
  const tests = [...new Set(results.map(({ test }) => test))].join(', ');
  const [model] = results.map((entry) => entry.model.name);
  const on = `${adapterName(adapter)}, ${environment.name} ${environment.version}, ${startedAt.slice(0, 10)}`;
  const turns = from === 'now' ? '' : WORDS.figures.turns[tookTurns(results) ? 'together' : 'apart'];
  return [model === undefined ? '' : WORDS.figures.of(model, tests, on), WORDS.figures.from[from], turns]
    .filter((text) => text !== '')
    .join(' ');
}

function Drawn({ result, width }: { readonly result: Result } & Pick<ComparedProps, 'width'>): JSX.Element | null {
  const chart = enginesChart(result);
  if (chart === null) return null;
  return (
    <div class="engines-picture" data-testid="engines-picture">
      <h3>{chart.title}</h3>
      <p class="picture-says">{chart.says}</p>
      <Picture chart={chart} width={width} />
    </div>
  );
}

const Failures = ({ rows }: { readonly rows: readonly EngineRow[] }): JSX.Element => (
  <>
    {engineFailures(rows).map(({ names, left, error: { message, remedy, details = '' } }) => (
      <div key={names.join()} class="message error">
        <p>
          <strong>{names.join(', ')}</strong>
          {WORDS.figures.failed[left](names.length, `${message} ${remedy}`)}
        </p>
        {details !== '' && <Technical said={details} />}
      </div>
    ))}
  </>
);

const TakeAlong = ({ said, acts }: Pick<ComparedProps, 'said' | 'acts'>): JSX.Element => (
  <div class="actions compact" role="group" aria-label={WORDS.take.label}>
    <button type="button" id="engines-copy" onClick={acts.onCopy}>
      {WORDS.take.copy}
    </button>
    <button type="button" id="engines-download" onClick={acts.onDownload}>
      {WORDS.take.download}
    </button>
    <span class="copied" role="status">
      {said}
    </span>
  </div>
);

const Texts = ({ result: { written } }: { readonly result: Result }): JSX.Element => (
  <section class="card" aria-labelledby="engines-texts-heading" data-testid="engines-texts">
    <h2 id="engines-texts-heading">{WORDS.texts.title}</h2>
    <p class="hint">{WORDS.texts.about}</p>
    <ul class="engines-texts">
      {written.map((one) => (
        <li key={nameAmongEngines(one)}>
          <h3>{nameAmongEngines(one)}</h3>
          <p class="hint">{sameness(one, written, nameAmongEngines) || WORDS.texts.tokens(one.tokens.length)}</p>
          <blockquote>
            <span class="engines-prompt">{one.prompt}</span>
            {one.text}
          </blockquote>
        </li>
      ))}
    </ul>
  </section>
);

const ReadPassage = ({ passage }: { readonly passage: Passage }): JSX.Element => (
  <section class="card" aria-labelledby="engines-passage-heading" data-testid="engines-passage">
    <h2 id="engines-passage-heading">{WORDS.passage.title}</h2>
    <p class="hint">{passageAbout(passage)}</p>
    <div class="engines-passage">
      <SheetBox sheet={passageSheet(passage)} name={WORDS.passage.label} />
    </div>
    {passageFailures(passage).map((text) => (
      <p key={text} class="message error">
        {text}
      </p>
    ))}
  </section>
);

const Versions = ({ result }: { readonly result: Result }): JSX.Element => (
  <section class="card" aria-labelledby="engines-versions-heading">
    <h2 id="engines-versions-heading">{WORDS.versions.title}</h2>
    <dl class="engines-versions">
      <div>
        <dt>{WORDS.versions.tokamark(result.engine.version)}</dt>
        <dd>{WORDS.versions.own}</dd>
      </div>
      {result.engines.map(({ id, version, settings }) => (
        <div key={id}>
          <dt>{version}</dt>
          {settings.map((sentence) => (
            <dd key={sentence}>{sentence}</dd>
          ))}
        </div>
      ))}
    </dl>
  </section>
);

/** One run: what it is, what it measured and its place in it, what it took, and the ways to measure the same. */
import type { ComponentChildren, JSX } from 'preact';
import type { BoardRun, BoardRunFigure } from '../../../server/board/src/contract/reads/runs';
import { SUITE } from '../../benchmark/suite/suite';
import { showFigure } from '../../report/digits';
import { receiptLink, soundText } from '../../report/receipt/link';
import { left, right, sheetOf } from '../../report/table';
import { SheetBox } from '../view/sheet-table';
import { addressOfView, apiOf, OPENING } from './address';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import { contactOf, ContactLink } from './contact';
import { Awaited, SuiteStamp, Take } from './frame';
import { boundaryName, dayOf, nameOf, percent, powerName, rungName } from './names';
import { RunWarnings } from './run-warnings';
import { shownOf } from './slot';

const words = WORDS.run;

export function RunView(props: BoardProps & { readonly id: string }): JSX.Element {
  const { run, base, id } = props;
  const shown = shownOf(run);
  return (
    <section class="card" aria-labelledby="board-title-of-view" data-testid="board-run">
      <p>
        <a href={addressOfView(OPENING, base)}>{words.back}</a>
      </p>
      <h2 id="board-title-of-view" tabIndex={-1}>
        <bdi>{words.title(shown === null ? '…' : gpuOf(shown))}</bdi>
      </h2>
      <Awaited loaded={run} {...props}>
        {(one) => <Whole run={one} duel={props.duel} contact={contactOf(props.place)} />}
      </Awaited>
      <Take api={apiOf({ see: 'run', run: id })} link={addressOfView({ see: 'run', run: id }, 'board')} />
    </section>
  );
}

const gpuOf = ({ gpu, declaredGpu }: BoardRun): string =>
  gpu === null ? nameOf(declaredGpu) || words.unknownGpu : nameOf(gpu.name);

interface WholeProps extends OfRun {
  readonly duel: string | null;
}

interface OfRun {
  readonly run: BoardRun;
  /** Of who runs the board; null where nobody says. */
  readonly contact: string | null;
}

function Whole({ run, duel, contact }: WholeProps): JSX.Element {
  const { suite, software, reasons, formats } = run;
  const failed = formats.flatMap(({ format, code }) => (code === null ? [] : [{ format, code }]));
  return (
    <>
      <SuiteStamp suite={suite} current={SUITE} />
      {software && <p class="message warning">{words.software}</p>}
      <RunWarnings figures={run.figures} />
      <Facts run={run} contact={contact} />
      {reasons.length > 0 && (
        <Part title={words.reasons}>
          {reasons.map(({ code, says, remedy, where }) => (
            <div key={`${code} ${where ?? ''}`} class="message">
              <p>{nameOf(says, 1000)}</p>
              <p>{nameOf(remedy, 1000)}</p>
            </div>
          ))}
        </Part>
      )}
      <Part title={words.figures}>
        {run.figures.length > 0 ? (
          <SheetBox sheet={figuresSheet(run)} name={words.figuresName} />
        ) : (
          <>
            <p>{words.noFigures}</p>
            {run.state === 'practice' && <p>{words.ownFigures}</p>}
          </>
        )}
      </Part>
      {run.energy.length > 0 && (
        <Part title={words.energy}>
          <SheetBox sheet={energySheet(run)} name={words.energyName} />
        </Part>
      )}
      {failed.length > 0 && (
        <Part title={words.failures}>
          <ul>
            {failed.map(({ format, code }) => (
              <li key={format}>{words.failed(nameOf(format).toUpperCase(), nameOf(code))}</li>
            ))}
          </ul>
        </Part>
      )}
      <Again run={run} duel={duel} />
    </>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element => (
  <div class="board-part">
    <h3>{title}</h3>
    {children}
  </div>
);

function Facts({ run, contact }: OfRun): JSX.Element {
  const { facts } = words;
  const all: readonly (readonly [string, string])[] = [
    [facts.state, words.state[run.state]],
    [facts.declared, nameOf(run.declaredGpu)],
    [facts.adapter, nameOf(run.adapter)],
    ...(run.machine === null ? [] : [[facts.machine, nameOf(run.machine)] as const]),
    [facts.received, dayOf(run.receivedAt)],
    [facts.browser, nameOf(run.browser)],
    [facts.os, nameOf(run.os)],
    [facts.power, powerName(run.power)],
    [facts.suite, `${nameOf(run.suite.id)}, ${nameOf(run.profile)}`],
    [facts.version, `${nameOf(run.version)} (${nameOf(run.implementation.commit, 12)})`],
    [facts.device, run.confirmed ? words.confirmed : words.unconfirmed],
  ];
  return (
    <dl class="board-facts">
      {all.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value === '' ? '–' : value}</bdi>
            {name === facts.machine && contact !== null && (
              <>
                {' '}
                <ContactLink contact={contact}>{words.report}</ContactLink>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const figuresSheet = ({ figures }: BoardRun) =>
  sheetOf<BoardRunFigure>(
    [
      left(words.columns.what, ({ format, test }) => `${nameOf(format).toUpperCase()}, ${nameOf(test)}`),
      right(
        words.columns.figure,
        ({ median, low, high, metric }) => `${showFigure({ median, low, high })} ${WORDS.metrics[metric].unit}`,
      ),
      right(words.columns.repetitions, ({ samples }) => String(samples.length)),
      left(words.columns.place, placeOf),
    ],
    figures,
  );

function placeOf({ place, isRanked }: BoardRunFigure): string {
  if (place === null) return isRanked ? '-' : words.unranked;
  const { devices, runs, percentile, rank } = place;
  const sent = WORDS.ranking.runs(runs);
  if (percentile === null) return words.placeFew(sent);
  const share = words.place(percent(percentile), sent, WORDS.ranking.devices(devices));
  return [share, words.places(rank.from, rank.to, devices)].join('; ');
}

const energySheet = ({ energy }: BoardRun) =>
  sheetOf<BoardRun['energy'][number]>(
    [
      left(words.energyColumns.what, ({ format, test }) => `${nameOf(format).toUpperCase()}, ${nameOf(test)}`),
      right(words.energyColumns.joules, ({ low, mid, high }) => showFigure({ median: mid, low, high })),
      left(words.energyColumns.rung, ({ rung }) => rungName(rung)),
      left(words.energyColumns.counted, ({ boundary }) => boundaryName(boundary)),
    ],
    energy,
  );

/** Links of this page: what a receipt and a duel may say is checked again where they are opened. */
function Again({ run, duel }: { readonly run: BoardRun; readonly duel: string | null }): JSX.Element | null {
  const receipt = soundText(run.receipt);
  if (receipt === null) return null;
  return (
    <div class="board-part board-again">
      <p>
        <a class="button" href={receiptLink(receipt, '')}>
          {words.replay}
        </a>{' '}
        <span class="hint">{words.replayAbout}</span>
      </p>
      {duel !== null && (
        <p>
          <a class="button" href={`#${duel}`}>
            {words.challenge}
          </a>{' '}
          <span class="hint">{words.challengeAbout}</span>
        </p>
      )}
    </div>
  );
}

/** Runs that an earlier tab did not finish, as what they are: where each stopped, its figures, and ways to take them along. */
import type { JSX } from 'preact';
import { contestantName } from '../../benchmark/whose';
import { showFigure } from '../../report/digits';
import { failedWhen } from '../../report/parts/failure';
import type { Result, ResultEntry } from '../../report/schema';
import { modelColumn } from '../../report/several-models';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { WORDS } from './catalogue/run-words';
import { SheetBox } from './sheet-table';

export interface UnfinishedActs {
  readonly onCopy: (result: Result, as: 'json' | 'markdown') => void;
  readonly onDownload: (result: Result) => void;
  readonly onDismiss: (run: Result | null) => void;
}

interface UnfinishedCardProps {
  /** Null: one that cannot be read. None: nothing is shown. */
  readonly runs: readonly (Result | null)[];
  readonly now: Date;
  readonly acts: UnfinishedActs;
}

export const UnfinishedCard = ({ runs, now, acts }: UnfinishedCardProps): JSX.Element | null =>
  runs.length === 0 ? null : (
    <section class="card" id="unfinished" data-testid="unfinished" aria-labelledby="unfinished-heading">
      <h2 id="unfinished-heading">{WORDS.unfinished.heading}</h2>
      {runs.map((run, index) => (
        <div key={run?.startedAt ?? index} class="unfinished-run">
          {run === null ? <p>{WORDS.unfinished.damaged}</p> : <Unfinished run={run} now={now} />}
          <div class="actions compact">
            {run !== null && (
              <>
                <button type="button" onClick={() => acts.onCopy(run, 'json')}>
                  {WORDS.unfinished.copyJson}
                </button>
                <button type="button" onClick={() => acts.onCopy(run, 'markdown')}>
                  {WORDS.unfinished.copyMarkdown}
                </button>
                <button type="button" onClick={() => acts.onDownload(run)}>
                  {WORDS.unfinished.downloadJson}
                </button>
              </>
            )}
            <button type="button" class="dismiss" onClick={() => acts.onDismiss(run)}>
              {WORDS.unfinished.dismiss}
            </button>
          </div>
        </div>
      ))}
    </section>
  );

function Unfinished({ run, now }: { readonly run: Result; readonly now: Date }): JSX.Element {
  const figures = run.adapter.software ? WORDS.unfinished.figuresOfSoftware : WORDS.unfinished.figures;
  const sheet = unfinishedSheet(run.results);
  return (
    <>
      <p>{WORDS.unfinished.stopped(whenOf(run, now), failedWhen(run))}</p>
      <p>{sheet.rows.length === 0 ? WORDS.unfinished.nothing : figures}</p>
      {sheet.rows.length > 0 && <SheetBox sheet={sheet} name={WORDS.unfinished.table} />}
    </>
  );
}

function whenOf({ startedAt }: Result, now: Date): string {
  const started = new Date(startedAt);
  return started.toDateString() === now.toDateString()
    ? started.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : started.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/** What had been measured until then. */
export const unfinishedSheet = (entries: readonly ResultEntry[]): Sheet =>
  sheetOf<ResultEntry>(
    [
      ...modelColumn(entries, (entry) => entry),
      left(WORDS.unfinished.format, contestantName),
      left(WORDS.unfinished.test, ({ test }) => test),
      right(WORDS.unfinished.rate, rateOf),
      right(WORDS.unfinished.repetitions, countOf),
    ],
    entries,
  );

const rateOf = ({ tokensPerSecond }: ResultEntry): string =>
  tokensPerSecond === null ? WORDS.unfinished.notYet : showFigure(tokensPerSecond);

const countOf = ({ durations, status }: ResultEntry): string =>
  status === 'complete' ? String(durations.length) : WORDS.unfinished.notAll(String(durations.length));

/** Runs that an earlier tab did not finish, as what they are: where each stopped, its figures, and ways to take them along. */
import type { JSX } from 'preact';
import { contestantName } from '../../benchmark/whose';
import { showFigure } from '../../report/digits';
import { failedWhen } from '../../report/parts/failure';
import type { Result, ResultEntry } from '../../report/schema';
import { modelColumn } from '../../report/several-models';
import { left, right, sheetOf, type Sheet } from '../../report/table';
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
      <h2 id="unfinished-heading">A run that did not finish</h2>
      {runs.map((run, index) => (
        <div key={run?.startedAt ?? index} class="unfinished-run">
          {run === null ? <p>{DAMAGED}</p> : <Unfinished run={run} now={now} />}
          <div class="actions compact">
            {run !== null && (
              <>
                <button type="button" onClick={() => acts.onCopy(run, 'json')}>
                  Copy JSON
                </button>
                <button type="button" onClick={() => acts.onCopy(run, 'markdown')}>
                  Copy Markdown
                </button>
                <button type="button" onClick={() => acts.onDownload(run)}>
                  Download JSON
                </button>
              </>
            )}
            <button type="button" class="dismiss" onClick={() => acts.onDismiss(run)}>
              Dismiss
            </button>
          </div>
        </div>
      ))}
    </section>
  );

const DAMAGED =
  'A run did not finish, and what it left in this browser’s storage cannot be read. It is kept aside there, and nothing else is affected.';

function Unfinished({ run, now }: { readonly run: Result; readonly now: Date }): JSX.Element {
  const software = run.adapter.software ? ' (software adapter: not a GPU’s speed)' : '';
  const sheet = unfinishedSheet(run.results);
  return (
    <>
      <p>
        The run of {whenOf(run, now)} did not finish: its tab was reloaded, closed or crashed {failedWhen(run)}.
      </p>
      <p>{sheet.rows.length === 0 ? 'Nothing had been measured yet.' : `Figures until then${software}:`}</p>
      {sheet.rows.length > 0 && <SheetBox sheet={sheet} name="Figures of the run that did not finish" />}
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
      left('format', contestantName),
      left('test', ({ test }) => test),
      right('tokens/s', rateOf),
      right('repetitions', countOf),
    ],
    entries,
  );

const rateOf = ({ tokensPerSecond }: ResultEntry): string =>
  tokensPerSecond === null ? 'not yet' : showFigure(tokensPerSecond);

const countOf = ({ durations, status }: ResultEntry): string =>
  `${String(durations.length)}${status === 'complete' ? '' : ', not all'}`;

/** What this browser keeps: the runs for the board, and the key by which it knows this machine. */
import type { JSX } from 'preact';
import { FileButton, JSON_FILES } from '../../view/file-button';
import { addressOfView } from '../address';
import { WORDS } from './catalogue/words';
import type { KeptRun } from './kept';
import { isInTime, timeOf } from './send-model';
import type { SendActs } from './send-view';
import { DeleteButton } from './sent-view';

interface KeptProps {
  readonly kept: readonly KeptRun[];
  readonly deleting: string | null;
  readonly now: number;
  /** A run is measured or sent: no other can be shown meanwhile. */
  readonly busy: boolean;
  readonly acts: SendActs;
}

const words = WORDS.kept;

export const KeptView = ({ kept, ...props }: KeptProps): JSX.Element | null =>
  kept.length === 0 ? null : (
    <details class="board-send-kept" open={kept.some((run) => run.sent === null && isInTime(run, props.now))}>
      <summary id="board-send-kept">{words.title(kept.length)}</summary>
      <ul>
        {kept.map((run) => (
          <Kept key={run.id} run={run} {...props} />
        ))}
      </ul>
    </details>
  );

function Kept({ run, deleting, now, busy, acts }: Omit<KeptProps, 'kept'> & { readonly run: KeptRun }): JSX.Element {
  const { sent, madeAt } = run;
  const made = timeOf(madeAt);
  const isThere = sent !== null && !sent.deleted;
  return (
    <li data-sent={sent === null ? 'no' : isThere ? 'yes' : 'deleted'}>
      <p>
        <time dateTime={madeAt}>{made}</time> <span class="hint">{saidOf(run, now)}</span>
      </p>
      <div class="actions">
        {sent === null && isInTime(run, now) && (
          <button
            type="button"
            aria-label={words.of(words.show, made)}
            aria-disabled={busy}
            onClick={() => busy || acts.onShow(run)}
          >
            {words.show}
          </button>
        )}
        {isThere ? (
          <>
            <a href={addressOfView({ see: 'run', run: sent.id })} aria-label={words.of(WORDS.place(sent.state), made)}>
              {WORDS.place(sent.state)}
            </a>
            <DeleteButton {...{ run, deleting, made, acts }} />
          </>
        ) : (
          <button type="button" aria-label={words.of(WORDS.forget, made)} onClick={() => acts.onForget(run)}>
            {WORDS.forget}
          </button>
        )}
      </div>
    </li>
  );
}

function saidOf(run: KeptRun, now: number): string {
  if (run.sent === null) return isInTime(run, now) ? words.notSent(timeOf(run.until)) : words.tooLate;
  return run.sent.deleted ? words.deleted : words.states[run.sent.state];
}

export function KeyView({ said, acts }: { readonly said: string; readonly acts: SendActs }): JSX.Element {
  return (
    <details class="board-send-key">
      <summary>{WORDS.key.title}</summary>
      <p>{WORDS.key.about}</p>
      <p>{WORDS.key.replaces}</p>
      <div class="actions">
        <button type="button" id="board-send-key-export" onClick={acts.onExportKey}>
          {WORDS.key.export}
        </button>
        <FileButton
          id="board-send-key-import"
          inputId="board-send-key-file"
          text={WORDS.key.import}
          label={WORDS.key.label}
          accept={JSON_FILES}
          onFiles={(files) => files.slice(0, 1).forEach(acts.onImportKey)}
        />
      </div>
      <p role="status" id="board-send-key-said">
        {said}
      </p>
    </details>
  );
}

/** The very text that would be sent: what a person said in it at its head, and all of it below, so that nothing has to be believed. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { WORDS } from './catalogue/words';
import type { KeptRun } from './kept';
import { aboutText, timeOf } from './send-model';
import type { SendActs } from './send-view';

interface PreviewProps {
  readonly run: KeptRun;
  readonly doubts: readonly string[];
  readonly sending: boolean;
  readonly acts: Pick<SendActs, 'onSend' | 'onStop' | 'onDownload' | 'onLater'>;
}

const words = WORDS.ready;

export function PreviewView({ run, doubts, sending, acts }: PreviewProps): JSX.Element {
  const { text, until } = run;
  const bytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  return (
    <div class="board-send-preview">
      <h3 id="board-send-ready" tabIndex={-1}>
        {words.title}
      </h3>
      <Said text={text} />
      <p>{words.more}</p>
      <label class="board-field">
        {words.json(String(Math.ceil(bytes / 1000)))}
        <textarea id="board-send-json" readOnly rows={14} spellcheck={false} value={text} />
      </label>
      {doubts.length > 0 && (
        <div class="message warning">
          <p>{words.doubts}</p>
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </div>
      )}
      <p>{words.everybody}</p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          id="board-send-send"
          aria-disabled={sending}
          onClick={() => sending || acts.onSend(run)}
        >
          {sending ? WORDS.sending : WORDS.send}
        </button>
        {sending ? (
          <button type="button" id="board-send-stop" onClick={acts.onStop}>
            {WORDS.stop}
          </button>
        ) : (
          <>
            <button type="button" id="board-send-download" onClick={() => acts.onDownload(run)}>
              {words.download}
            </button>
            <button type="button" id="board-send-later" onClick={acts.onLater}>
              {words.later}
            </button>
          </>
        )}
      </div>
      <p class="hint">{words.until(timeOf(until))}</p>
    </div>
  );
}

function Said({ text }: { readonly text: string }): JSX.Element | null {
  const about = useMemo(() => aboutText(text), [text]);
  if (about === null) return null;
  const { declared, browser, early } = about;
  const all = [
    [words.gpu, declared.gpu],
    [words.power, WORDS.powers[declared.powerSource]],
    [words.name, declared.machineName ?? words.noName],
    [words.browser, browser],
  ] as const;
  return (
    <>
      {early && <p class="message warning">{words.early}</p>}
      <h4>{words.says}</h4>
      <dl class="board-facts">
        {all.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

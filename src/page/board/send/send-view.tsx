/** Sending: what is asked, the run, the very JSON before it is sent, what came of it, and the runs and the key that this browser keeps. */
import type { JSX } from 'preact';
import { ErrorMessage } from '../../view/messages';
import type { ProgressProps } from '../../view/progress-view';
import { WORDS } from './catalogue/words';
import { FormView } from './form-view';
import { KeptView, KeyView } from './kept-view';
import type { KeptRun } from './kept';
import { PreviewView } from './preview-view';
import { isAtWork, type Obstacle, type SendForm, type SendState } from './send-model';
import { SentView } from './sent-view';

export interface SendActs {
  readonly onForm: (change: Partial<SendForm>) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onSend: (run: KeptRun) => void;
  /** Waits no longer for an answer. */
  readonly onStop: () => void;
  readonly onShow: (run: KeptRun) => void;
  /** Puts it away; it stays kept. */
  readonly onLater: () => void;
  readonly onDownload: (run: KeptRun) => void;
  readonly onForget: (run: KeptRun) => void;
  readonly onDelete: (run: KeptRun) => void;
  readonly onExportKey: () => void;
  readonly onImportKey: (file: File) => void;
}

export interface SendProps {
  readonly state: SendState;
  readonly obstacle: Obstacle | null;
  /** The page's isSecureContext. */
  readonly secure: boolean;
  readonly software: boolean;
  /** Names of the catalogue, to choose from. */
  readonly gpus: readonly string[];
  /** What the browser says of the GPU; empty until it is known, null where it says nothing. */
  readonly guess: string | null;
  /** Of the run that was begun here; null where there is none. */
  readonly progress: ProgressProps | null;
  /** Milliseconds. */
  readonly now: number;
  readonly acts: SendActs;
}

export function SendView(props: SendProps): JSX.Element {
  const { state, software, acts, now, progress } = props;
  const { phase, error, doubts, kept, deleting, said } = state;
  const runs = phase.kind === 'running' ? progress : null;
  return (
    <div class="board-send-all" id="board-send" data-phase={phase.kind}>
      {software && <p class="message warning">{WORDS.software}</p>}
      <FormView {...props} />
      {(phase.kind === 'ready' || phase.kind === 'sending') && (
        <PreviewView {...{ run: phase.run, doubts, acts, sending: phase.kind === 'sending' }} />
      )}
      {phase.kind === 'sent' && <SentView {...{ run: phase.run, answer: phase.answer, deleting, acts }} />}
      {/* Below what was pressed. What is heard changes with the step of the run, and not with each figure of it. */}
      <p role="status" id="board-send-status" class={`board-send-status${isSaid(phase) ? ' message' : ''}`}>
        {statusOf(props)}
      </p>
      {runs !== null && <Progress {...runs} />}
      {error !== null && (
        <div role="alert" id="board-send-error">
          <ErrorMessage error={error} />
        </div>
      )}
      <KeptView {...{ kept, deleting, now, acts, busy: isAtWork(phase) }} />
      <KeyView said={said} acts={acts} />
    </div>
  );
}

/** What a person has to know now, and not only in passing. */
const isSaid = (phase: SendState['phase']): boolean =>
  phase.kind === 'none' || (phase.kind === 'ready' && phase.stopped === true);

function statusOf({ state: { phase }, progress }: SendProps): string {
  switch (phase.kind) {
    case 'running':
      return progress?.phase === 'waiting' ? WORDS.running.waiting : WORDS.running.measuring;
    case 'proving':
      return WORDS.running.proving;
    case 'none':
      return WORDS.none[phase.why];
    case 'ready':
      return phase.stopped === true ? WORDS.stopped : '';
    case 'sending':
      return WORDS.sending;
    case 'idle':
    case 'sent':
      return '';
  }
}

/** Every line keeps its place, whatever it says. */
const Progress = ({ status, fraction, elapsed, remaining, detail }: ProgressProps): JSX.Element => (
  <div class="board-send-progress">
    <progress max={1} value={fraction} aria-label={WORDS.progress} />
    <p>{status}</p>
    <p class="hint board-send-times">
      {[elapsed, remaining, detail].map((text, index) => (
        <span key={index}>{text === '' ? '\u00a0' : text}</span>
      ))}
    </p>
  </div>
);

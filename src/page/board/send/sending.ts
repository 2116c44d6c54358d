/** Sends a run of this browser: begins it under a challenge, keeps what may be sent, sends and deletes it, keeps the key. What is drawn of it: send-view.tsx. */
import './send.css';
import { h, type JSX } from 'preact';
import { RefusedError } from '../../../../server/board/src/client/answer';
import { sendKept } from '../../../../server/board/src/client/send-kept';
import type { MadeSubmission } from '../../../../server/board/src/client/under-challenge';
import { decodeBlob } from '../../../foundation/decode-text';
import { asTokamarkError, type ErrorData } from '../../../foundation/errors';
import { loadCatalogue, type Catalogue } from '../../../hardware/catalogue';
import type { AdapterDescription } from '../../../report/schema';
import type { Controller } from '../../controller';
import { downloadText } from '../../dom/clipboard';
import type { Fable } from '../../fable';
import type { Records } from '../../history/records';
import type { PageState, RunOptions } from '../../state/page-state';
import { isSoftware } from '../../view/gpu-facts';
import { progressOf } from '../../view/progress-view';
import { pageShown, time } from '../time';
import { WORDS } from './catalogue/words';
import { boardCompanion } from './companion';
import { keptForBoard, keyIn, type KeptRun } from './kept';
import { lookAgain } from './look-again';
import { declaredOf, guessedName } from './machine';
import { isAtWork, NOTHING_YET, obstacleOf, optionsOf, type SendPhase, type SendState } from './send-model';
import { SendView, type SendActs, type SendProps } from './send-view';
import { clientUntil } from './stoppable-client';

export interface SendParts {
  readonly controller: Pick<Controller, 'run' | 'cancel'>;
  readonly fable: Fable;
  readonly records: Records;
  readonly state: () => PageState;
}

export interface Sending {
  /** The page's state has changed. */
  readonly update: () => void;
  readonly shown: () => SendProps;
  readonly drawn: () => JSX.Element;
}

const MOST_KEY = 64 * 1024;

interface Shower {
  /** Draws it, at once. */
  readonly changed: () => void;
  /** The control that was pressed is gone with what it belonged to: another takes its place. */
  readonly focus: (id: string) => void;
}

export function createSending(parts: SendParts, { changed, focus }: Shower): Sending {
  const { controller, fable, records } = parts;
  const kept = keptForBoard(records);
  const client = clientUntil();
  let state: SendState = NOTHING_YET;
  let catalogue: Catalogue | null = null;
  let guess: { readonly of: AdapterDescription; readonly text: string | null } | null = null;
  /** Of the run that was begun here and has not come to its end. */
  let own: { readonly options: RunOptions; isSeen: boolean } | null = null;
  let stopping = new AbortController();

  const change = (to: Partial<SendState>): void => {
    state = { ...state, ...to };
    changed();
  };
  const to = (phase: SendPhase, more: Partial<SendState> = {}): void => change({ phase, error: null, ...more });
  const list = async (): Promise<void> => change({ kept: await kept.runs() });
  const keep = async (run: KeptRun, remedy: string): Promise<void> => {
    try {
      await kept.keep(run);
    } catch {
      change({ error: notKept(remedy) });
    }
    await list();
  };

  const begin = async (): Promise<void> => {
    const { form } = state;
    const begun = { options: optionsOf(form), isSeen: false };
    own = begun;
    to({ kind: 'running' }, { doubts: [] });
    const companion = boardCompanion({
      ...{ client, time, power: parts.state().powerPreference, key: () => kept.key(), onMade: made(begun) },
      fable: (cancelled) => fable(cancelled).model,
      declared: async ({ adapter }) => declaredOf(form, adapter, await loadCatalogue()),
      onProof: () => {
        if (own === begun) to({ kind: 'proving' });
      },
      onFailed: (thrown) => {
        if (own !== begun) return;
        own = null;
        to({ kind: 'idle' }, { error: asTokamarkError(thrown).toData() });
      },
    });
    await controller.run(begun.options, companion);
    // It ended without a result, or the engine was needed for another.
    if (own === begun) giveUp();
  };

  const giveUp = (): void => {
    const { run } = parts.state();
    const isStill = run.options === own?.options;
    own = null;
    const error = isStill ? run.answer.error : null;
    if (error !== null && error.code !== 'cancelled') to({ kind: 'idle' }, { error });
    else to({ kind: 'none', why: isStill && run.phase === 'cancelled' ? 'cancelled' : 'ended' });
  };

  /** Of a run that was given up meanwhile, what may be sent is kept, and no more is said. */
  const made =
    (begun: typeof own) =>
    async (submission: MadeSubmission): Promise<void> => {
      const { text, why, doubts, stamped, until } = submission;
      const isOwn = own === begun;
      if (isOwn) own = null;
      if (text === null) {
        if (isOwn) to({ kind: 'none', why: why ?? 'no-proof' }, { doubts });
        return;
      }
      const run = { id: crypto.randomUUID(), text, madeAt: new Date().toISOString(), until, stamped, sent: null };
      if (isOwn) {
        to({ kind: 'ready', run }, { doubts });
        focus('board-send-ready');
      }
      await keep(run, WORDS.notKept.run);
    };

  const send = async (run: KeptRun): Promise<void> => {
    const stop = new AbortController();
    stopping = stop;
    to({ kind: 'sending', run });
    try {
      const answer = await sendKept(clientUntil(stop.signal), run.text, run.stamped);
      const { id, deleteToken } = answer;
      const sent: KeptRun = { ...run, sent: { id, deleteToken, state: answer.state, deleted: false } };
      to({ kind: 'sent', run: sent, answer });
      focus('board-send-sent');
      await keep(sent, WORDS.notKept.sent);
      if (answer.state === 'pending') void follow(sent);
    } catch (thrown) {
      if (stop.signal.aborted) to({ kind: 'ready', run, stopped: true });
      else to({ kind: 'ready', run }, { error: asTokamarkError(thrown).toData() });
      focus('board-send-send');
    }
  };

  /** For as long as its answer is in sight. */
  const follow = async (run: KeptRun): Promise<void> => {
    const { sent } = run;
    if (sent === null) return;
    const shownNow = () => {
      const { phase } = state;
      return phase.kind === 'sent' && phase.run.id === run.id && phase.run.sent?.deleted === false ? phase : null;
    };
    await lookAgain({
      ...{ look: () => client.look(sent.id), wait: time.wait, shown: pageShown },
      isWanted: () => shownNow() !== null,
      heard: async (stored) => {
        const phase = shownNow();
        if (phase === null) return;
        const known: KeptRun = { ...run, sent: { ...sent, state: stored.state } };
        change({ phase: { ...phase, run: known, answer: { ...phase.answer, ...stored } } });
        if (stored.state !== sent.state) await keep(known, WORDS.notKept.sent);
      },
    });
  };

  const remove = async (run: KeptRun): Promise<void> => {
    if (run.sent === null) return;
    change({ deleting: run.id, error: null });
    try {
      await client.remove(run.sent.id, run.sent.deleteToken);
    } catch (thrown) {
      // Somebody else has taken it away.
      if (!(thrown instanceof RefusedError && thrown.status === 404)) {
        change({ deleting: null, error: asTokamarkError(thrown).toData() });
        return;
      }
    }
    const gone: KeptRun = { ...run, sent: { ...run.sent, deleted: true } };
    const { phase } = state;
    const isShown = phase.kind === 'sent' && phase.run.id === run.id;
    change({ deleting: null, ...(isShown ? { phase: { ...phase, run: gone } } : {}) });
    if (isShown) focus('board-send-sent');
    await keep(gone, WORDS.notKept.list);
    if (!isShown) focus('board-send-kept');
  };

  const forget = async (run: KeptRun): Promise<void> => {
    const { phase } = state;
    if ('run' in phase && phase.run.id === run.id && phase.kind !== 'sending') to({ kind: 'idle' }, { doubts: [] });
    await kept.forget(run.id).catch(() => change({ error: notKept(WORDS.notKept.list) }));
    await list();
    focus(state.kept.length > 0 ? 'board-send-kept' : 'board-title-of-view');
  };

  const takeKey = async (file: File): Promise<void> => {
    const unkept = (): ErrorData => notKept(WORDS.notKept.list);
    try {
      const key = await keyIn(await decodeBlob(file, file.name, 'import', MOST_KEY));
      const error = key === null ? null : await kept.replaceKey(key).then(() => null, unkept);
      if (error === null) change({ said: key === null ? WORDS.key.wrong : WORDS.key.taken });
      else change({ said: '', error });
    } catch (thrown) {
      change({ said: '', error: asTokamarkError(thrown).toData() });
    }
  };

  const giveKey = async (): Promise<void> => {
    try {
      downloadText(`${JSON.stringify(await kept.key())}\n`, 'tokamark-device-key.json', JSON_TYPE);
      change({ said: '' });
    } catch (thrown) {
      change({ error: asTokamarkError(thrown).toData() });
    }
  };

  const acts: SendActs = {
    onForm: (form) => change({ form: { ...state.form, ...form } }),
    onRun: () => void begin(),
    onCancel: controller.cancel,
    onSend: (run) => void send(run),
    onStop: () => stopping.abort(),
    onShow: (run) => {
      if (isAtWork(state.phase)) return;
      to({ kind: 'ready', run }, { doubts: [] });
      focus('board-send-ready');
    },
    onLater: () => {
      to({ kind: 'idle' }, { doubts: [] });
      focus('board-send-kept');
    },
    onDownload: ({ text }) => downloadText(text, 'tokamark-submission.json', JSON_TYPE),
    onForget: (run) => void forget(run),
    onDelete: (run) => void remove(run),
    onExportKey: () => void giveKey(),
    onImportKey: (file) => void takeKey(file),
  };

  const guessOf = ({ gpu }: PageState): string | null => {
    if (gpu.kind !== 'known' || catalogue === null) return '';
    const { adapter } = gpu.description;
    if (guess?.of !== adapter) guess = { of: adapter, text: guessedName(adapter, catalogue) };
    return guess.text;
  };

  const shown = (): SendProps => {
    const page = parts.state();
    return {
      ...{ state, acts, secure: isSecureContext, software: isSoftware(page.gpu), now: Date.now() },
      obstacle: obstacleOf(page, state.phase),
      gpus: catalogue === null ? [] : catalogue.presets.map(({ name }) => name),
      guess: guessOf(page),
      progress: own !== null && page.run.options === own.options ? progressOf(page) : null,
    };
  };

  void loadCatalogue().then(
    (loaded) => {
      catalogue = loaded;
      changed();
    },
    // Without its names a person types their own.
    () => undefined,
  );
  void list();

  return {
    update: () => {
      if (own === null) return;
      const { run } = parts.state();
      const isNow = run.options === own.options;
      const isOver = own.isSeen && !isNow;
      own.isSeen ||= isNow;
      // Another was begun, so its engine was ended; or it was cancelled before it began.
      if (isOver || (isNow && run.phase === 'cancelled' && run.time.startedAt === null)) giveUp();
    },
    shown,
    drawn: () => h(SendView, shown()),
  };
}

const JSON_TYPE = 'application/json';

const notKept = (remedy: string): ErrorData => ({ code: 'history', message: WORDS.notKept.message, where: '', remedy });

/** Keeps the page for use offline when asked to, and has it isolated where its host does not. What it says is in offline-state.ts. */
import { h, render } from 'preact';
import { decodeBlob } from '../../foundation/decode-text';
import { asTokamarkError } from '../../foundation/errors';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { isBusy } from '../state/run-phase';
import { ask, ownRegistration, startServiceWorker } from './ask';
import { announcedSchema, offlineWords, type KeptState, type Loaded, type OfflineState } from './offline-state';
import { NewerVersion, OfflineView, type OfflineActs } from './offline-view';

const ANNOUNCED = 'offline.json';
const MOST_BYTES = 10_000;

export function createOffline(): View {
  const [place, notice] = [find('offline'), find('newer')];
  // Only in a secure context; some private windows have none either, whatever the type says.
  const container = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  let state: OfflineState = { kind: 'unknown' };
  let loaded: Loaded = { version: null, isolatesNext: false };
  let worker: ServiceWorker | null = null;
  let busy = false;

  const draw = (): void => {
    const words = offlineWords(state, loaded);
    const focused = document.activeElement?.id ?? '';
    render(h(OfflineView, { words, busy, acts }), place);
    render(h(NewerVersion, { words, busy, acts }), notice);
    // A button that goes takes the focus with it.
    if (/^(?:offline|newer)-/.test(focused) && document.getElementById(focused) === null) {
      document.getElementById('offline-about')?.focus();
    }
  };
  const show = (next: OfflineState): void => {
    state = next;
    draw();
  };
  const known = (kept: KeptState): void => show({ kind: 'known', ...kept });

  /** Does `work`, and says it where that fails. */
  const attempt = async (work: () => Promise<KeptState>): Promise<void> => {
    try {
      known(await work());
    } catch (thrown) {
      const { message, remedy } = asTokamarkError(thrown).toData();
      show({ kind: 'failed', message, remedy });
    }
  };

  const start = async (own: ServiceWorkerContainer): Promise<void> => {
    const registered = await ownRegistration(own);
    if (registered !== undefined || !crossOriginIsolated) worker = await startServiceWorker(own);
    if (worker !== null) {
      const kept = await ask(worker, 'state');
      loaded = {
        version: own.controller === null ? null : (kept.kept?.version ?? null),
        isolatesNext: !crossOriginIsolated && own.controller === null,
      };
      known(kept);
    } else known({ ...(await announced()), kept: null });
    // Its code is new: it may know of a newer page.
    own.addEventListener('controllerchange', () => {
      const { controller } = own;
      worker = controller ?? worker;
      if (controller !== null && state.kind === 'known') void attempt(() => ask(controller, 'state'));
    });
  };

  const keep = (own: ServiceWorkerContainer): Promise<void> =>
    attempt(async () => {
      const { bytes } = state.kind === 'known' ? state : await announced();
      show({ kind: 'keeping', done: 0, bytes });
      worker ??= await startServiceWorker(own);
      return ask(worker, 'keep', (done) => show({ kind: 'keeping', done, bytes }));
    });
  const use = async (own: ServiceWorkerContainer): Promise<void> => {
    await keep(own);
    // A run that has begun meanwhile goes on with the code that it began with.
    if (!busy && state.kind === 'known' && state.kept?.version === state.newest.version) location.reload();
  };

  const acts: OfflineActs = {
    onKeep: () => {
      if (container !== null && state.kind !== 'keeping') void keep(container);
    },
    onForget: () => {
      const asked = worker;
      if (asked !== null) void attempt(() => ask(asked, 'forget'));
    },
    onReload: () => location.reload(),
    onUse: () => {
      if (container !== null && state.kind !== 'keeping') void use(container);
    },
  };
  // Without it the page works as well.
  if (container !== null) void start(container).catch(() => undefined);

  return ({ run }) => {
    if (isBusy(run) === busy) return;
    busy = isBusy(run);
    // No download goes on while a run times.
    if (busy && state.kind === 'keeping' && worker !== null) void ask(worker, 'stop').catch(() => undefined);
    draw();
  };
}

/** What use offline takes, before anything is kept. */
async function announced(): Promise<Omit<KeptState, 'kept'>> {
  const response = await fetch(new URL(ANNOUNCED, document.baseURI), { cache: 'no-cache' });
  const text = await decodeBlob(await response.blob(), ANNOUNCED, 'network', MOST_BYTES);
  const { bytes, ...newest } = announcedSchema.parse(JSON.parse(text));
  return { newest, bytes };
}

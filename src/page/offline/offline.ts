/** Keeps the page for use offline when asked to, and has it isolated where its host does not. What it says is in offline-state.ts. */
import { h, render } from 'preact';
import { decodeBlob } from '../../foundation/decode-text';
import { asTokamarkError } from '../../foundation/errors';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageEvent, type PageState } from '../state/page-state';
import { ask, ownRegistration, startServiceWorker } from './ask';
import { announcedSchema, offlineWords, type KeptState, type Loaded, type OfflineState } from './offline-state';
import { NewerVersion, OfflineView, type OfflineActs } from './offline-view';

const ANNOUNCED = 'offline.json';
const MOST_BYTES = 10_000;

interface Given {
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
}

export function createOffline({ state, dispatch }: Given): View {
  const [place, notice] = [find('offline'), find('newer')];
  const known = (): OfflineState => state().offline.worker;
  const show = (worker: OfflineState): void => dispatch({ type: 'offline-changed', changed: { worker } });
  // Only in a secure context; some private windows have none either, whatever the type says.
  const container = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  let worker: ServiceWorker | null = null;

  /** Does `work`, and says it where that fails. */
  const attempt = async (work: () => Promise<KeptState>): Promise<void> => {
    try {
      show({ kind: 'known', ...(await work()) });
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
      const loaded: Loaded = {
        version: own.controller === null ? null : (kept.kept?.version ?? null),
        isolatesNext: !crossOriginIsolated && own.controller === null,
      };
      dispatch({ type: 'offline-changed', changed: { loaded, worker: { kind: 'known', ...kept } } });
    } else show({ kind: 'known', ...(await announced()), kept: null });
    // Its code is new: it may know of a newer page.
    own.addEventListener('controllerchange', () => {
      const { controller } = own;
      worker = controller ?? worker;
      if (controller !== null && known().kind === 'known') void attempt(() => ask(controller, 'state'));
    });
  };

  const keep = (own: ServiceWorkerContainer): Promise<void> =>
    attempt(async () => {
      const now = known();
      const { bytes } = now.kind === 'known' ? now : await announced();
      show({ kind: 'keeping', done: 0, bytes });
      worker ??= await startServiceWorker(own);
      return ask(worker, 'keep', (done) => show({ kind: 'keeping', done, bytes }));
    });
  const use = async (own: ServiceWorkerContainer): Promise<void> => {
    await keep(own);
    // A run that has begun meanwhile goes on with the code that it began with.
    const now = known();
    if (!isBusy(state().run) && now.kind === 'known' && now.kept?.version === now.newest.version) location.reload();
  };

  const acts: OfflineActs = {
    onKeep: () => {
      if (container !== null && known().kind !== 'keeping') void keep(container);
    },
    onForget: () => {
      const asked = worker;
      if (asked !== null) void attempt(() => ask(asked, 'forget'));
    },
    onReload: () => location.reload(),
    onUse: () => {
      if (container !== null && known().kind !== 'keeping') void use(container);
    },
  };
  // Without it the page works as well.
  if (container !== null) void start(container).catch(() => undefined);

  const stopWhileBusy = whenChanged(
    (busy: boolean) => [busy],
    (busy) => {
      // No download goes on while a run times.
      if (busy && known().kind === 'keeping' && worker !== null) void ask(worker, 'stop').catch(() => undefined);
    },
  );
  const draw = whenChanged(
    (now: OfflineState, loaded: Loaded, busy: boolean) => [now, loaded, busy],
    (now, loaded, busy) => {
      const words = offlineWords(now, loaded);
      const focused = document.activeElement?.id ?? '';
      render(h(OfflineView, { words, busy, acts }), place);
      render(h(NewerVersion, { words, busy, acts }), notice);
      // A button that goes takes the focus with it.
      if (/^(?:offline|newer)-/.test(focused) && document.getElementById(focused) === null) {
        document.getElementById('offline-about')?.focus();
      }
    },
  );
  return ({ run, offline }) => {
    stopWhileBusy(isBusy(run));
    draw(offline.worker, offline.loaded, isBusy(run));
  };
}

/** What use offline takes, before anything is kept. */
async function announced(): Promise<Omit<KeptState, 'kept'>> {
  const response = await fetch(new URL(ANNOUNCED, document.baseURI), { cache: 'no-cache' });
  const text = await decodeBlob(await response.blob(), ANNOUNCED, 'network', MOST_BYTES);
  const { bytes, ...newest } = announcedSchema.parse(JSON.parse(text));
  return { newest, bytes };
}

/** Draws the folded card of published models; its data and words are loaded when it is first opened. */
import { h, render } from 'preact';
import type { Allocated } from '../../device/allocation';
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import type { Bytes } from '../../foundation/units';
import type { EngineDescription, Outcome } from '../../worker/protocol';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
import { WORDS } from './catalogue/run-words';
import { ModelsCard, type ModelsCardProps } from './models-view';

/** Of the adapter that it was found on. */
interface Found {
  readonly of: EngineDescription;
  readonly memory: Allocated;
}

export function createModels(allocate: (most: Bytes) => Promise<Outcome<Allocated>>, onChange: () => void): View {
  const host = find('models-card');
  const load = () => loaded('The published models', () => import('./models-card'));
  let adapter: EngineDescription | null = null;
  let found: Found | null = null;
  let busy = false;
  let card: Card = { text: null, aboutAllocating: '', said: '', error: null };
  let open = false;
  let wanted: Shown | null = null;
  /** The models have not come: whoever opens the card again asks again. */
  let failed = false;

  const change = (next: Partial<Card>): void => {
    card = { ...card, ...next };
    draw();
  };
  const tryAllocating = async (of: EngineDescription): Promise<void> => {
    busy = true;
    change({ said: WORDS.models.taking, error: null });
    try {
      const outcome = await allocate((await load()).mostHere(isPhone()));
      if (outcome.ok) found = { of, memory: outcome.value };
      change({ said: '', error: outcome.ok ? null : outcome.error });
    } catch (thrown) {
      change({ said: '', error: asTokamarkError(thrown).toData() });
    } finally {
      busy = false;
      onChange();
    }
  };
  const fill = async (shown: Shown): Promise<void> => {
    wanted = shown;
    if (failed) change({ error: null });
    failed = false;
    try {
      const { aboutAllocating, modelsText } = await load();
      const text = await modelsText(shown.result, shown.formats, shown.memory);
      // What was asked for first may come last.
      if (wanted === shown) change({ text, aboutAllocating: aboutAllocating(isPhone()) });
    } catch (thrown) {
      if (wanted !== shown) return;
      failed = true;
      change({ error: asTokamarkError(thrown).toData() });
    }
  };
  const fillAnew = whenChanged(
    ({ result, formats, memory }: Shown) => [result, memory, JSON.stringify(formats)],
    (shown) => void fill(shown),
  );
  let latest: Shown | null = null;
  let running = false;
  const acts = {
    onOpen: (isOpen: boolean): void => {
      open = isOpen;
      if (!open || latest === null) return;
      if (failed) void fill(latest);
      else fillAnew(latest);
    },
    onAllocate: (): void => {
      if (adapter !== null) void tryAllocating(adapter);
    },
  };
  const draw = (): void =>
    render(h(ModelsCard, { ...card, ...acts, canAllocate: !busy && !running && adapter !== null }), host);
  return ({ run, gpu }, options) => {
    adapter = gpu.kind === 'known' ? gpu.description : null;
    running = isBusy(run);
    latest = shownOf({ run }, options, found !== null && found.of === adapter ? found.memory : null);
    if (open) fillAnew(latest);
    draw();
  };
}

type Card = Pick<ModelsCardProps, 'text' | 'aboutAllocating' | 'said' | 'error'>;

interface Shown extends Pick<RunOptions, 'formats'> {
  readonly result: PageState['run']['answer']['result'];
  readonly memory: Allocated | null;
}

const shownOf = ({ run }: Pick<PageState, 'run'>, { formats }: RunOptions, memory: Allocated | null): Shown => ({
  ...{ result: run.answer.result, formats, memory },
});

/** Also a tablet: what is touched first and last has little memory, and ends a page that takes much. */
const isPhone = (): boolean => window.matchMedia('(pointer: coarse)').matches;

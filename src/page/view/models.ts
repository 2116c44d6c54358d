/** Draws the folded card of published models; its data and words are loaded when it is first opened. */
import type { Allocated } from '../../device/allocation';
import { asTokamarkError } from '../../foundation/errors';
import type { Bytes } from '../../foundation/units';
import type { EngineDescription, Outcome } from '../../worker/protocol';
import { find, makeHint, makeList, setText } from '../dom/find';
import { whenChanged, whileOpen, type View } from '../dom/view';
import { isBusy, type PageState, type RunOptions } from '../state/page-state';
import { errorMessage } from './messages';
import { sheetTable } from './plain-table';

/** Of the adapter that it was found on. */
interface Found {
  readonly of: EngineDescription;
  readonly memory: Allocated;
}

export function createModels(allocate: (most: Bytes) => Promise<Outcome<Allocated>>, onChange: () => void): View {
  const button = find('models-allocate', HTMLButtonElement);
  const load = () => import('./models-card');
  let adapter: EngineDescription | null = null;
  let found: Found | null = null;
  let allocating = false;

  const tryAllocating = async (of: EngineDescription): Promise<void> => {
    allocating = true;
    onChange();
    setText('models-message', 'Taking memory, and freeing it…');
    try {
      const outcome = await allocate((await load()).mostHere(isPhone()));
      if (outcome.ok) found = { of, memory: outcome.value };
      find('models-message').replaceChildren(...(outcome.ok ? [] : [errorMessage(outcome.error)]));
    } finally {
      allocating = false;
      onChange();
    }
  };
  button.addEventListener('click', () => {
    if (adapter !== null) void tryAllocating(adapter);
  });

  let newest: Shown | null = null;
  const fill = async (shown: Shown): Promise<void> => {
    newest = shown;
    const { aboutAllocating, modelsText } = await load();
    const text = await modelsText(shown.result, shown.formats, shown.memory);
    // What was asked for first may come last.
    if (newest !== shown) return;
    setText('models-about', text.about);
    setText('models-allocate-about', aboutAllocating(isPhone()));
    find('models-table').replaceChildren(sheetTable(text.sheet));
    find('models-notes').replaceChildren(makeList(text.notes, 'energy-notes'));
  };
  const draw = whenChanged(
    ({ result, formats, memory }: Shown) => [result, memory, JSON.stringify(formats)],
    (shown) => {
      void fill(shown).catch((thrown: unknown) => {
        find('models-table').replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
      });
    },
  );
  find('models-table').replaceChildren(makeHint('Loading the models…'));
  const whenOpen = whileOpen(find('models-details', HTMLDetailsElement), draw);
  return ({ run, gpu }, options) => {
    adapter = gpu.kind === 'known' ? gpu.description : null;
    button.disabled = allocating || adapter === null || isBusy(run);
    whenOpen(shownOf({ run }, options, found !== null && found.of === adapter ? found.memory : null));
  };
}

interface Shown extends Pick<RunOptions, 'formats'> {
  readonly result: PageState['run']['answer']['result'];
  readonly memory: Allocated | null;
}

const shownOf = ({ run }: Pick<PageState, 'run'>, { formats }: RunOptions, memory: Allocated | null): Shown => ({
  ...{ result: run.answer.result, formats, memory },
});

/** Also a tablet: what is touched first and last has little memory, and ends a page that takes much. */
const isPhone = (): boolean => window.matchMedia('(pointer: coarse)').matches;

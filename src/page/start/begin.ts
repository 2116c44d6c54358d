/**
 * What is there first: which GPU this is, and Run. The rest of the page's code comes when Run can be pressed, and does then what a
 * person has done meanwhile. It stays small: npm run check:size.
 */
import { asTokamarkError } from '../../foundation/errors';
import type { SpawnedEngine } from '../../worker/spawn';
import { find, setText } from '../dom/find';
import type { GpuState } from '../state/page-state';
import { drawFirstGpu } from '../view/gpu-cards';
import { showError } from '../view/messages';
import { WORDS } from './catalogue/words';
import { describeGpu } from './describe-gpu';
import { holdEvents } from './held-events';
import { within } from './within';

/** A browser that never finds its GPU does not keep the rest of the page waiting; nor does a person who does something. */
const PATIENCE_MILLISECONDS = 10_000;

type StartPage = (spawn: () => SpawnedEngine, gpu: GpuState) => Promise<void>;

export async function begin(spawn: () => SpawnedEngine, load: () => Promise<{ startPage: StartPage }>): Promise<void> {
  let first: SpawnedEngine | null = spawn();
  const held = holdEvents(document, ({ id }) => {
    if (id !== 'options-form') return;
    document.body.dataset['run'] = 'some';
    setText('status', WORDS.starting);
  });
  // An address of a room, a receipt or another's result is not for this part.
  const early = location.hash === '' ? null : load();
  early?.catch(() => undefined);
  const described = describeGpu(first.engine, 'high-performance');
  const gpu = await within(Promise.race([described, touched()]), PATIENCE_MILLISECONDS, ASKING);
  drawFirstGpu(gpu);
  find('run-button', HTMLButtonElement).disabled = gpu.kind !== 'known';
  try {
    const { startPage } = await (early ?? load());
    await startPage(() => {
      const spawned = first ?? spawn();
      first = null;
      return spawned;
    }, gpu);
    held.replay();
  } catch (thrown) {
    find('run-button', HTMLButtonElement).disabled = true;
    showError(find('gpu-message'), asTokamarkError(thrown).toData());
  }
}

const ASKING: GpuState = { kind: 'asking' };

/** Once a person does something: the address of a room counts. */
const touched = (): Promise<GpuState> =>
  new Promise((resolve) => {
    for (const type of ['pointerdown', 'keydown', 'hashchange']) {
      window.addEventListener(type, () => resolve(ASKING), { once: true });
    }
  });

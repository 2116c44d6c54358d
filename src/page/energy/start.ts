/**
 * Loads the card of energy and cost, its data and what works it out, once the GPU is known and the page is at rest: none of it delays the
 * first number.
 */
import { asTokamarkError } from '../../foundation/errors';
import { loadPublishedModels } from '../../predict/published-models';
import type { Result } from '../../report/schema';
import type { EngineDescription } from '../../worker/protocol';
import { setText } from '../dom/find';
import type { View } from '../dom/view';
import { isBusy } from '../state/page-state';
import type { EnergyCard } from './card';

export function createEnergy(onChange: () => void) {
  /** False: nothing yet; null: without a GPU. */
  let asked: EngineDescription | null | false = false;
  let card: EnergyCard | null = null;
  let busy = false;
  /** A run has begun meanwhile: reading the data would take from it, and waits for its end. */
  const later = (): boolean => {
    if (busy) asked = false;
    return busy;
  };
  const load = async (description: EngineDescription | null): Promise<void> => {
    if (later()) return;
    const { loadEnergy } = await import('./load');
    if (later()) return;
    const data = await loadEnergy(description);
    if (card === null) {
      const [{ createEnergyCard }, { models }] = await Promise.all([import('./card'), loadPublishedModels()]);
      card = createEnergyCard(data, models, onChange);
    } else {
      card.identified(data);
    }
    onChange();
  };
  const draw: View = (state, options) => {
    busy = isBusy(state.run);
    const description = state.gpu.kind === 'known' ? state.gpu.description : null;
    if (state.gpu.kind !== 'asking' && description !== asked && !busy) {
      asked = description;
      atRest(() => void load(description).catch(failed));
    }
    card?.draw(state, options);
  };
  /** With what it costs, once the card is there. */
  const complete = (result: Result): Result => card?.complete(result) ?? result;
  return { draw, complete };
}

function failed(thrown: unknown): void {
  const { message } = asTokamarkError(thrown);
  setText('energy-device', `Energy cannot be calculated here: ${message} Reload the page.`);
}

/** Safari has no idle callback. */
function atRest(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

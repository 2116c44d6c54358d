/**
 * Loads the cards of energy and cost, their data and what works them out: when somebody enters their room, or once a run has ended, whose
 * result is taken away with what it took. Until then none of it takes time from the page.
 */
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import { loadPublishedModels } from '../../predict/published-models';
import type { Result } from '../../report/schema';
import type { EngineDescription } from '../../worker/protocol';
import { find } from '../dom/find';
import type { View } from '../dom/view';
import { hasEnded, isBusy } from '../state/page-state';
import { showError } from '../view/messages';
import type { EnergyCard, EnergyPage } from './card';

/** What is drawn in one go: all of it together would be a long task. */
const COST_PARTS = ['room', 'machine', 'compared'] as const;

export type CostPart = (typeof COST_PARTS)[number];

export function createEnergy(given: EnergyPage) {
  const { onChange } = given;
  /** False: nothing yet; null: without a GPU. */
  let asked: EngineDescription | null | false = false;
  let card: EnergyCard | null = null;
  let loading = Promise.resolve();
  let inRoom = false;
  /** From then on it is drawn in every room: what is measured with a battery goes on in them. */
  let entered = false;
  /** It is asked for again at the next visit. */
  let failed = false;
  let waits = false;
  /** A run has begun meanwhile: reading the data would take from it, and waits for its end. */
  const later = (): boolean => {
    if (waits) asked = false;
    return waits;
  };
  const load = async (description: EngineDescription | null): Promise<void> => {
    const problem = find('cost-problem');
    showError(problem, null);
    failed = false;
    try {
      const [{ loadEnergy }, { createEnergyCard }, { models }] = await loaded('What a token costs', () =>
        Promise.all([import('./load'), import('./card'), loadPublishedModels()]),
      );
      if (later()) return;
      const data = await loadEnergy(description);
      if (card === null) card = createEnergyCard(data, models, given);
      else card.identified(data);
      onChange();
    } catch (thrown) {
      failed = true;
      showError(problem, asTokamarkError(thrown).toData());
    }
  };
  const ask: View = (state) => {
    const enters = state.room === 'cost' && !inRoom;
    inRoom = state.room === 'cost';
    entered ||= inRoom;
    waits = isBusy(state.run) && !inRoom;
    if (enters && failed) asked = false;
    const description = state.gpu.kind === 'known' ? state.gpu.description : null;
    const wanted = (entered || hasEnded(state.run)) && !waits;
    if (!wanted || state.gpu.kind === 'asking' || description === asked) return;
    asked = description;
    loading = inRoom ? load(description) : atRest().then(() => load(description));
  };
  const parts = COST_PARTS.map((part): View => (state, options) => {
    if (entered) card?.draw[part](state, options);
  });
  /** With what it costs, as soon as what it takes to say that is there; without, where that has failed. */
  const complete = async (result: Result): Promise<Result> => {
    await loading;
    return card?.complete(result) ?? result;
  };
  return { views: [ask, ...parts], complete };
}

/** Safari has no idle callback. */
const atRest = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });

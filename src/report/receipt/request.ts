/** The settings that a receipt asks for, as an engine takes them. Whoever replays it gives the model folder. */
import { ownOptionsOf, type RunSettings } from '../../options/settings';
import type { Receipt } from './receipt';

export interface ReplaySettings extends RunSettings {
  readonly receipt: Receipt;
}

export const replaySettings = (receipt: Receipt): ReplaySettings => ({
  ...ownOptionsOf(receipt),
  shape: 'shape' in receipt.model ? receipt.model.shape : null,
  ...{ formats: receipt.formats, tests: receipt.tests, sustained: receipt.sustained, fidelity: receipt.fidelity },
  // A replay measures what the receipt says, however long it takes.
  budgetSeconds: null,
  tuning: receipt.tuned ? 'remembered' : 'off',
  receipt,
});

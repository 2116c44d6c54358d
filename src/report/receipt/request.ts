/** The settings that a receipt asks for, as an engine takes them; a model folder is whoever replays' to give. */
import type { Test } from '../../benchmark/workload';
import type { SustainedTest } from '../../benchmark/suite/suite';
import type { ModelFormat } from '../../kernels/format';
import type { Receipt } from './receipt';

export interface ReplaySettings {
  /** Null: that of the model folder. */
  readonly shape: string | null;
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly repetitions: number;
  readonly sustained: SustainedTest | null;
  /** None: a replay measures what the receipt says, however long it takes. */
  readonly budgetSeconds: null;
  readonly seed: number;
  readonly tuning: 'remembered' | 'off';
  readonly roofs: boolean;
  readonly waterfalls: boolean;
  readonly fidelity: Receipt['fidelity'];
  readonly receipt: Receipt;
}

export const replaySettings = (receipt: Receipt): ReplaySettings => ({
  shape: 'shape' in receipt.model ? receipt.model.shape : null,
  formats: receipt.formats,
  tests: receipt.tests,
  repetitions: receipt.repetitions,
  sustained: receipt.sustained,
  budgetSeconds: null,
  seed: receipt.seed,
  tuning: receipt.tuned ? 'remembered' : 'off',
  roofs: receipt.roofs,
  waterfalls: receipt.waterfalls,
  fidelity: receipt.fidelity,
  receipt,
});

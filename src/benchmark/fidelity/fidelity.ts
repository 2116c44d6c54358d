/** What fidelity is as data: what each format of Fable makes of the held-out passage, and what rounding its weights lost. */
import type { Bytes } from '../../foundation/units';
import type { TokamarkError } from '../../foundation/errors';
import type { MatrixFormat } from '../../kernels/format';
import type { ModelFormat } from '../../kernels/recipe';
import type { Reconstruction } from '../../kernels/matrix/reconstruction';
import type { ReferenceCheck } from '../../model/parity/compare';
import type { Quantised, Reference } from '../../model/parity/reference';
import type { WindowFigures } from '../../model/parity/windows';
import type { ModelFolder } from '../../model/files/folder';

/**
 * Windows that a figure needs. Fewer are a check that the kernels agree with the reference on those windows: on one window, INT4 has
 * read as better than FP16.
 */
export const FEWEST_WINDOWS = 8;

/** A model with a passage that it was not trained on, and what another engine made of it. */
export interface FidelityInput {
  readonly folder: ModelFolder;
  readonly weightsSha256: string;
  readonly passage: string;
  readonly passageSha256: string;
  readonly reference: Reference;
  readonly quantised: Quantised;
}

/** One matrix as the engine holds it: Q|K|V and gate|up are one each. */
export interface TensorError {
  readonly name: string;
  readonly format: MatrixFormat;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: Bytes;
  readonly error: Reconstruction;
}

export interface FormatFidelity {
  readonly format: ModelFormat;
  /** In the order of the passage; FP16's own have no KL and agree in everything. */
  readonly windows: readonly WindowFigures[];
  /** FP16 by its perplexity, the others by their KL; null before the first window. */
  readonly check: ReferenceCheck | null;
  readonly tensors: readonly TensorError[];
  /** Why there are no figures. */
  readonly error: TokamarkError | null;
}

export interface Fidelity {
  readonly model: string;
  readonly weightsSha256: string;
  readonly passageSha256: string;
  readonly windowTokens: number;
  readonly windowsAsked: number;
  /** FP16 first: the others are compared with it, whether it was asked for or not. */
  readonly rows: readonly FormatFidelity[];
}

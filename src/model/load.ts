/** A model made ready on a device, and everything of it freed again. */
import type { GpuContext } from '../device/context';
import { bytes, type Bytes } from '../foundation/units';
import type { ChosenVariants } from '../tuning/site';
import type { TransformerOptions } from './activations';
import { Session } from './session';
import { TransformerFrame, type Transformer, type TuningSites } from './transformer';
import type { ModelWeights } from './weights/weights';

export interface LoadedModel {
  /** What runs now. */
  readonly transformer: Transformer;
  readonly session: Session;
  /** Bytes of all its buffers: weights, activations, cache, readback. */
  readonly bytes: Bytes;
  /** What may be chosen for it. */
  readonly sites: () => TuningSites;
  /** Makes its dispatches anew, with other variants, in the same buffers. @throws TokamarkError `shader`. */
  readonly choose: (chosen: ChosenVariants) => Promise<void>;
  readonly dispose: () => void;
}

/** @throws what makeWeights and the making of a transformer throw; nothing stays allocated then. */
export async function loadModel(
  context: GpuContext,
  makeWeights: () => Promise<ModelWeights>,
  options: TransformerOptions,
  signal: AbortSignal | null,
): Promise<LoadedModel> {
  const { value, made } = await context.buffers.during(async () => {
    const frame = await TransformerFrame.make(context, await makeWeights(), options);
    return { frame, session: new Session(context, await frame.transformer(), signal) };
  });
  const { frame, session } = value;
  return {
    session,
    get transformer() {
      return session.model;
    },
    bytes: bytes(made.reduce((sum, buffer) => sum + buffer.size, 0)),
    sites: () => frame.sites(),
    choose: async (chosen) => {
      session.model = await frame.transformer(chosen);
    },
    dispose: () => context.buffers.destroy(...made),
  };
}

/** A model made ready on a device, and everything of it freed again. */
import type { GpuContext } from '../device/context';
import { bytes, type Bytes } from '../foundation/units';
import { Session } from './session';
import { createTransformer, type Transformer, type TransformerOptions } from './transformer';
import type { ModelWeights } from './weights/weights';

export interface LoadedModel {
  readonly transformer: Transformer;
  readonly session: Session;
  /** Bytes of all its buffers: weights, activations, cache, readback. */
  readonly bytes: Bytes;
  readonly dispose: () => void;
}

/** @throws what makeWeights and createTransformer throw; nothing stays allocated then. */
export async function loadModel(
  context: GpuContext,
  makeWeights: () => Promise<ModelWeights>,
  options: TransformerOptions,
  signal: AbortSignal | null,
): Promise<LoadedModel> {
  const { value, made } = await context.buffers.during(async () => {
    const transformer = await createTransformer(context, await makeWeights(), options);
    return { transformer, session: new Session(context, transformer, signal) };
  });
  const size = bytes(made.reduce((sum, buffer) => sum + buffer.size, 0));
  return { ...value, bytes: size, dispose: () => context.buffers.destroy(...made) };
}

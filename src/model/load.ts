/** A model made ready on a device, and everything of it freed again. */
import type { GpuContext } from '../device/context';
import { Session } from './session';
import { createTransformer, type Transformer, type TransformerOptions } from './transformer';
import type { ModelWeights } from './weights/weights';

export interface LoadedModel {
  readonly transformer: Transformer;
  readonly session: Session;
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
  return { ...value, dispose: () => context.buffers.destroy(...made) };
}

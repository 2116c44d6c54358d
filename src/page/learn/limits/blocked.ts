/** Why the model cannot be asked now. */
import { isBusy, type PageState, type RunPhase } from '../../state/page-state';

export const BLOCKS = ['busy', 'no-webgpu', 'insecure', 'no-adapter', 'no-device'] as const;
export type Blocked = (typeof BLOCKS)[number];

/**
 * Null where nothing stands against it, also while nobody knows yet: a press then waits for the answer.
 * @param secure the page's isSecureContext: without it a browser hides WebGPU altogether
 */
export function blockedBy(
  { run, gpu }: { readonly run: { readonly phase: RunPhase }; readonly gpu: PageState['gpu'] },
  secure: boolean,
): Blocked | null {
  if (isBusy(run)) return 'busy';
  if (gpu.kind !== 'missing') return null;
  const { code } = gpu.error;
  if (code === 'no-webgpu') return secure ? code : 'insecure';
  return code === 'no-adapter' ? code : 'no-device';
}

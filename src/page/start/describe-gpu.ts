/** Asks the engine which GPU there is, and takes no answer, and one of another version, for an answer too. */
import type { ErrorData } from '../../foundation/errors';
import { failed } from '../../foundation/outcome';
import { WORKER_PROTOCOL, type Engine, type PowerPreference } from '../../worker/protocol';
import type { GpuState } from '../state/page-state';
import { within } from './within';

const DESCRIBE_MILLISECONDS = 30_000;

export async function describeGpu(
  engine: Engine,
  powerPreference: PowerPreference,
): Promise<Exclude<GpuState, { kind: 'asking' }>> {
  const answer = engine.describe(powerPreference).catch(failed);
  const outcome = await within(answer, DESCRIBE_MILLISECONDS, { ok: false, error: NO_ANSWER } as const);
  if (!outcome.ok) return { kind: 'missing', error: outcome.error };
  // A cached worker of an older page would answer with its own version, whatever the type says.
  const spoken: string = outcome.value.protocol;
  if (spoken !== WORKER_PROTOCOL) return { kind: 'missing', error: OTHER_PROTOCOL };
  return { kind: 'known', description: outcome.value };
}

const NO_ANSWER: ErrorData = {
  code: 'internal',
  message: 'The background worker did not answer within 30 seconds.',
  where: '',
  remedy: 'Reload the page; if that does not help, close other tabs that use the GPU, or restart the browser.',
};

const OTHER_PROTOCOL: ErrorData = {
  code: 'internal',
  message: 'The background worker has another version than this page.',
  where: '',
  remedy: 'Reload the page without the cache (Ctrl+Shift+R, on a Mac Cmd+Shift+R).',
};

/**
 * What a run goes on without: an extra that fails, such as a roof or a text, costs itself and nothing else. Not for what a format
 * needs: there the format fails (measure.ts).
 */
import type { GpuContext } from '../device/context';
import { asTokamarkError, TokamarkError } from '../foundation/errors';

/** What no other format or step can survive. */
export const endsEverything = (thrown: unknown): boolean =>
  thrown instanceof TokamarkError && (thrown.code === 'cancelled' || thrown.code === 'device-lost');

/**
 * What `work` gives; null where it failed, of which `onProblem` has then heard. What the device refuses meanwhile is this extra's
 * failure too: no later step hears of it.
 * @param extra in words that go on "This run goes on without ..."
 * @throws TokamarkError `cancelled`, `device-lost`: what ends the run
 */
export async function survive<T>(
  context: GpuContext,
  extra: string,
  onProblem: (error: TokamarkError) => void,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await context.guarded(extra, work);
  } catch (thrown) {
    const error = asTokamarkError(thrown);
    if (endsEverything(error)) throw error;
    onProblem(without(extra, error));
    return null;
  }
}

/** The same error, with what it costs named first. */
export const without = (extra: string, cause: TokamarkError): TokamarkError =>
  new TokamarkError({ ...cause.toData(), message: `This run goes on without ${extra}. ${cause.message}` }, { cause });

/** The device was lost in what came before the measurement and is not part of it: another try may pass without. */
export class ExtraLoss extends TokamarkError {
  constructor(
    readonly extra: string,
    cause: TokamarkError,
  ) {
    super(cause.toData(), { cause });
  }
}

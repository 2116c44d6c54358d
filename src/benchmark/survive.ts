/**
 * What a run goes on without: an extra that fails, such as a roof or a text, costs itself and nothing else (Bench.survive). Not for what a
 * format needs: there the format fails (measure/).
 */
import { asTokamarkError, TokamarkError } from '../foundation/errors';

/** What no other format or step can survive. */
export const endsEverything = (thrown: unknown): boolean =>
  thrown instanceof TokamarkError && (thrown.code === 'cancelled' || thrown.code === 'device-lost');

/** The same error, with what it costs named first. */
export const without = (extra: string, cause: TokamarkError): TokamarkError =>
  new TokamarkError({ ...cause.toData(), message: `This run goes on without ${extra}. ${cause.message}` }, { cause });

/** What comes before the measurement and is not part of it, in words that continue "This run goes on without ...". */
export const EARLY_EXTRAS = { roofs: 'the measured roofs', story: 'Fable’s texts' } as const;
export type EarlyExtra = keyof typeof EARLY_EXTRAS;

/** The device was lost in what came before the measurement and is not part of it: another try may pass without. */
export class ExtraLoss extends TokamarkError {
  constructor(
    readonly extra: EarlyExtra,
    cause: TokamarkError,
  ) {
    super(cause.toData(), { cause });
  }
}

/** What `work` of such an extra gives. @throws ExtraLoss where the device was lost; what else `work` throws as TokamarkError */
export async function orExtraLoss<T>(extra: EarlyExtra, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asTokamarkError(thrown);
    throw error.code === 'device-lost' ? new ExtraLoss(extra, error) : error;
  }
}

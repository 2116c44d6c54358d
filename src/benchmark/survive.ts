/**
 * What a run goes on without: an extra that fails, such as a roof or a text, costs itself and nothing else (Bench.survive). Not for what a
 * format needs: there the format fails (measure/).
 */
import { TokamarkError } from '../foundation/errors';

/** What no other format or step can survive. */
export const endsEverything = (thrown: unknown): boolean =>
  thrown instanceof TokamarkError && (thrown.code === 'cancelled' || thrown.code === 'device-lost');

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

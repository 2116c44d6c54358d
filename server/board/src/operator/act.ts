/** What an operator does: one transaction, with the row of the audit that says who did it, and nothing of it if any part fails. */
import type { Transaction } from 'kysely';
import { TokamarkError } from '../../../../src/foundation/errors';
import type { Database } from '../database/open';
import type { Tables } from '../database/tables';
import { withRetries } from '../database/with-retries';

export type Writing = Transaction<Tables>;

export interface Act {
  readonly name: string;
  /** What it was done to: the id of a run, a device, a cohort. */
  readonly subject: string;
  /** @returns what the audit keeps of it, and the operator is told */
  readonly work: (transaction: Writing) => Promise<object>;
}

export const carryOut = ({ write }: Database, actor: string, { name, subject, work }: Act): Promise<object> =>
  withRetries(() =>
    write.transaction().execute(async (transaction) => {
      const detail = await work(transaction);
      await transaction
        .insertInto('audit')
        .values({ actor, act: name, subject, detail: JSON.stringify(detail) })
        .execute();
      return detail;
    }),
  );

export const cannot = (message: string, where: string, remedy: string): TokamarkError =>
  new TokamarkError({ code: 'option', message, where, remedy });

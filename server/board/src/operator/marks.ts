/**
 * What the operator says beside figures: that a device is confirmed or has no name, a warning at a cohort, a suite that is withdrawn.
 * Figures stay.
 */
import { confirmAnew } from '../submission/cohort-rows';
import { cannot, type Act } from './act';

/** @param word null: it is taken back */
export const confirmDevice = (id: string, word: boolean | null): Act => ({
  ...{ name: 'confirm', subject: id },
  work: async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('devices')
      .set({ confirmed_as: word })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw noSuchDevice(id);
    return { word, confirmed: await confirmAnew(transaction, id) };
  },
});

const noSuchDevice = (id: string) => cannot('There is no such device.', id, 'Take its id as `show RUN` prints it.');

/** The audit does not keep the name either. @param unnamed false: its next run may bring one again */
export const unnameDevice = (id: string, unnamed: boolean): Act => ({
  ...{ name: 'unname', subject: id },
  work: async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('devices')
      .set(unnamed ? { unnamed, machine_name: null } : { unnamed })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw noSuchDevice(id);
    return { unnamed };
  },
});

/** @param text null: the warning is taken back */
export const warnCohort = (id: number, text: string | null): Act => ({
  ...{ name: 'warn', subject: String(id) },
  work: async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('cohorts')
      .set({ warning: text, updated_at: new Date() })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw cannot('There is no such cohort.', String(id), 'Take its id as /api/cohorts gives it.');
    return { warning: text };
  },
});

/** It is shown with the reason, and no challenge is given out for it any more. */
export const withdrawSuite = (id: string, why: string): Act => ({
  ...{ name: 'withdraw', subject: id },
  work: async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('suites')
      .set({ withdrawn_at: new Date(), withdrawn_why: why })
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw cannot('The board has no such suite.', id, 'See /api/context for those that it has.');
    return { why };
  },
});

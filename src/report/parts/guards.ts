/** What was seen that can make a number untrue. The engine tells all of it each time. */
import { guardsSchema } from '../schema/guards';
import type { ResultPart } from './part';

export const guards: ResultPart<typeof guardsSchema> = {
  schema: guardsSchema,
  empty: { periods: [], timestamps: null },
};

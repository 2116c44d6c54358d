/** How large a model is, where a table has a column for it: nobody knows that of another model that a server runs. */
import { showBytes, showCount } from './quantity';
import type { ResultEntry } from './schema';

type Of = Pick<ResultEntry, 'server' | 'weightBytes' | 'model'>;

export const sizeOf = ({ server, weightBytes }: Of): string => (server === undefined ? showBytes(weightBytes) : '-');

export const paramsOf = ({ server, model }: Of): string =>
  server?.otherModel === true ? '-' : showCount(model.parameters);

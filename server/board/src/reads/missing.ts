/** What a query names and the board has not. */
import { ProblemError } from '../problem/problem-error';

export const missing = (what: 'suite' | 'workload' | 'gpu' | 'run', field: string, remedy: string): ProblemError =>
  new ProblemError({
    ...{ status: 404, code: `no-such-${what}`, title: 'The board does not have this', field },
    detail: `The board knows no such ${what === 'gpu' ? 'GPU' : what}.`,
    remedy,
  });

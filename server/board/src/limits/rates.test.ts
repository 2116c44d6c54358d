import { expect, test } from 'vitest';
import { rateKindOf } from './rates';

test.each([
  ['POST', '/api/challenges', 'challenges'],
  ['POST', '/api/challenges/abc/commitments', 'links'],
  ['POST', '/api/runs', 'submissions'],
  ['POST', '/api/runs/', 'submissions'],
  ['POST', '/api/runs/check', 'checks'],
  ['DELETE', '/api/runs/abc', 'changes'],
  ['POST', '/api/anything', 'changes'],
  ['PUT', '/api/runs', 'changes'],
  ['GET', '/api/cohorts', 'reads'],
  ['HEAD', '/api', 'reads'],
  ['GET', '/api/dumps', 'reads'],
  ['GET', '/api/dumps/runs.csv.gz', 'dumps'],
  ['GET', '/board/card/abc.png', 'cards'],
  ['GET', '/board', null],
  ['GET', '/healthz', null],
  ['GET', '/metrics', null],
])('%s %s counts as %s', (method, path, kind) => {
  expect(rateKindOf(method, path)).toBe(kind);
});

import { expect, it } from 'vitest';
import { readPlan } from './read-plan';

const PLAN = `Limit  (cost=0.43..5.10 rows=51 width=90) (actual time=0.04..0.21 rows=51 loops=1)
  Buffers: shared hit=120 read=3
  ->  Nested Loop  (cost=0.43..900 rows=9000 width=90) (actual time=0.04..0.2 rows=51 loops=1)
        Buffers: shared hit=120 read=3
        ->  Index Scan Backward using runs_latest on runs  (cost=0.4..1 rows=1 width=1) (actual time=0.1..0.1 rows=51 loops=1)
              Buffers: shared hit=17
        ->  Bitmap Heap Scan on samples  (cost=0.4..1 rows=1 width=1)
              ->  Bitmap Index Scan on samples_of_workload  (cost=0.4..1 rows=1 width=1)
        ->  Seq Scan on gpus  (cost=0.00..3.83 rows=183 width=30) (actual time=0.0..0.0 rows=183 loops=1)
Planning Time: 0.4 ms
Execution Time: 0.301 ms`;

it('tells time, pages, indexes and what was read whole', () => {
  expect(readPlan(PLAN)).toEqual({
    milliseconds: 0.301,
    buffers: 123,
    indexes: ['runs_latest', 'samples_of_workload'],
    scanned: ['gpus'],
  });
});

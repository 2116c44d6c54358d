/** What a plan says of itself, as `explain (analyze, buffers)` prints it. */

export interface PlanFacts {
  /** Planning left out. */
  readonly milliseconds: number;
  /** Pages of the whole statement, in memory or read. */
  readonly buffers: number;
  readonly indexes: readonly string[];
  /** Tables that were read from their first row to their last. */
  readonly scanned: readonly string[];
}

export function readPlan(plan: string): PlanFacts {
  const all = (pattern: RegExp): string[] => [...plan.matchAll(pattern)].map(([, name = '']) => name);
  // The first line of buffers is the top node's, which has those of all below.
  const [, buffers = ''] = /Buffers: shared ([^\n]*)/.exec(plan) ?? [];
  const pages = [...buffers.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  return {
    milliseconds: Number(/Execution Time: ([\d.]+) ms/.exec(plan)?.[1] ?? NaN),
    buffers: pages,
    indexes: [...new Set(all(/(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on) (\w+)/g))],
    scanned: [...new Set(all(/Seq Scan on (\w+)/g))],
  };
}

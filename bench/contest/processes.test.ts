import { describe, expect, it } from 'vitest';
import { processesTime } from './processes';

describe('the processor time of processes', () => {
  it('grows with the work of one, and is 0 of one that is not there', () => {
    const before = processesTime([process.pid]);
    const used = () => process.cpuUsage().user / 1000;
    const from = used();
    while (used() < from + 60);
    expect(processesTime([process.pid])).toBeGreaterThanOrEqual(before + 30);
    expect(processesTime([2 ** 30])).toBe(0);
  });
});

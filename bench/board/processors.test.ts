import { expect, it } from 'vitest';
import { processorSeconds, readStat } from './processors';

it('reads a line of /proc, whatever the name of the process', () => {
  const line = '42 (a (strange) name 7) S 17 42 42 0 -1 4194560 100 0 0 0 250 50 60 40 20 0 1 0 12345 0 0';
  expect(readStat(line)).toEqual({ pid: 42, parent: 17, seconds: 4 });
  expect(readStat('')).toBeNull();
});

it('counts what this process has had', () => {
  const before = processorSeconds(process.pid);
  if (before === null) return;
  // By the processor's time, of which a busy machine gives little.
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < 120_000);
  expect((processorSeconds(process.pid) ?? 0) - before).toBeGreaterThan(0.02);
});

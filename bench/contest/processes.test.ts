import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Processes } from './processes';

describe('the processor time of processes', () => {
  it('grows with the work of one, and stays once it has ended', async () => {
    const processes = new Processes();
    const child = spawn(process.execPath, [
      '-e',
      'while (process.cpuUsage().user < 150_000); process.stdout.write("done"); setInterval(() => {}, 1000)',
    ]);
    processes.add(child.pid ?? 0);
    await once(child.stdout, 'data');
    const used = processes.time();
    expect(used).toBeGreaterThanOrEqual(100);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processes.time()).toBeGreaterThanOrEqual(used);
  });
});

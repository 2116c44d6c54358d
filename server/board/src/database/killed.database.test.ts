/** What a process that is killed while it writes leaves behind: all that it has confirmed, nothing half, and a folder that opens again. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import { openDatabase } from './open';

const RUN = join(import.meta.dirname, '../../test/run.mjs');
const ENOUGH = 100;

test.each(DATABASES)(
  '$kind keeps what a killed process had confirmed, and starts again without help',
  async ({ make }) => {
    const empty = await make();
    const writer = spawn(process.execPath, [RUN, 'writer.ts', JSON.stringify(empty.config)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let confirmed = -1;
    for await (const line of createInterface(writer.stdout)) {
      confirmed = Number(line);
      if (confirmed >= ENOUGH) writer.kill('SIGKILL');
    }
    expect(confirmed).toBeGreaterThanOrEqual(ENOUGH);
    const database = await openDatabase(empty.config, () => undefined);
    const suites = await database.read.selectFrom('suites').select('id').execute();
    const settings = await database.read.selectFrom('settings').select('key').execute();
    const numbers = suites.map(({ id }) => Number(id.slice(1))).sort((a, b) => a - b);
    // The last of all may have been committed and not yet said.
    expect([confirmed + 1, confirmed + 2]).toContain(numbers.length);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(settings).toHaveLength(suites.length);
    await database.close();
    await empty.remove();
  },
);

/** What processes that are killed while they write leave behind: all that they have confirmed, nothing half, and a database that opens again. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DATABASES } from '../../test/databases';
import type { Config } from '../config';
import { openDatabase } from './open';

const ROOT = join(import.meta.dirname, '../../../..');
/** Below the project, so that its packages are found. */
const OUTPUT = join(ROOT, 'test/output');
/** Rows after which the first is killed, the next, …: each opens what the one before has left. */
const KILLED_AT = [40, 20, 31, 22, 28];

let folder = '';

/** One bundle for all that are started: what loads sources as they are takes a second each time. */
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  folder = mkdtempSync(join(OUTPUT, 'writer-'));
  await build({
    ...{ root: ROOT, configFile: false, logLevel: 'error', publicDir: false },
    build: {
      ...{ ssr: join(ROOT, 'server/board/test/writer.ts'), outDir: folder, minify: false },
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  });
  copyFileSync(join(import.meta.dirname, 'pglite/pglite-worker.mjs'), join(folder, 'pglite-worker.mjs'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns the number of the last row that it has confirmed */
async function killedWriter(config: Config['database'], name: string, at: number): Promise<number> {
  const writer = spawn(process.execPath, [join(folder, 'writer.mjs'), JSON.stringify({ config, name })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let confirmed = -1;
  for await (const line of createInterface(writer.stdout)) {
    confirmed = Number(line);
    if (confirmed >= at) writer.kill('SIGKILL');
  }
  return confirmed;
}

test.each(DATABASES)(
  '$kind keeps what five killed processes had confirmed, and starts again each time without help',
  async ({ make }) => {
    const empty = await make();
    const confirmed: number[] = [];
    for (const [index, at] of KILLED_AT.entries()) {
      confirmed.push(await killedWriter(empty.config, `w${index}`, at));
    }
    const database = await openDatabase(empty.config, () => undefined);
    const suites = await database.read.selectFrom('suites').select('id').execute();
    const settings = await database.read.selectFrom('settings').select('key').execute();
    for (const [index, last] of confirmed.entries()) {
      expect(last).toBeGreaterThanOrEqual(KILLED_AT[index] ?? NaN);
      const numbers = suites
        .flatMap(({ id }) => (id.startsWith(`w${index} `) ? [Number(id.slice(3))] : []))
        .sort((a, b) => a - b);
      // The last of all may have been committed and not yet said.
      expect([last + 1, last + 2]).toContain(numbers.length);
      expect(numbers).toEqual(numbers.map((_, number) => number));
    }
    expect(settings.map(({ key }) => key).sort()).toEqual(suites.map(({ id }) => id).sort());
    await database.close();
    await empty.remove();
  },
);

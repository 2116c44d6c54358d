/** What does not arrive on standard output is said as what it is, and costs nothing that was measured. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trueResult } from '../../test/fixtures/true-ids';
import { parseResult } from '../report/json';
import { tokamark, outside } from './fixtures/scripted-host';
import { historyFolder } from './history/history-folder';
import { outputStream } from './streams';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A stream that takes nothing, for the reason that the system would give. */
function broken(code: string) {
  const raw = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`write ${code}`), { code, syscall: 'write' })),
  });
  return outputStream(raw);
}

function withOutput(code: string) {
  const around = outside({ result: trueResult() });
  const streams = { stdout: broken(code), stderr: around.host.streams.stderr };
  return { ...around, host: { ...around.host, streams, history: historyFolder(join(folder, 'history')) } };
}

describe.each([
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'the device reports an input/output error'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EBADF', 'it is closed'],
])('standard output with %s', (code, reason) => {
  it.each([['run'], ['adapters'], ['generate'], ['check'], ['schema'], ['history'], ['device'], ['--help']])(
    '%s says so, with its own exit code and no word of a bug',
    async (command) => {
      const ended = await tokamark([command], withOutput(code));
      expect(ended.code).toBe(5);
      expect(ended.stderr).toContain(`Standard output could not be written: ${reason}`);
      expect(ended.stderr).not.toContain('bug in Tokamark');
    },
  );

  it('run --json - saves the document elsewhere, and the run is in the history', async () => {
    const ended = await tokamark(['run', '--json', '-'], withOutput(code));
    expect(ended.code).toBe(5);
    const [, rescued = ''] =
      /standard output could not be written.*\n {2}The document is in (.*) instead\./.exec(ended.stderr) ?? [];
    expect(parseResult(await readFile(rescued, 'utf8')).status).toBe('complete');
    await rm(join(rescued, '..'), { recursive: true });
    expect(ended.stderr).toContain('kept as 2026');
    expect(await historyFolder(join(folder, 'history')).list(() => undefined)).toHaveLength(1);
  });
});

it('a reader that has gone is no failure', async () => {
  const { code, stderr } = await tokamark(['adapters'], withOutput('EPIPE'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('a document that cannot be written keeps none of the others back', async () => {
  const around = outside({ result: trueResult(), meanwhile: () => void rm(join(folder, 'gone'), { recursive: true }) });
  const gone = await mkdtemp(join(folder, 'gone'));
  const markdown = join(folder, 'r.md');
  around.engine.run = async () => {
    await rm(gone, { recursive: true });
    return { ok: true, value: trueResult() };
  };
  const { code, stderr } = await tokamark(['--json', join(gone, 'r.json'), '--markdown', markdown], around);
  expect(code).toBe(5);
  expect(stderr).toContain('its folder does not exist');
  expect(await readFile(markdown, 'utf8')).toContain('# Tokamark');
  const [, rescued = ''] = /The document is in (.*) instead/.exec(stderr) ?? [];
  await rm(join(rescued, '..'), { recursive: true });
});

describe('a folder for the history that takes nothing', () => {
  it('is said before the run, which ends well and is printed', async () => {
    await writeFile(join(folder, 'file'), '');
    const history = historyFolder(join(folder, 'file', 'history'));
    const { code, stdout, stderr } = await tokamark(['run'], { change: { history }, result: trueResult() });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: this run cannot be kept in the history: .*TOKAMARK_DATA.*\nGPU: Acme R-1/);
    expect(stdout).toContain('INT4 : FP16');
  });

  it.runIf(process.platform === 'linux')('is said of one below /proc too, and nothing goes on for ever', async () => {
    const history = historyFolder('/proc/tokamark/history');
    const { code, stderr } = await tokamark(['run'], { change: { history }, result: trueResult() });
    expect(code).toBe(0);
    expect(stderr).toContain('cannot be kept in the history: /proc/tokamark/history cannot be written');
    expect(stderr).toContain(
      'could not be kept in the history: /proc/tokamark/history cannot be written: it does not exist.\n',
    );
    expect(stderr).not.toContain('ENOENT');
  });

  it('leaves nothing behind where it takes something', async () => {
    const own = join(folder, 'history');
    expect(await historyFolder(own).problem()).toBeNull();
    expect(await readdir(own)).toEqual([]);
  });
});

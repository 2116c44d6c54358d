/** Receipts as people replay them in a terminal: the built command on this machine's adapter, and what it refuses. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResult } from '../../src/report/json';
import type { Result } from '../../src/report/schema';
import { assertBuilt, tokamark, type Ended } from '../fixtures/command';

const SMALL_RUN = [
  ...'run --shape Fable --prompt 32 --generate 8 --formats int4 --delivery streamed --line none'.split(' '),
  ...'--repetitions 5 --no-roofs --no-waterfall --no-fidelity --no-story --no-tune'.split(' '),
];
const ADDRESS = 'https://tokamark.example/bench/#';

const ids = ({ results }: Result): string[] => results.map(({ workloadId }) => workloadId).sort();

describe('tokamark --receipt', () => {
  let folder = '';
  let first: Result;
  let text = '';

  const replay = async (link: string): Promise<{ ended: Ended; result: () => Result }> => {
    const file = join(folder, 'again.json');
    rmSync(file, { force: true });
    const ended = await tokamark(['run', '--receipt', link, '--no-story', '--json', file]);
    return { ended, result: () => parseResult(readFileSync(file, 'utf8')) };
  };
  const refused = async (link: string): Promise<string> => {
    const { ended, result } = await replay(link);
    expect(ended.code).not.toBe(0);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).not.toMatch(/^\s+at .*[:(]\d+/m);
    expect(result).toThrow();
    return ended.stderr;
  };

  beforeAll(async () => {
    assertBuilt();
    folder = mkdtempSync(join(tmpdir(), 'tokamark-receipt-'));
    const ended = await tokamark([...SMALL_RUN, '--json', '-']);
    first = parseResult(ended.stdout);
    text = first.receipt?.text ?? '';
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs the same workloads again, from the whole link or what stands behind its #, and says that it is a replay', async () => {
    const { ended, result } = await replay(ADDRESS + text);
    expect(ended.code).toBe(0);
    expect(ids(result())).toEqual(ids(first));
    expect(result().replay).toMatchObject({ sameImplementation: true, differences: [] });
    expect(ended.stderr).toContain('the same workloads by the same implementation');
    expect((await replay(text)).ended.code).toBe(0);
  });

  it('names a replay by newer shaders as that, in the terminal and in the result', async () => {
    const { ended, result } = await replay(ADDRESS + text.replace(/shaders=[0-9a-f]+/, `shaders=${'0'.repeat(64)}`));
    expect(ended.code).toBe(0);
    expect(ids(result())).toEqual(ids(first));
    expect(result().replay).toMatchObject({ sameImplementation: false });
    expect(ended.stderr).toMatch(/ANOTHER IMPLEMENTATION \(shaders 000000000000 → [0-9a-f]{12}\)/);
  });

  it('refuses another protocol with the reason, before anything runs', async () => {
    const said = await refused(ADDRESS + text.replace('protocol=tokamark-2', 'protocol=tokamark-1'));
    expect(said).toMatch(/tokamark-2/);
    expect(said).toMatch(/tokamark-2/);
    expect(said).not.toContain('[1/');
  });

  it('refuses a receipt of which it would compute something else', async () => {
    expect(await refused(text.replace(/workloads=[0-9a-f]+/, `workloads=${'0'.repeat(32)}`))).toContain(
      'computes other workloads',
    );
  });

  it.each([
    ['a script', 'javascript:alert(1)#receipt=1'],
    ['something else than a receipt', 'https://example.org/'],
    ['a repetition count that would never end', 'REPETITIONS'],
    ['a field that it does not know', 'UNKNOWN'],
    ['a link as long as a book', `${ADDRESS}receipt=1&shape=${'A'.repeat(100_000)}`],
  ])('refuses %s', async (_, link) => {
    const hostile = link
      .replace('REPETITIONS', text.replace('repetitions=5', 'repetitions=999999999'))
      .replace('UNKNOWN', `${text}&open=https://example.org`);
    expect(await refused(hostile)).toMatch(/^tokamark: /m);
  });
});

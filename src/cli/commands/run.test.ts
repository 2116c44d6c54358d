/** `tokamark run` over a scripted engine: what goes to which stream, into which file, and which exit code comes back. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import type { GuardNotice } from '../../benchmark/guards/guard';
import { PROFILES } from '../../benchmark/suite/suite';
import { settingsOfProfile } from '../../options/settings';
import { toCsv } from '../../report/csv';
import { parseResult } from '../../report/json';
import { toShortMarkdown } from '../../report/short-markdown';
import type { RunEvent } from '../../worker/protocol';
import { ADAPTER, outside, tokamark } from '../fixtures/scripted-host';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const EVENTS: readonly RunEvent[] = [
  {
    type: 'plan',
    steps: [
      { id: 'check', title: 'checking kernels', weight: 0.5 },
      { id: 'time', title: 'timing', weight: 0.5 },
    ],
    shrunk: ['pp512 to pp128'],
    headline: false,
    workload: null,
  },
  { type: 'progress', step: 'check', fraction: 0, detail: 'gemv' },
  { type: 'progress', step: 'time', fraction: 0.5, detail: '' },
  { type: 'sample', entry: entry({ format: 'int4', phase: 'decode' }), final: false },
  { type: 'sample', entry: entry({ format: 'int4', phase: 'decode' }), final: true },
  { type: 'warning', warning: { code: 'outlier', message: 'One repetition was slow.' } },
];

describe('standard output', () => {
  it('holds the JSON document and nothing else with --json -', async () => {
    const { code, stdout, stderr } = await tokamark(['--json', '-'], { events: EVENTS });
    expect(code).toBe(0);
    expect(parseResult(stdout)).toEqual({ ...result(), energy: expect.objectContaining({ status: 'unknown' }) });
    expect(stderr).toContain('GPU: Acme R-1');
  });

  it('holds the Markdown document and nothing else with --markdown -', async () => {
    const { stdout } = await tokamark(['--markdown', '-'], { events: EVENTS });
    expect(stdout).toMatch(/^# Tokamark: Acme R-1\n/);
  });

  it('holds the result in a few lines, and where all figures are, where no document takes it', async () => {
    const lines = (await tokamark([])).stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^200 ± 4 tokens\/s \(within one run\), writing 64 tokens \(tg64\) at INT4 on Acme R-1: /);
    expect(lines.at(-1)).toBe('All figures: tokamark history show kept');
    expect(lines.length).toBeLessThanOrEqual(5);
    const file = join(folder, 'r.json');
    expect((await tokamark(['--json', file, '--no-history'])).stdout).toContain(`All figures: ${file}`);
  });

  it('leaves those lines to standard error where a document takes it', async () => {
    const { stdout, stderr } = await tokamark(['--json', '-']);
    expect(stdout).not.toContain('All figures');
    expect(stderr).toMatch(/200 ± 4 tokens\/s .* at INT4.*All figures: tokamark history show kept\n$/s);
  });
});

describe('standard error', () => {
  it('says first what adapter it is, loudly for a software adapter', async () => {
    expect((await tokamark([])).stderr.split('\n')[0]).toBe('GPU: Acme R-1');
    const adapter = { ...result().adapter, description: 'llvmpipe', software: true };
    expect((await tokamark([], { result: result({ adapter }) })).stderr.split('\n')[0]).toBe(
      'SOFTWARE ADAPTER (llvmpipe): these numbers say nothing about a GPU',
    );
  });

  it('tells in plain lines what runs, what is left, what shrank and each result once', async () => {
    const { stderr } = await tokamark([], { events: EVENTS });
    expect(stderr).toContain('[1/2] checking kernels: gemv (0 % done; then timing)');
    expect(stderr).toContain('shrunk to hold the time budget: pp512 to pp128');
    expect(stderr.match(/tg64 int4: 200 ± 4 tokens\/s/g)).toHaveLength(1);
    expect(stderr).toContain('warning: One repetition was slow.');
    expect(stderr).not.toContain('\u001b');
  });

  it('names the model of each speed, since several have a test of one name', async () => {
    const events = ['Llama-3.2-1B', 'Fable'].map((name): RunEvent => {
      const model = { name, weights: 'synthetic' as const, parameters: 1e9 };
      return { type: 'sample', entry: entry({ format: 'int4', phase: 'decode', model }), final: true };
    });
    const { stderr } = await tokamark([], { events });
    expect(stderr).toContain('Llama-3.2-1B tg64 int4: 200 ± 4 tokens/s');
    expect(stderr).toContain('Fable tg64 int4: 200 ± 4 tokens/s');
  });

  it('say what a token costs, by the device or the power that is given', async () => {
    const args = ['--device', 'rtx-3090', '--country', 'DE', '--pue', '1.5', '--json', '-'];
    const { energy } = parseResult((await tokamark(args)).stdout);
    expect(energy).toMatchObject({
      status: 'chosen',
      device: { id: 'rtx-3090' },
      tariff: { country: 'DE', currency: 'EUR', pue: 1.5 },
    });
    const { stdout } = await tokamark(['--watts', '120', '--markdown', '-']);
    expect(stdout).toContain('**typed in · GPU only · idle power included.**');
  });

  it('refuse watts that no device draws before anything is measured', async () => {
    const { code, stderr, engine } = await tokamark(['--watts', '0']);
    expect(code).toBe(2);
    expect(stderr).toContain('watts is 0, but power is a number of watts above 0');
    expect(engine.runs).toEqual([]);
  });

  it('warns of too few repetitions', async () => {
    expect((await tokamark(['--repetitions', '2'])).stderr).toContain('warning: 2 repetitions give no sound interval');
    expect((await tokamark(['--repetitions', '5'])).stderr).not.toContain('warning');
  });
});

describe('an integrated GPU', () => {
  const adapter = { ...result().adapter, vendor: 'intel', architecture: 'gen-12lp', device: '', description: '' };
  const listed = [
    { ...ADAPTER, name: 'Intel(R) UHD Graphics' },
    { ...ADAPTER, index: 1, name: 'Acme R-2' },
  ];
  const stderrOf = async (...args: readonly string[]) =>
    (await tokamark(['run', ...args], { result: result({ adapter }), adapters: listed })).stderr;

  it('that answered in place of the discrete one is said, unless it was asked for', async () => {
    expect(await stderrOf()).toContain('this machine also has Acme R-2');
    expect(await stderrOf('--adapter', '0')).not.toContain('Acme R-2');
    const { stderr } = await tokamark(['run'], { adapters: listed });
    expect(stderr).not.toContain('this machine also has');
  });
});

describe('files', () => {
  it('get the documents, and nothing else is left beside them', async () => {
    const [json, csv] = [join(folder, 'r.json'), join(folder, 'r.csv')];
    const [markdown, table] = [join(folder, 'r.md'), join(folder, 't.md')];
    const { code, stderr } = await tokamark(['--json', json, '--markdown', markdown, '--table', table, '--csv', csv]);
    expect(code).toBe(0);
    const written = parseResult(await readFile(json, 'utf8'));
    expect(written).toEqual({ ...result(), energy: expect.anything() });
    expect(await readFile(markdown, 'utf8')).toContain('# Tokamark: Acme R-1');
    expect(await readFile(csv, 'utf8')).toBe(toCsv(written));
    expect(await readFile(table, 'utf8')).toBe(toShortMarkdown(written));
    expect(await readdir(folder)).toEqual(['r.csv', 'r.json', 'r.md', 't.md']);
    expect(stderr).toContain(`written: ${json}`);
  });

  it('that cannot be written are refused before anything is measured', async () => {
    const { code, stderr, engine } = await tokamark(['--json', join(folder, 'absent', 'r.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('its folder does not exist (--json)');
    expect(engine.runs).toEqual([]);
  });
});

describe('a run that is broken off', () => {
  const unfinished = (found: readonly string[] = []) => {
    const kept: string[] = [];
    const calls = { done: 0 };
    const runs = {
      found: () => Promise.resolve(found),
      keep: (text: string) => Promise.resolve(void kept.push(text)),
      done: () => Promise.resolve(void (calls.done += 1)),
    };
    return { kept, calls, runs };
  };

  it('has been written after each step, and nothing of it is left when it has ended', async () => {
    const { kept, calls, runs } = unfinished();
    expect((await tokamark([], { events: EVENTS, change: { unfinished: runs } })).code).toBe(0);
    const last = parseResult(kept.at(-1) ?? '');
    expect(last).toMatchObject({
      status: 'failed',
      failure: { code: 'unfinished' },
      suite: { name: 'tokamark-2', profile: 'quick' },
    });
    expect(last.results.map(({ test }) => test)).toEqual(['tg64']);
    expect(last.warnings.map(({ code }) => code)).toEqual(['outlier']);
    expect(calls.done).toBe(1);
  });

  it('is a failed run, kept and written, when the engine fails to answer', async () => {
    const { calls, runs } = unfinished();
    const error = { code: 'internal', message: 'It broke.', where: '', remedy: 'Report it.' } as const;
    const around = outside({ events: EVENTS, change: { unfinished: runs } });
    around.engine.run = () => Promise.resolve({ ok: false, error });
    const { code, stdout, stderr } = await tokamark(['--json', '-'], around);
    expect([code, calls.done]).toEqual([1, 1]);
    expect(parseResult(stdout)).toMatchObject({ status: 'failed', failure: error, results: [] });
    expect(stderr).toMatch(/^kept as /m);
  });

  it('leaves nothing where it is not to be kept', async () => {
    const { kept, runs } = unfinished();
    await tokamark(['--no-history'], { events: EVENTS, change: { unfinished: runs } });
    expect(kept).toEqual([]);
  });

  it('leaves nothing from the moment that the history has it, also while its documents are written', async () => {
    const { calls, runs } = unfinished();
    const around = outside({ events: EVENTS, change: { unfinished: runs } });
    const done: number[] = [];
    const { stdout } = around.host.streams;
    const write = vi.spyOn(stdout, 'write').mockImplementation(() => void done.push(calls.done));
    await tokamark([], around);
    write.mockRestore();
    expect(done[0]).toBe(1);
  });

  it('is told of at the next start, before anything is measured', async () => {
    const { runs } = unfinished(['the run of yesterday did not finish']);
    const { stderr } = await tokamark([], { change: { unfinished: runs } });
    expect(stderr.split('\n')[0]).toBe('the run of yesterday did not finish');
  });
});

describe('what is seen of the machine', () => {
  it('is told to the engine while the run goes on, and not after it', async () => {
    let watching = false;
    const notices: GuardNotice[] = [];
    const observe = (notice: (said: GuardNotice) => void) => {
      watching = true;
      notice({ guard: 'cpu-pressure', active: true });
      return () => (watching = false);
    };
    const around = outside({ change: { process: { observe } } });
    around.engine.notice = (said) => Promise.resolve(void notices.push(said));
    await tokamark([], around);
    expect(notices).toEqual([{ guard: 'cpu-pressure', active: true }]);
    expect(watching).toBe(false);
  });
});

describe('the engine', () => {
  it('is asked for exactly what the options say', async () => {
    const args =
      '--shape Fable --formats int8 --prompt 32 --generate 8 --depth 16,64 --delivery streamed --line none --repetitions 5 --seed 3 --gpu low-power --power auto';
    const { engine } = await tokamark([...args.split(' '), '--no-story', '--no-fidelity']);
    expect(engine.runs).toEqual([
      {
        ...settingsOfProfile(PROFILES.quick),
        powerPreference: 'low-power',
        meterPower: true,
        shape: 'Fable',
        model: null,
        formats: ['int8'],
        line: [],
        tests: [
          { phase: 'decode', depth: 16, tokens: 8, batch: 1 },
          { phase: 'prefill', depth: 16, tokens: 32, batch: 1 },
          { phase: 'decode', depth: 64, tokens: 8, batch: 1 },
          { phase: 'prefill', depth: 64, tokens: 32, batch: 1 },
        ],
        repetitions: 5,
        sustained: null,
        budgetSeconds: null,
        story: null,
        fidelity: null,
        fidelityFiles: null,
        seed: 3,
        tuning: 'remembered',
        roofs: true,
        waterfalls: true,
        receipt: null,
      },
    ]);
  });

  it('gets Fable for the story unless it is left out', async () => {
    expect((await tokamark([])).engine.runs[0]?.story?.name).toBe('fable');
  });

  it('gets Fable with its passage for fidelity, and goes without where it is not there', async () => {
    const [run] = (await tokamark(['--fidelity-windows', '5'])).engine.runs;
    expect(run).toMatchObject({ fidelity: { windows: 5 }, fidelityFiles: { model: { name: 'fable' } } });
    const openFidelityFiles = () => Promise.reject(new Error('gone'));
    const [without] = (await tokamark(['--fidelity-windows', '8'], { change: { files: { openFidelityFiles } } })).engine
      .runs;
    expect(without).toMatchObject({ fidelity: { windows: 8 }, fidelityFiles: null });
    expect((await tokamark([])).engine.runs[0]).toMatchObject({ fidelity: null, fidelityFiles: null });
  });

  it('never starts on a model folder that is not complete', async () => {
    const { code, stderr, engine } = await tokamark(['--model', folder]);
    expect(code).toBe(1);
    expect(stderr).toContain('config.json is not there');
    expect(engine.runs).toEqual([]);
  });
});

describe('a run that does not succeed', () => {
  it('ends with 1 and shows the error without a stack trace', async () => {
    const error = { code: 'too-large', message: 'It does not fit.', where: '', remedy: 'Choose less.' } as const;
    const { code, stdout, stderr } = await tokamark([], { error });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Failed after .* \(too-large\): It does not fit\. Choose less\.$/m);
    expect(stderr).toContain('tokamark: It does not fit.\n  Choose less.\n');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('ends with 3 where there is no adapter', async () => {
    const error = { code: 'no-adapter', message: 'None.', where: '', remedy: 'Install one.' } as const;
    expect((await tokamark([], { error })).code).toBe(3);
  });

  it('ends with 1 but writes everything where one format failed its check', async () => {
    const error = {
      code: 'kernel-check',
      message: 'gemv int4 is wrong.',
      where: 'gemv',
      remedy: 'Report it.',
    } as const;
    const failed = entry({ format: 'int4', phase: 'decode', status: 'failed', tokensPerSecond: null, error });
    const partial = result({ results: [entry({ format: 'fp16', phase: 'decode' }), failed] });
    const { code, stdout, stderr } = await tokamark(['--json', '-'], { result: partial });
    expect(code).toBe(1);
    expect(parseResult(stdout)).toEqual({ ...partial, energy: expect.anything() });
    expect(stderr).toContain('tokamark: gemv int4 is wrong.\n  Report it.');
  });

  it('ends with 0 where only a test of another engine failed, and says why that has no speed', async () => {
    const error = { code: 'option', message: 'No prompts.', where: 'prompt', remedy: 'Leave it out.' } as const;
    const ours = entry({ format: 'int4', phase: 'decode' });
    const theirs = { ...ours, engine: 'waiter', status: 'failed', tokensPerSecond: null, error } as const;
    const { code, stderr } = await tokamark([], { result: result({ results: [ours, theirs] }) });
    expect(code).toBe(0);
    expect(stderr).toContain('tokamark: No prompts.\n  Leave it out.');
  });

  it('is written even where the engine made an invalid result, and the defect is named', async () => {
    const broken = result({ elapsedSeconds: -1 });
    const { code, stdout, stderr } = await tokamark(['--json', '-'], { result: broken });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ elapsedSeconds: -1 });
    expect(stderr).toContain('elapsedSeconds');
  });
});

describe('Ctrl-C', () => {
  it('stops the run, writes what was measured and ends with 130', async () => {
    const around = outside({ endless: true, meanwhile: () => around.send('SIGINT') });
    const { code, stdout, stderr } = await tokamark(['--json', '-'], around);
    expect(code).toBe(130);
    expect(parseResult(stdout).status).toBe('cancelled');
    expect(stderr).toContain('what has been measured is kept');
    expect(around.exits).toEqual([]);
    expect(around.waiting()).toBe(0);
  });

  it('a second time ends at once', async () => {
    const around = outside({
      endless: true,
      meanwhile: () => {
        around.send('SIGINT');
        around.send('SIGINT');
      },
    });
    await tokamark([], around);
    expect(around.exits).toEqual([130]);
  });

  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s keeps what was measured likewise, and ends with %i', async (signal, code) => {
    const file = join(folder, `${signal}.json`);
    const around = outside({ endless: true, meanwhile: () => around.send(signal) });
    expect((await tokamark(['--json', file], around)).code).toBe(code);
    expect(parseResult(await readFile(file, 'utf8')).status).toBe('cancelled');
  });
});

it('an unknown option ends with 2, before any adapter is asked', async () => {
  const around = outside({ change: { gpus: { openEngine: () => Promise.reject(new Error('asked')) } } });
  const { code, stdout, stderr } = await tokamark(['--bogus'], around);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe("tokamark: unknown option '--bogus'\n  See tokamark run --help.\n");
});

it('help goes to standard output and ends with 0', async () => {
  const { code, stdout, stderr } = await tokamark(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Exit codes:');
  expect(stderr).toBe('');
});

/** What was named on the command line and not measured is said, in the JSON too, with an exit code of its own. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { parseResult } from '../report/json';
import type { Result } from '../report/schema';
import { tokamark } from './fixtures/scripted-host';

const fable = { name: 'Fable', weights: 'synthetic', parameters: 5e6 } as const;
const headline = { name: 'SmolLM2-135M', weights: 'synthetic', parameters: 134e6 } as const;
const entries = (model: typeof fable | typeof headline, change: Parameters<typeof entry>[0] | object = {}) =>
  (['fp16', 'int4'] as const).flatMap((format) => [
    entry({ model, format, phase: 'decode', ...change }),
    entry({ model, format, phase: 'decode', test: 'tg64 batched', delivery: 'batched', ...change }),
    entry({ model, format, phase: 'prefill', ...change }),
  ]);

const ran = (results: Result['results'], plan: Partial<Result['plan']> = {}): Result =>
  result({ results, plan: { headline: false, budgetSeconds: 30, shrunk: [], ...plan } });
const shrunk = ran(entries(fable), { shrunk: ['shape SmolLM2-135M → Fable'] });

async function ended(args: string, given: Result) {
  const { code, stderr, stdout } = await tokamark([...args.split(' '), '--json', '-'], { result: given });
  return { code, stderr, plan: parseResult(stdout).plan, warnings: parseResult(stdout).warnings };
}

describe('a run that was not what its options named', () => {
  it.each([
    [
      '--shape Llama-3.2-1B --budget 30',
      shrunk,
      '--shape Llama-3.2-1B was not run: the time budget of 30 s had no room for it; Fable was measured instead',
    ],
    [
      '--shape Llama-3.2-1B',
      ran(entries(fable), { budgetSeconds: null }),
      '--shape Llama-3.2-1B was not run; Fable was measured instead',
    ],
    ['--profile quick', shrunk, '--profile quick was not run as it is defined'],
    ['--profile standard', ran(entries(headline)), '--profile standard was not run as it is defined'],
    [
      '--depth 4096 --budget 30',
      ran(entries(headline)),
      'tg64 @ d4096, tg64 @ d4096 batched, pp512 @ d4096 was not measured',
    ],
    ['--prompt 2048 --budget 30', ran(entries(headline)), 'pp2048 was not measured'],
    ['--generate 512 --budget 30', ran(entries(headline)), 'tg512, tg512 batched was not measured'],
    ['--formats fp16,int8 --budget 30', ran(entries(headline)), '--formats int8 was not measured'],
    [
      '--formats fp16,int8 --budget 30',
      ran([...entries(headline), entry({ model: headline, format: 'int8', phase: 'decode', engine: 'waiter' })]),
      '--formats int8 was not measured',
    ],
    ['--repetitions 30 --budget 30', ran(entries(headline)), '--repetitions 30 was not reached; 5 count'],
    ['--sustain 60', ran(entries(headline)), '--sustain 60 was not run'],
    ['--fidelity-windows 8', ran(entries(headline)), '--fidelity-windows 8 was not reached; 0 were read'],
  ])('%s: exit code 4, a sentence at the end, and one in the JSON', async (args, given, said) => {
    const { code, stderr, plan, warnings } = await ended(args, given);
    expect(code).toBe(4);
    expect(stderr.trimEnd().split('\n').slice(-2)[0]).toContain(said);
    expect(stderr).toContain('--budget none');
    expect(plan.notAsAsked?.join('; ')).toContain(said);
    expect(warnings.map(({ code: warned }) => warned)).toContain('not-as-asked');
  });
});

describe('a run that was', () => {
  it.each([
    ['--budget 30', shrunk],
    ['--shape SmolLM2-135M --budget 30', ran(entries(headline), { shrunk: ['prompt 512 → 128'] })],
    ['--profile quick', ran(entries(headline))],
    ['--formats fp16,int4', ran(entries(headline))],
    ['--generate 64', ran(entries(headline, {}).filter(({ phase }) => phase === 'decode'))],
  ])('%s: exit code 0, and nothing is said', async (args, given) => {
    const { code, stderr, plan, warnings } = await ended(args, given);
    expect({ code, notAsAsked: plan.notAsAsked }).toEqual({ code: 0, notAsAsked: undefined });
    expect(stderr).not.toContain('not measured as asked');
    expect(warnings).toEqual(given.warnings);
  });
});

it('a format that failed says that, and not that the time was short', async () => {
  const failed = entries(fable).map((one) =>
    one.format === 'int4' ? { ...one, status: 'failed' as const, tokensPerSecond: null, ttftSeconds: null } : one,
  );
  const { code, plan } = await ended('--formats fp16,int4 --prompt 512 --budget 30', ran(failed));
  expect({ code, notAsAsked: plan.notAsAsked }).toEqual({ code: 1, notAsAsked: undefined });
});

it('a run that was cut off says that, and not that the time was short', async () => {
  const { code, stderr } = await ended('--shape Llama-3.2-1B --budget 30', { ...shrunk, status: 'cancelled' });
  expect(code).toBe(130);
  expect(stderr).not.toContain('not measured as asked');
});

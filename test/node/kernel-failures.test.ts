/**
 * What a kernel that is wrong, or that the compiler refuses, takes along: the extra that needs it, or the format, and nothing
 * else. Kernels that no part has in common are damaged together: each row says what is then missing, of all that a run measures.
 */
import { describe, expect, it } from 'vitest';
import { testsAt } from '../../src/benchmark/suite/suite';
import { toMarkdown } from '../../src/report/markdown';
import { engineOn, once, runOn } from '../fixtures/engine';
import { partsOf } from '../fixtures/result-parts';
import { makeTinyLlama } from '../fixtures/tiny-llama';

const model = makeTinyLlama().files;
const FORMATS = ['fp16', 'int4'] as const;
const TINY = {
  ...{ model, shape: null, tests: testsAt(16, 8, [0]), repetitions: 1, formats: FORMATS },
  ...{ roofs: true, waterfalls: true, story: model },
};
const WATERFALLS = FORMATS.flatMap((format) => [`waterfall ${format} pp16`, `waterfall ${format} tg8`]);
const ROOFS = ['bandwidth', 'dispatch cost', 'dot peak', 'f16 peak', 'f32 peak', 'submit cost'];
const ALL = [...FORMATS, ...ROOFS, 'timestamps', ...WATERFALLS, 'text fp16', 'text int4'].sort();

/** Compiles, and leaves all of its output unwritten. */
const idle = (code: string): string => code.replace(/fn main\([\s\S]*?\)\s*\{/, (head) => `${head}\n  return;`);
const refused = (code: string): string => `${code}\nno WGSL`;

type Damage = Readonly<Record<string, (code: string) => string>>;

async function runWith(damage: Damage) {
  const hit = new Set<string>();
  const { engine, liveBytes } = engineOn({
    edit: (label, code) => {
      const found = Object.entries(damage).find(([start]) => label.startsWith(start));
      if (found === undefined) return code;
      hit.add(found[0]);
      return found[1](code);
    },
  });
  const { result } = await runOn(engine, TINY);
  expect([...hit].sort()).toEqual(Object.keys(damage).sort());
  expect(liveBytes()).toBeLessThan(1024);
  return result;
}

describe('a kernel that does not serve on this device', () => {
  it.each<{ damage: Damage; missing: readonly string[]; failed: Readonly<Record<string, string>> }>([
    {
      damage: { 'roof-stream ': idle, 'roof-chains f16': refused, 'sample ': idle, 'gemv int4 ': refused },
      missing: ['bandwidth', 'f16 peak', 'int4', 'text fp16', 'text int4', 'waterfall int4 pp16', 'waterfall int4 tg8'],
      failed: { int4: 'gemv int4 ' },
    },
    {
      damage: { 'roof-empty ': refused, 'roof-chains f32': idle, 'roof-chains int8': refused, 'gemm fp16 ': idle },
      missing: [
        ...['dispatch cost', 'submit cost', 'timestamps', 'f32 peak', 'dot peak', 'fp16', 'text fp16'],
        ...WATERFALLS,
      ],
      failed: { fp16: 'gemm fp16 ' },
    },
  ])('costs what needs it: $missing', async ({ damage, missing, failed }) => {
    const result = await runWith(damage);
    expect(partsOf(result)).toEqual(ALL.filter((part) => !missing.includes(part)));
    expect(result).toMatchObject({ status: 'failed', failure: null });
    for (const { format, error, tokensPerSecond } of result.results) {
      const kernel = failed[format];
      if (kernel === undefined) {
        expect(error).toBeNull();
        continue;
      }
      expect(error?.where).toContain(kernel);
      expect(tokensPerSecond).toBeNull();
    }
    const said = [
      ...result.warnings.map(({ message }) => message),
      ...result.results.map(({ error }) => error?.message ?? ''),
      ...(result.waterfalls ?? []).map(({ leftOut }) => leftOut),
    ].join('\n');
    for (const kernel of Object.keys(damage)) expect(said).toContain(kernel.split(' ')[0]);
    // What the compiler says is for whoever looks into it.
    expect(said).not.toMatch(/no WGSL|error:|line \d/);
    expect(JSON.stringify(result)).toMatch(/"details":"[^"]*\(line \d+\)/);
  });

  it('leaves a complete document of failures where every kernel answers nothing', async () => {
    const result = await runWith({ '': idle });
    expect(partsOf(result)).toEqual([]);
    expect(result).toMatchObject({ status: 'failed', failure: null });
    expect(result.results).toHaveLength(4);
    for (const { status, error } of result.results) {
      expect(status).toBe('failed');
      expect(error).toMatchObject({
        code: 'kernel-check',
        message: expect.stringMatching(/^The kernel \S+ gives wrong/),
      });
    }
    expect(toMarkdown(result)).toContain('The kernel');
  });
});

it('a roof that a kernel of the run exceeds is void, with what exceeded it, and nothing is a share of it', async () => {
  // Right, and far slower than the device: what it does beside is never seen.
  const slow = (code: string): string =>
    code.replace(
      /\n {2}sums\[id\.x\] = /,
      `
  var waste = start;
  for (var i = 0u; i < work.rounds * 2000u; i++) { waste = fma(waste, factor, addend); }
  if (waste.x > 1e30) { sums[id.x] = waste; }
  sums[id.x] = `,
    );
  let edited = 0;
  const { engine } = engineOn({
    edit: (label, code) => {
      if (!label.startsWith('roof-chains f32')) return code;
      edited += 1;
      return slow(code);
    },
  });
  const { result } = await runOn(engine, { formats: ['int4'], repetitions: 1, roofs: true, waterfalls: true });
  expect(edited).toBeGreaterThan(0);
  expect(result.roofs).toMatchObject({ fmaF32: null, voided: [{ roof: 'fmaF32' }] });
  expect(result.roofs?.voided?.[0]?.by).toMatch(/^INT4 (pp32|tg8)/);
  expect(result.roofs?.bandwidth).not.toBeNull();
  const parts = (result.waterfalls ?? []).flatMap(({ figures }) => figures?.parts ?? []);
  expect(parts.filter(({ reached }) => reached !== null)).toEqual([]);
  expect(result.warnings.map(({ message }) => message).join('\n')).toContain('Multiply-adds in f32: void.');
  expect(toMarkdown(result)).toMatch(/Multiply-adds in f32 +\| +void/);
});

it('a device that is lost over a roof costs the roofs: the run begins again without them', async () => {
  const { engine, devices } = engineOn();
  const { result } = await runOn(
    engine,
    { ...TINY, waterfalls: false, story: null },
    once(
      (event) => event.type === 'progress' && event.step === 'roofs' && event.fraction > 0.4,
      () => devices.at(-1)?.destroy(),
    ),
  );
  expect(devices).toHaveLength(2);
  expect(partsOf(result)).toEqual([...FORMATS, 'timestamps'].sort());
  expect(result).toMatchObject({ status: 'complete', roofs: null });
  expect(result.warnings.map(({ message }) => message).join()).toContain('goes on without the measured roofs');
});

/**
 * The frozen loss of two bits, measured again on every window of the passage, on this machine's adapter. Where it has changed, or where
 * there is none, `npm run stories -- test/stories/coarse-loss.test.ts --update` writes what was measured; a clean checkout names its commit.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileDigest } from '../../src/benchmark/workload';
import { nodeEnvironment } from '../../src/cli/environment';
import { COARSE_LOSS } from '../../src/lab/coarse-loss';
import { WHOLE_MODEL, type ModelChoice } from '../../src/lab/model-choice';
import type { Quality } from '../../src/lab/quality';
import { adapterName } from '../../src/report/adapter-name';
import { engineOn, HIGH, valueOf } from '../fixtures/engine';
import { fidelityFiles } from '../fixtures/fidelity-files';

const WINDOWS = 32;
/** More than a mean over 32 windows can show. */
const DIGITS = 8;
const FILE = join(import.meta.dirname, '../../src/lab/coarse-loss.json');
const TWO_BITS: ModelChoice = {
  kind: 'simulated',
  choice: { kind: 'integer', bits: 2, block: 32, grid: 'symmetric' },
  part: WHOLE_MODEL,
};

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;

/** What another adapter's order of sums may change. */
const isNear = (one: Quality, other: typeof COARSE_LOSS.quality): boolean =>
  one.windows.length === other.windows.length &&
  one.windows.every(({ nll, kl, top1 }, i) => {
    const kept = other.windows[i];
    if (kept === undefined) return false;
    return Math.abs(nll - kept.nll) < 0.005 && Math.abs(kl / kept.kl - 1) < 0.02 && Math.abs(top1 - kept.top1) < 0.01;
  });

it('is what the engine measures of two bits, window by window', async () => {
  const { engine: worker } = engineOn();
  const startedAt = new Date().toISOString();
  const files = await fidelityFiles();
  const { engine, adapter } = valueOf(await worker.describe(HIGH));
  const request = { powerPreference: HIGH, files, choice: TWO_BITS, windows: WINDOWS } as const;
  const quality = valueOf(await worker.labQuality(request, () => undefined));
  const { version, commit, shaderHash } = engine;
  const measured = {
    schema: COARSE_LOSS.schema,
    command: 'npm run stories -- test/stories/coarse-loss.test.ts --update',
    startedAt,
    adapter: adapterName(adapter),
    software: adapter.software,
    runtime: `Dawn ${String(nodeEnvironment(1e-6).dawn)}`,
    engine: { version, commit, shaderHash },
    model: { name: 'Fable', sha256: await fileDigest(files.model.weights) },
    passage: { sha256: await fileDigest(files.passage) },
    quality,
  };
  const written = `${JSON.stringify(measured, rounded)}\n`;
  await expect(isNear(quality, COARSE_LOSS.quality) ? readFileSync(FILE, 'utf8') : written).toMatchFileSnapshot(FILE);
});

/** A command and a page that it drives, over HTTP on this machine; the page's engine is played. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startServer, type RunningServer } from '../../server/static-server';
import { PROFILES } from '../../src/benchmark/suite/suite';
import { TokamarkError } from '../../src/foundation/errors';
import { settingsOfProfile } from '../../src/options/settings';
import { drive } from '../../src/page/driven/drive';
import { wire } from '../../src/page/driven/wire';
import type { RunEvent, RunRequest } from '../../src/worker/protocol';
import { scriptedEngine } from '../../src/cli/fixtures/scripted-engine';
import { drivenEngine, type DrivenEngine } from '../../src/cli/browser/driven-engine';
import { DrivenLink } from '../../src/cli/browser/driven-link';
import { trueResult } from '../fixtures/true-ids';

const REQUEST: RunRequest = {
  ...settingsOfProfile(PROFILES.quick),
  ...{ powerPreference: 'high-performance', model: null, story: null, fidelityFiles: null, receipt: null },
};

const EVENTS: readonly RunEvent[] = [
  { type: 'progress', step: 'measure', fraction: 0.5, detail: 'Warming up' },
  { type: 'timing' },
  { type: 'progress', step: 'measure', fraction: 1, detail: 'Repetition 5 of 5' },
];

let server: RunningServer;
let driven: DrivenEngine;
let link: DrivenLink;

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-driven-'));
  writeFileSync(join(folder, 'index.html'), '');
  driven = drivenEngine(() => link);
  link = new DrivenLink(driven.hear, 50);
  server = await startServer({ folder, port: 0, first: (...asked) => link.answers(...asked) });
});
afterEach(() => server.close());

const place = (token: string): URL => new URL(`driven/${token}/`, server.url);
const open = (engine = scriptedEngine({ result: trueResult(), events: EVENTS })) =>
  drive({ engine, fable: vi.fn(), wire: wire(place(link.token)), onDetail: () => undefined });
const end = () => link.send({ call: 'end', id: 99 });

describe('a page that a command drives', () => {
  it('describes its GPU, runs, and tells what happens meanwhile and what came of it', async () => {
    const page = open();
    await driven.here;
    const described = await driven.engine.describe('high-performance');
    expect(described.ok).toBe(true);
    const events: RunEvent[] = [];
    const outcome = await driven.engine.run(REQUEST, (event) => events.push(event));
    expect(outcome).toMatchObject({ ok: true, value: { status: 'complete' } });
    // In their order; what a terminal has no use for is not sent.
    expect(events).toEqual(EVENTS.filter(({ type }) => type === 'progress'));
    end();
    await page;
  });

  it('hears that it is to stop while it runs', async () => {
    const engine = scriptedEngine({});
    const cancel = vi.spyOn(engine, 'cancel');
    const page = open(engine);
    await driven.here;
    await driven.engine.cancel();
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled());
    end();
    await page;
  });

  it('is the only one that is heard', async () => {
    for (const token of ['', 'a'.repeat(32)]) {
      await expect(wire(place(token)).next()).rejects.toMatchObject({ code: 'network' });
    }
    const answer = await fetch(new URL('said', place(link.token)), { method: 'POST', body: '{"say":"anything"}' });
    expect(answer.status).toBe(400);
  });

  it('that answers what is no result is not believed', async () => {
    const waiting = driven.engine.run(REQUEST, () => undefined);
    driven.hear({ say: 'event', id: 1, event: { type: 'sample', entry: 'none' } });
    driven.hear({ say: 'answer', id: 1, outcome: { ok: true, value: { status: 'complete' } } });
    await expect(waiting).resolves.toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('whose browser is gone ends what waits for it, and what is asked later', async () => {
    const waiting = driven.engine.describe('low-power');
    const gone = new TokamarkError({
      code: 'option',
      message: 'It has ended.',
      where: '--browser',
      remedy: 'Run again.',
    });
    driven.fail(gone);
    const error = { ok: false, error: gone.toData() };
    await expect(waiting).resolves.toEqual(error);
    await expect(driven.engine.run(REQUEST, () => undefined)).resolves.toEqual(error);
  });

  it('does runs and nothing else', async () => {
    await expect(driven.engine.programs('low-power')).resolves.toMatchObject({ ok: false, error: { code: 'option' } });
  });
});

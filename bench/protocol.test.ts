/** The protocol between the orchestrator and an engine, over JSON as both carriers use it. */
import { expect, test } from 'vitest';
import { answer, engineOver, reasonOf, replySchema, requestSchema, type PeerEngine } from './protocol';

/** A scripted engine behind the real protocol: every message goes through JSON and its schema. */
function overJson(engine: PeerEngine): PeerEngine {
  return engineOver(async (request) => {
    const arrived = requestSchema.parse(JSON.parse(JSON.stringify(request)));
    return replySchema.parse(JSON.parse(JSON.stringify(await answer(engine, arrived))));
  });
}

const scripted: PeerEngine = {
  facts: () => Promise.resolve({ engine: 'scripted 1', adapter: '', settings: [] }),
  prepare: (workload) => Promise.resolve({ bytesPerToken: null, note: workload.kind }),
  run: () => Promise.resolve(0.5),
  release: () => Promise.resolve(),
};

test('what an engine answers arrives as it was said', async () => {
  const engine = overJson(scripted);
  expect(await engine.facts()).toEqual({ engine: 'scripted 1', adapter: '', settings: [] });
  const workload = { kind: 'prefill', format: 'int4', tokens: 4 } as const;
  expect(await engine.prepare(workload)).toEqual({ bytesPerToken: null, note: 'prefill' });
  expect(await engine.run()).toBe(0.5);
  await engine.release();
});

test('a failure arrives with its first line, and the engine can be asked again', async () => {
  let calls = 0;
  const run = () => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error('no memory\nat somewhere')) : Promise.resolve(1);
  };
  const engine = overJson({ ...scripted, run });
  await expect(engine.run()).rejects.toThrow(/^no memory$/);
  expect(await engine.run()).toBe(1);
});

test('a time that is no positive number is refused', async () => {
  await expect(overJson({ ...scripted, run: () => Promise.resolve(0) }).run()).rejects.toThrow();
  await expect(overJson({ ...scripted, run: () => Promise.resolve(NaN) }).run()).rejects.toThrow();
});

test('an answer to another request is refused', async () => {
  const engine = engineOver(() => Promise.resolve({ id: 7, ok: true, value: 1 }));
  await expect(engine.run()).rejects.toThrow('request 7');
});

test('whatever is thrown has a reason in one short line', () => {
  expect(reasonOf('gone')).toBe('gone');
  expect(reasonOf(new Error('x'.repeat(1000)))).toHaveLength(300);
});

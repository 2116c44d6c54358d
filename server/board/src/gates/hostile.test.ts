/** What a hostile sender puts into numbers, names and texts: what becomes of each, and what is not caught. */
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../../../../src/foundation/errors';
import { thrown } from '../../../../test/fixtures/thrown';
import { DEVICE } from '../fixtures/honest-run';
import { honestSending, judged, judgedText, signedAgain, type Sending } from '../fixtures/sent';
import { readSubmission } from '../contract/submission';

const HONEST = honestSending();

async function outcome(sending: Sending) {
  const { decision } = await judged(sending);
  return [decision.state, ...new Set(decision.reasons.map(({ code }) => code))];
}

/** With one text of what is sent replaced, and signed again: what rejects it is never its signature. */
const withText = async (pattern: RegExp, text: string) =>
  judgedText(await signedAgain(HONEST, pattern, text), HONEST.stamps);

describe('numbers that are none', () => {
  const NUMBERS = ['NaN', 'Infinity', '1e999', '1e308', '-1', 'null', '"64"'];

  it.each(NUMBERS)('%s is refused in a block', async (number) => {
    const forged = await signedAgain(HONEST, /"seconds":[0-9.]+,"workloadId"/, `"seconds":${number},"workloadId"`);
    expect(thrown(() => readSubmission(forged)).code).toBe('import');
  });

  it.each(NUMBERS)('%s is refused in the document, by the rules of an import or of the clock', async (number) => {
    const codes = await withText(/"elapsedSeconds":[0-9.]+/, `"elapsedSeconds":${number}`).then(
      ({ decision }) => [decision.state, decision.reasons[0]?.code],
      (error: unknown) => [error instanceof TokamarkError ? error.code : error],
    );
    expect([['import'], ['rejected', 'document'], ['rejected', 'longer-than-allowed']]).toContainEqual(codes);
  });

  it('an ordinary one in its place is taken: it is the number that was refused', async () => {
    const { decision } = await withText(/"elapsedSeconds":([0-9.]+)/, '"elapsedSeconds":$1001');
    expect(decision.state).toBe('ranked');
  });
});

describe('a GPU', () => {
  const named = (gpu: string) => ({ ...HONEST, declared: { gpu, powerSource: 'mains' } });

  it('that is slower than the one that was used is too slow for it', async () => {
    expect(await outcome(named('rtx-4060'))).toEqual([
      'quarantined',
      'above-the-catalogue',
      'roof-above-the-catalogue',
    ]);
  });

  it('of another maker than the adapter says is another one', async () => {
    expect(await outcome(named('Radeon RX 7900 XTX'))).toEqual(['quarantined', 'another-gpu']);
  });

  it('NOT CAUGHT: of the same family, and faster than the one that is named', async () => {
    const slow = honestSending({ ...DEVICE, bandwidth: 700e9, peak: 50e12 });
    expect(await outcome(slow)).toEqual(['ranked']);
  });

  it('that nobody knows is pending, however fast it is', async () => {
    const fast = honestSending({ ...DEVICE, bandwidth: 50e12, peak: 3e15 });
    expect(await outcome({ ...fast, declared: named('RTX 9090 Ti').declared })).toEqual(['pending', 'unknown-gpu']);
  });
});

describe('hostile texts', () => {
  const HOSTILE = [
    "Robert'); DROP TABLE runs;--",
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    'RTX \u202e0904\u202c \u200b\u0007\u001b[31m',
    '\ud800 lone',
  ];

  it.each(HOSTILE)('%j stay texts: nothing unseen is left of them, and the run is pending', async (text) => {
    const environment = { ...HONEST.result.environment, name: text, operatingSystem: text, [text]: text };
    const declared = { gpu: text, powerSource: 'mains', machineName: text.slice(0, 40) };
    const { decision, run } = await judged({ ...HONEST, declared, result: { ...HONEST.result, environment } });
    expect([decision.state, decision.reasons[0]?.code]).toEqual(['pending', 'unknown-gpu']);
    const kept = JSON.stringify([run?.result, run?.gpu, run?.support, decision.reasons]);
    expect(kept).not.toMatch(/\p{Bidi_Control}|\\u001b|\\u0007|\\ud800/u);
  });

  it('in the name of a field that is wrong do not come back as they were', async () => {
    const { decision } = await withText(/"shaderHash":"/, '"\u202e<b>":{"a":1e22},"shaderHash":"');
    expect([decision.state, decision.reasons[0]?.code]).toEqual(['rejected', 'document']);
    expect(decision.reasons[0]?.where).toContain('<b>');
    expect(decision.reasons[0]?.where).not.toMatch(/\p{Bidi_Control}/u);
  });

  it('as names of fields that change objects are refused', async () => {
    const text = await signedAgain(HONEST, /"shaderHash":"/, '"__proto__":{"x":1},"shaderHash":"');
    expect(thrown(() => readSubmission(text)).message).toContain('__proto__');
  });
});

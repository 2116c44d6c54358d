/** What crosses from a peer's worker to the run: answers, and errors with all that they say. */
import { afterEach, describe, expect, it } from 'vitest';
import { Bench, SILENT } from '../benchmark/bench';
import { withDevice } from '../../test/fixtures/device';
import { fable } from '../../test/fixtures/engine';
import { TokamarkError, type ErrorCode } from '../foundation/errors';
import { seconds } from '../foundation/units';
import { askingPeer } from './asking';
import { callPeer, servePeer } from './peer-line';
import type { PeerLoad, PeerPass, PeerWork } from './peer-work';

const context = withDevice();
const MISSING = {
  code: 'network',
  message: 'models/fable/onnx/templates.json could not be downloaded (HTTP 503).',
  where: 'models/fable/onnx/templates.json',
  remedy: 'Connect again.',
} as const;
const PASS: PeerPass = { phase: 'decode', tokens: 1, context: [], read: [1] };

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A peer at the other end of a channel, as of a worker. */
function across(work: Partial<PeerWork>): PeerWork {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const refuse = () => Promise.reject(new Error('not asked'));
  servePeer({ load: refuse, pass: refuse, logits: refuse, ...work }, port1);
  return callPeer(port2);
}

const asking = () =>
  askingPeer(
    'onnxruntime-web INT4',
    { failed: new Promise<never>(() => undefined), terminate: () => undefined },
    new Bench({ context: context(), signal: null, events: SILENT }),
  );

describe('what a peer says from its worker', () => {
  it('arrives: of a load, a pass, and logits, which are handed over and not copied', async () => {
    const logits = Float32Array.of(1, 2);
    const peer = across({
      load: ({ capacity }) => Promise.resolve({ weightBytes: capacity }),
      pass: () => Promise.resolve({ taken: seconds(1), times: [seconds(1)], tokens: [5] }),
      logits: (tokens) => Promise.resolve(tokens.length === 0 ? null : { vocabSize: 2, logits }),
    });
    const request: PeerLoad = {
      ...{
        peer: 'onnxruntime-web',
        format: 'int4',
        float: 'f32',
        slowAnswer: null,
        powerPreference: 'high-performance',
      },
      ...{ model: await fable(), base: 'https://page.example/', capacity: 17 },
    };
    expect(await peer.load(request)).toEqual({ weightBytes: 17 });
    expect(await peer.pass(PASS)).toEqual({ taken: 1, times: [1], tokens: [5] });
    expect(await peer.logits([])).toBeNull();
    expect(await peer.logits([7])).toEqual({ vocabSize: 2, logits: Float32Array.of(1, 2) });
    expect(logits).toHaveLength(0);
  });

  it('keeps of an error of ours its code, its place and what to do', async () => {
    const peer = across({ pass: () => Promise.reject(new TokamarkError(MISSING)) });
    const failed = asking()(peer.pass(PASS), 'while it ran', seconds(5), (answer) => answer);
    await expect(failed).rejects.toBeInstanceOf(TokamarkError);
    await expect(failed).rejects.toMatchObject(MISSING);
  });

  it('is an error of the engine where it is none of ours, with its words and those of its cause', async () => {
    const peer = across({
      pass: () => Promise.reject(new RangeError('no such operator', { cause: new Error('a shader does not compile') })),
    });
    await expect(asking()(peer.pass(PASS), 'while it ran', seconds(5), (answer) => answer)).rejects.toMatchObject({
      ...{ code: 'peer', message: 'onnxruntime-web INT4 failed while it ran.', where: 'onnxruntime-web INT4' },
      details: expect.stringMatching(/^RangeError: no such operator.*Error: a shader does not compile/s),
    });
  });

  it.each<ErrorCode>(['device-lost', 'cancelled'])(
    'never ends the run: its own %s is of its own device and its own work',
    async (code) => {
      const lost = new TokamarkError({ code, message: 'The device was lost.', where: '', remedy: 'Run again.' });
      const peer = across({ pass: () => Promise.reject(lost) });
      await expect(asking()(peer.pass(PASS), 'while it ran', seconds(5), (answer) => answer)).rejects.toMatchObject({
        ...{ code: 'peer', message: 'onnxruntime-web INT4 failed while it ran: The device was lost.' },
      });
    },
  );
});

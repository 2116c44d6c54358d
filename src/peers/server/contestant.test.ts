/** A server in a run, over HTTP to a real one that has what a test asks for: what is wrong with it costs itself alone, and nothing of its address stays. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withDevice } from '../../../test/fixtures/device';
import { fable } from '../../../test/fixtures/engine';
import { AS_FABLE, ownServer, type RunningStub, type Stub } from '../../../test/fixtures/own-server';
import { Bench, SILENT } from '../../benchmark/bench';
import type { Loading } from '../../benchmark/contestant';
import { passagePrompts } from '../../benchmark/prompts';
import type { Test } from '../../benchmark/workload';
import { openFolderTokenizer } from '../../model/files/folder';
import { shapeNamed } from '../../model/shapes';
import { NOTHING_SAID, serverAddress, type SaidOfServer } from './asked';
import { serverContestant } from './contestant';
import { lineHere } from './line';

const context = withDevice();
const PREFILL: Test = { phase: 'prefill', depth: 0, tokens: 16, batch: 1 };
const DECODE: Test = { phase: 'decode', depth: 16, tokens: 8, batch: 1 };
const PASSAGE =
  'The king had three daughters, and the youngest was so beautiful that the sun itself was astonished. '.repeat(3);

const running: RunningStub[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
});

interface Given {
  readonly model?: string | null;
  readonly key?: string | null;
  readonly said?: Partial<SaidOfServer>;
  /** It has ended before anything is asked. */
  readonly gone?: boolean;
}

async function against(stub: Stub, { model = null, key = null, said = {}, gone = false }: Given = {}) {
  const server = await ownServer(stub);
  if (gone) await server.close();
  else running.push(server);
  const controller = new AbortController();
  const files = await fable();
  const tokenizer = await openFolderTokenizer(files);
  const contestant = await serverContestant({
    server: { address: serverAddress(server.url), model, key, said: { ...NOTHING_SAID, ...said } },
    ...{ model: files, openLine: lineHere, signal: controller.signal },
  });
  const problems: string[] = [];
  const refused: Test[] = [];
  const events = { ...SILENT, onProblem: ({ message }: { readonly message: string }) => void problems.push(message) };
  const loading: Loading = {
    bench: new Bench({ context: context(), signal: controller.signal, events }),
    ...{ config: shapeNamed('Fable'), tests: [PREFILL, DECODE], gemmRates: null, tuning: null },
    prompts: passagePrompts(PASSAGE, tokenizer.encode(PASSAGE)),
    makeWeights: () => Promise.reject(new Error('a server has weights of its own')),
    heard: { onBegin: vi.fn(), onProgress: vi.fn(), onLost: vi.fn(), onRefused: (tests) => refused.push(...tests) },
  };
  return { contestant, loading, server, tokenizer, problems, refused, cancel: () => controller.abort() };
}

const asFable: Stub = {
  pieces: (tokens, prompt) => (prompt === 'Once upon a time' ? AS_FABLE : WORDS.slice(0, tokens)),
};
const WORDS = Array.from({ length: 64 }, () => ' king');

describe('a server that a person names', () => {
  it('is asked for the same texts, each prompt that is timed with other words at its beginning, and gives its tokens as they come', async () => {
    const { contestant, loading, server, tokenizer, problems } = await against(
      {
        ...asFable,
        usage: (tokens) => ({ prompt_tokens: 16, completion_tokens: tokens }),
      },
      { said: { quantisation: 'F16' } },
    );
    expect(contestant).toMatchObject({ engine: 'own server (Fable, F16)', recipe: { id: 'fp16' } });
    expect(contestant.about?.server).toEqual({
      ...{ host: 'this machine', model: 'stub', otherModel: false, quantisation: 'F16', gpu: null, apart: null },
    });
    const loaded = await contestant.load(loading);
    const [first, second] = [await loaded.pass(PREFILL), await loaded.pass(PREFILL)];
    const wrote = await loaded.pass(DECODE);
    expect(Math.min(first.taken, second.taken, wrote.taken)).toBeGreaterThan(0.0005);
    expect(wrote.times).toHaveLength(8);
    expect(wrote.tokens).toEqual(WORDS.slice(0, 8).flatMap((word) => tokenizer.encode(word)));
    const texts = server.asked.filter(({ path }) => path === '/v1/completions').map(({ body }) => body);
    const prompts = texts.map(({ prompt }) => String(prompt));
    const [a = '', b = '', c = ''] = prompts.slice(1);
    expect(a).not.toBe(b);
    expect([a, b].map((text) => tokenizer.encode(text).length)).toEqual([16, 16]);
    expect(PASSAGE.startsWith(c)).toBe(true);
    expect(texts.map((body) => body['max_tokens'])).toEqual([24, 1, 1, 10]);
    expect(texts[1]).toMatchObject({
      model: 'stub',
      temperature: 0,
      stream: true,
      ignore_eos: true,
      cache_prompt: false,
    });
    expect(problems).toEqual([]);
    await loaded.dispose();
  });

  it('of another model says so in its name, and has no ratio to ours', async () => {
    const { contestant } = await against(
      { models: ['llama3.2:1b'] },
      { said: { quantisation: 'Q4_K_M', gpu: 'RX 9070' } },
    );
    expect(contestant.engine).toBe('own server (another model: llama3.2:1b, Q4_K_M)');
    expect(contestant.about?.server).toMatchObject({ apart: 'another model: llama3.2:1b', otherModel: true });
    expect(contestant.about?.settings.join(' ')).toContain('GPU: RX 9070, as the person says');
  });

  it('of Fable, of a quantisation that nobody knows, is not compared with a format of ours', async () => {
    const { contestant } = await against(asFable);
    expect(contestant.engine).toBe('own server (Fable, quantisation not known)');
    expect(contestant.about?.server?.apart).toBe('quantisation not known');
  });

  it('with several models is asked for the one that was chosen, and names them where none was', async () => {
    const many = { models: ['a:latest', 'b', '\u001b[31mc'] };
    const { contestant } = await against(many, { model: 'a' });
    expect(contestant.engine).toBe('own server (another model: a:latest)');
    const none = await against(many);
    await expect(none.contestant.load(none.loading)).rejects.toMatchObject({
      code: 'peer',
      remedy: 'Choose one by its name (--against-model): a:latest, b, [31mc',
    });
    const wrong = await against(many, { model: 'z' });
    await expect(wrong.contestant.load(wrong.loading)).rejects.toThrow('no model of that name');
  });

  it('that does not take a field of llama-server, or counts nothing, is asked without', async () => {
    const strict = await against({
      instead: (response, body) => {
        if (!('ignore_eos' in body)) return false;
        response.writeHead(400).end(JSON.stringify({ error: { message: 'Unrecognized request argument' } }));
        return true;
      },
      usage: () => null,
    });
    const loaded = await strict.contestant.load(strict.loading);
    await loaded.pass(DECODE);
    expect(strict.problems).toEqual([expect.stringContaining('pieces of its stream are counted')]);
    expect(strict.contestant.about?.settings.join(' ')).toContain('It refused to be asked to go on');
    await loaded.dispose();
  });

  it('gives its key to the server alone', async () => {
    const asked = await against({ key: 'sk-secret' }, { key: 'sk-secret' });
    expect(asked.server.asked.every(({ authorization }) => authorization === 'Bearer sk-secret')).toBe(true);
    expect(JSON.stringify(asked.contestant.about)).not.toMatch(/secret|127\.0\.0\.1/);
    const without = await against({ key: 'sk-secret' });
    await expect(without.contestant.load(without.loading)).rejects.toThrow('asks for a key');
  });

  it('is not asked for several sequences, nor for a prompt after a context', async () => {
    const { contestant, loading, refused } = await against({});
    const others: Test[] = [
      { ...DECODE, batch: 4 },
      { ...PREFILL, depth: 8 },
    ];
    const loaded = await contestant.load({ ...loading, tests: [DECODE, ...others] });
    expect([loaded.tests, refused]).toEqual([[DECODE], others]);
    await loaded.dispose();
  });
});

describe('a server with a fault', () => {
  const json =
    (value: unknown): NonNullable<Stub['instead']> =>
    (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
      return true;
    };
  const events =
    (text: string): NonNullable<Stub['instead']> =>
    (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(text);
      return true;
    };

  it.each<[string, Stub, string]>([
    ['no list', { list: '<html>' }, 'no JSON'],
    ['a list of something else', { list: '{"data":[{"id":7}]}' }, 'no list of models'],
    ['a huge list', { list: 'x'.repeat(3_000_000) }, 'more than any such answer has'],
    ['no model', { models: [] }, 'has no model'],
    ['an answer that is not streamed', { instead: json({ choices: [{ text: 'all' }] }) }, 'no stream of events'],
    ['garbage in its stream', { instead: events('data: {"choices": [{"text": 7}]}\n\n') }, 'no piece of a text'],
    ['no JSON in its stream', { instead: events('data: hello\n\n') }, 'no piece of a text'],
    [
      'an error in its stream',
      { instead: events('data: {"error":{"message":"out of \\u001bmemory"}}\n\n') },
      'out of memory',
    ],
    ['a stream without an end', { instead: events('data: {"choices":[{"text":"a"}]}\n\n') }, 'in the middle'],
    ['a stream that is cut off', { cutAfter: 3 }, 'in the middle'],
    ['a huge piece', { pieces: () => ['x'.repeat(80_000)] }, 'no piece of a text'],
    ['an event without an end', { instead: events(`data: ${'x'.repeat(200_000)}`) }, 'more than any such answer has'],
    ['more pieces than tokens', { pieces: () => WORDS.flatMap(() => WORDS), every: 0 }, 'more pieces'],
    [
      'letters that are none',
      {
        instead: (response) => {
          response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(Buffer.from([0x64, 0xff, 0xfe, 0x0a]));
          return true;
        },
      },
      'no UTF-8',
    ],
    [
      'another address behind it',
      {
        instead: (response) => {
          response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end();
          return true;
        },
      },
      'sends to another address',
    ],
    [
      'a fault of its own',
      {
        instead: (response) => {
          response.writeHead(500).end(JSON.stringify({ error: 'no\nmemory' }));
          return true;
        },
      },
      'HTTP 500: “no memory”',
    ],
  ])('such as %s fails alone, and says so', async (_, stub, why) => {
    const { contestant, loading } = await against(stub);
    expect(contestant.engine).toBe('own server');
    await expect(contestant.load(loading)).rejects.toMatchObject({
      code: 'peer',
      message: expect.stringContaining(why),
    });
  });

  it('that is not there says so, without its address', async () => {
    const { contestant, loading } = await against({}, { gone: true });
    await expect(contestant.load(loading)).rejects.toMatchObject({
      message: 'The server could not be reached: nothing listens there.',
      details: '',
    });
  });

  it('that hangs is left as soon as the run is cancelled, and its request ends', async () => {
    const { contestant, loading, server, cancel } = await against({
      hangAfter: 30,
      pieces: (tokens) => (tokens === 24 ? WORDS.slice(0, 24) : WORDS),
    });
    const loaded = await contestant.load(loading);
    const passing = loaded.pass({ ...DECODE, tokens: 40 });
    await vi.waitFor(() => expect(server.asked).toHaveLength(3));
    cancel();
    await expect(passing).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(server.left()).toBeGreaterThan(0));
  });
});

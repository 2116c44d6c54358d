/** Downloads one file of the page's own: what it is called, and what to do, is said where it does not come. */
import { TokamarkError } from './errors';

export interface Download {
  readonly address: URL;
  /** As a person knows it: `models/fable/config.json`. */
  readonly where: string;
  readonly remedy: string;
}

/** @throws TokamarkError `network` that names the file, or why `signal` was aborted */
export async function download({ address, where, remedy }: Download, signal: AbortSignal | null = null): Promise<Blob> {
  let answer = '';
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) {
      answer = ` (HTTP ${String(response.status)})`;
      throw new Error(response.statusText);
    }
    return await response.blob();
  } catch (cause) {
    if (cause instanceof TokamarkError) throw cause;
    const message = `${where} could not be downloaded${answer}.`;
    throw new TokamarkError({ code: 'network', message, where, remedy }, { cause });
  }
}

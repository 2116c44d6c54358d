/**
 * Dawn in this process: lists its adapters and gives the one that was chosen as a GPU object. Whether there is any adapter is
 * set-up's question (setup/ensure.ts, asked in a process of its own); what an adapter can do is the device layer's.
 */
import type * as Dawn from 'webgpu';
import { TokamarkError } from '../foundation/errors';
import { probe } from '../device/probe';
import type { SetupOutcome } from '../setup/ensure';
import { chooseAdapter, type AdapterChoice, type ListedAdapter } from './adapter-choice';

/** Names no adapter, so that Dawn answers with the list of those it has: it offers no other way to ask. */
const NO_SUCH_ADAPTER = 'adapter=list every adapter';

/**
 * Everything that was created, for the process's whole life: once the GPU object is collected, the process dies in native code.
 */
const kept: GPU[] = [];

/** @throws TokamarkError `no-adapter` where set-up found none, `option` where there is none such. */
export async function openGpu(choice: AdapterChoice, ensureAdapter: () => Promise<SetupOutcome>): Promise<GPU> {
  requireReady(await ensureAdapter());
  if (choice.kind === 'preferred') return createGpu([]);
  const chosen = chooseAdapter(choice, await listFound());
  return createGpu([`backend=${chosen.backend}`, `adapter=${chosen.name}`]);
}

/** @throws TokamarkError `no-adapter`. */
export async function listAdapters(ensureAdapter: () => Promise<SetupOutcome>): Promise<readonly ListedAdapter[]> {
  requireReady(await ensureAdapter());
  return listFound();
}

function requireReady({ ready, reason, remedy }: SetupOutcome): void {
  if (ready) return;
  throw new TokamarkError({ code: 'no-adapter', message: reason, where: '', remedy });
}

async function createGpu(options: string[]): Promise<GPU> {
  const { create, globals } = await loadDawn();
  Object.assign(globalThis, globals);
  const gpu = create(options);
  kept.push(gpu);
  return gpu;
}

async function loadDawn(): Promise<typeof Dawn> {
  try {
    return await import('webgpu');
  } catch (cause) {
    // The loader names the folders of its files, too: those are for the details.
    const missing = /GLIBC(?:XX)?_[\d.]+/.exec(cause instanceof Error ? cause.message : '')?.[0];
    throw new TokamarkError(
      {
        code: 'no-webgpu',
        message: `WebGPU for Node (npm webgpu) cannot be loaded${missing === undefined ? '' : `: it needs ${missing}, a newer C library than this system has`}.`,
        where: `${process.platform}-${process.arch}`,
        remedy:
          'It exists for Linux (glibc), macOS and Windows on x64 and arm64; elsewhere use the page, with tokamark serve.',
      },
      { cause },
    );
  }
}

async function listFound(): Promise<ListedAdapter[]> {
  const preferred = await (await createGpu([])).requestAdapter({ powerPreference: 'high-performance' });
  const found = parseAdapterList(await refusalOf(NO_SUCH_ADAPTER));
  const listed: ListedAdapter[] = [];
  for (const { backend, name } of found) {
    const gpu = await createGpu([`backend=${backend}`, `adapter=${name}`]);
    const adapter = await gpu.requestAdapter();
    // Listed but not usable, such as a driver too old for WebGPU.
    if (adapter === null) continue;
    const { vendor, architecture, device, description, software } = probe(
      adapter,
      'high-performance',
      gpu.wgslLanguageFeatures,
    );
    listed.push({
      index: listed.length,
      name,
      backend,
      software,
      vendor,
      architecture,
      device,
      description,
      features: [...adapter.features].sort(),
      preferred: isSame(adapter.info, preferred?.info) && !listed.some((other) => other.preferred),
    });
  }
  return listed;
}

/** What Dawn says when it refuses to give an adapter. */
async function refusalOf(option: string): Promise<string> {
  try {
    await (await createGpu([option])).requestAdapter();
    return '';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Lines such as ` * backend: 'vulkan', name: 'llvmpipe (LLVM 15.0.6, 256 bits)'`. */
export function parseAdapterList(text: string): { readonly backend: string; readonly name: string }[] {
  return [...text.matchAll(/^ *\* backend: '([^']*)', name: '(.*)'$/gm)].flatMap(([, backend, name]) =>
    backend === undefined || name === undefined ? [] : [{ backend, name }],
  );
}

function isSame(a: GPUAdapterInfo, b: GPUAdapterInfo | undefined): boolean {
  return b !== undefined && a.vendor === b.vendor && a.device === b.device && a.description === b.description;
}

/**
 * Asks Dawn, in a process of its own, whether this machine has a WebGPU adapter. Not the device layer: nothing of the adapter
 * is kept. A process of its own, because the Vulkan loader remembers for a process's whole life that it found no driver, and
 * because a broken driver may crash whoever asks.
 */

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

export interface DawnProbe {
  readonly adapter: AdapterSummary | null;
  /** What Dawn or its process said; of use where there is no adapter. */
  readonly messages: string;
}

export interface AdapterSummary {
  readonly description: string;
  /** It computes on the CPU. */
  readonly software: boolean;
}

const Answer = z.object({
  adapter: z.object({ description: z.string(), software: z.boolean() }).nullable(),
});

/** Plain JavaScript for `node --eval`: `process.argv[1]` is the URL of the `webgpu` package. */
const PROGRAM = `
const { create } = await import(process.argv[1]);
const gpu = create([]);
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
const info = adapter?.info;
const answer = info ? { description: info.description || info.device || info.vendor, software: info.isFallbackAdapter === true } : null;
process.stdout.write(JSON.stringify({ adapter: answer }), () => process.exit(0));
globalThis.kept = [gpu, adapter];
`;

/** Loading a driver takes well under a second; a hanging one must not hang the benchmark. */
const PATIENCE_MS = 60_000;

export async function probeDawn(): Promise<DawnProbe> {
  const webgpu = pathToFileURL(createRequire(import.meta.url).resolve('webgpu')).href;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM, webgpu], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  });
  const [output, messages, end] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('close', (code, signal) => {
        resolve(
          code === 0 ? '' : `The process that asked Dawn for an adapter ended with ${signal ?? `exit code ${code}`}.`,
        );
      });
    }),
  ]);
  const answer = end === '' ? Answer.parse(JSON.parse(output)) : { adapter: null };
  return { ...answer, messages: [messages.trim(), end].filter((text) => text !== '').join('\n') };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) text += String(chunk);
  return text;
}

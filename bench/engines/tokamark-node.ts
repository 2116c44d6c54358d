/** Our engine under Dawn in a process of its own. */
import { create, globals } from 'webgpu';
import { openContext } from '../../src/device/open';
import type { PeerEngine } from '../protocol';
import { Tokamark } from './tokamark';

Object.assign(globalThis, globals);
// Held for the life of the process: Dawn's objects crash it when they are collected.
const gpu = create([]);

export async function openTokamark(): Promise<PeerEngine> {
  return new Tokamark(await openContext(gpu, 'high-performance'));
}

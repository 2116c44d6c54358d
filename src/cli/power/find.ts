/** Which instrument reads the power of what does the work: by the adapter’s maker and the system. The first that can be read. */
import type { Vendor } from '../../hardware/identify/vendor';
import type { NotMetered } from '../../worker/power-meter';
import { battery } from './battery';
import { cardOf, cardsOf, OTHERWISE, type Sought } from './cards';
import { hwmon } from './hwmon';
import { isFound, type Found, type PowerSystem } from './instrument';
import { nvidiaSmi } from './nvidia-smi';
import { powermetrics } from './powermetrics';
import { rapl } from './rapl';

/** The adapter of a run. */
export interface SoughtAdapter extends Sought {
  readonly software: boolean;
  readonly vendor: Vendor | null;
  /** All that WebGPU says of it. */
  readonly words: string;
}

export async function findInstrument(adapter: SoughtAdapter, system: PowerSystem): Promise<Found> {
  const refused: NotMetered[] = [];
  for (const look of instrumentsFor(adapter, system)) {
    const found = await look();
    if (isFound(found)) return found;
    refused.push(found);
  }
  // What fits best comes first, and its remedy helps most.
  return refused[0] ?? { reason: 'No instrument for this GPU is known on this system.', remedy: OTHERWISE };
}

type Look = () => Found | Promise<Found>;

function instrumentsFor(adapter: SoughtAdapter, system: PowerSystem): readonly Look[] {
  const { software, vendor } = adapter;
  if (system.platform === 'darwin') {
    return software || vendor === 'apple' ? [() => powermetrics(system, software ? 'cpu' : 'gpu')] : [];
  }
  if (vendor === 'nvidia' && !software)
    return [() => nvidiaSmi(system, adapter.words), ...onLinux(system, () => battery(system))];
  if (software)
    return onLinux(
      system,
      () => rapl(system, 'cpu'),
      () => battery(system),
    );
  return onLinux(system, ...ofCard(adapter, system), () => battery(system));
}

const onLinux = ({ platform }: PowerSystem, ...looks: readonly Look[]): readonly Look[] =>
  platform === 'linux' ? looks : [];

const PCI_VENDORS: Readonly<Partial<Record<Vendor, string>>> = { amd: '0x1002', intel: '0x8086' };

function ofCard(adapter: SoughtAdapter, system: PowerSystem): readonly Look[] {
  const vendor = adapter.vendor === null ? undefined : PCI_VENDORS[adapter.vendor];
  if (vendor === undefined) return [];
  const card = cardOf(cardsOf(system), vendor, adapter);
  if ('reason' in card) return [() => card];
  // The processor's own counter sees a GPU that is part of it.
  return [() => hwmon(card), ...(card.isBuiltIn ? [() => rapl(system, 'package')] : [])];
}

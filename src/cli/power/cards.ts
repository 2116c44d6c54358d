/** The graphics cards that Linux has, and which of them the adapter of a run is. */
import { join } from 'node:path';
import type { NotMetered } from '../../worker/power-meter';
import type { PowerSystem } from './instrument';
import { names, target, text } from './sysfs';

export interface Card {
  /** As in a message: `card1 (0x1002:0x744c)`. */
  readonly name: string;
  /** Its device’s. */
  readonly folder: string;
  /** PCI ids in small letters, such as 0x744c. */
  readonly vendor: string;
  readonly device: string;
  /** It stands at the bus of the processor’s own GPU. */
  readonly isBuiltIn: boolean;
}

/** What is known of the adapter’s device. */
export interface Sought {
  /** PCI ids in small letters that the adapter’s name may mean; empty where it says too little. */
  readonly pciIds: ReadonlySet<string>;
}

export function cardsOf({ sys }: PowerSystem): readonly Card[] {
  const folder = join(sys, 'class', 'drm');
  return names(folder, /^card\d+$/).flatMap((card) => {
    const device = join(folder, card, 'device');
    const [vendor, id] = [text(device, 'vendor'), text(device, 'device')];
    if (vendor === null || id === null) return [];
    return {
      name: `${card} (${vendor}:${id})`,
      folder: device,
      vendor: vendor.toLowerCase(),
      device: id.toLowerCase(),
      isBuiltIn: target(device) === INTEL_GRAPHICS,
    };
  });
}

/** Where Intel’s processors have their GPU. */
const INTEL_GRAPHICS = '0000:00:02.0';

/** The only one of its maker, or the only one whose id the adapter’s name may mean. */
export function cardOf(cards: readonly Card[], vendor: string, { pciIds }: Sought): Card | NotMetered {
  const made = cards.filter((card) => card.vendor === vendor);
  const meant = made.filter(({ device }) => pciIds.has(device));
  const [card, ...others] = meant.length > 0 ? meant : made;
  if (card === undefined) {
    return { reason: 'This system shows no card of the adapter’s maker under /sys/class/drm.', remedy: OTHERWISE };
  }
  return others.length === 0 ? card : several([card, ...others].map(({ name }) => name));
}

export const several = (cards: readonly string[]): NotMetered => ({
  reason: `Which of ${cards.join(' and ')} does the work cannot be told, and the power of another one would be wrong.`,
  remedy: `Disable all but one for this run. ${OTHERWISE}`,
});

/** What a person can do where nothing reads the power. */
export const OTHERWISE = 'Otherwise read the power yourself, and give it with --watts.';

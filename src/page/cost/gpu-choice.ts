/** Which GPU of the catalogue is meant by what was typed, and what has to be said of that. No elements. */
import type { Catalogue, Preset } from '../../hardware/catalogue';
import { searchRows } from '../../hardware/identify/search';
import { listed } from '../../foundation/listed';
import { refusal } from '../../energy/limits';
import { WORDS } from './catalogue/words';

export interface GpuChoice {
  /** The name of the one that is taken; null: none, and the figures stay as they were. */
  readonly taken: string | null;
  /** What was understood, and what was not; empty where nothing was typed, or a whole name. */
  readonly says: string;
  /** Nothing of the catalogue is called so. */
  readonly isWrong: boolean;
  readonly options: readonly GpuOption[];
}

export interface GpuOption {
  readonly name: string;
  /** `laptop, 16 GB` */
  readonly about: string;
}

/** Of those whose bandwidth is known: of others no speed can be expected. */
export function gpuChoiceOf(typed: string, catalogue: Catalogue): GpuChoice {
  const text = typed.trim();
  const { taken, matches, near } = searchRows(text, catalogue);
  const usable = matches.filter(({ memoryBandwidthGBs }) => memoryBandwidthGBs !== null);
  const options = usable.map((preset) => ({ name: preset.name, about: aboutOf(preset) }));
  const others = usable.filter((one) => one !== taken);
  const isWrong = taken === null && (near || others.length === 0);
  return {
    taken: taken?.name ?? null,
    isWrong,
    options,
    says: text === '' ? '' : saysOf(text, { taken, others, near }),
  };
}

interface Understood {
  readonly taken: Preset | null;
  readonly others: readonly Preset[];
  readonly near: boolean;
}

function saysOf(text: string, { taken, others, near }: Understood): string {
  const [first, ...more] = others;
  if (taken !== null) {
    if (text.toLowerCase() === taken.name.toLowerCase()) return '';
    return first === undefined ? WORDS.gpu.taken(taken.name) : WORDS.gpu.takenOfMore(taken.name, firstOf(others));
  }
  if (first === undefined) return WORDS.gpu.unknown(text);
  if (near) return WORDS.gpu[more.length === 0 ? 'nearOne' : 'nearSome'](text, firstOf(others));
  return more.length === 0 ? WORDS.gpu.one(text, first.name) : WORDS.gpu.some(text, others.length, firstOf(others));
}

const SHOWN = 3;

/** `RTX 4090, RTX 4080 and RTX 4070` */
const firstOf = (presets: readonly Preset[]): string => listed(presets.slice(0, SHOWN).map(({ name }) => name));

function aboutOf({ class: kind, memoryGB }: Preset): string {
  const sizes = memoryGB === null ? [] : [memoryGB].flat();
  const { [kind]: named } = WORDS.gpu.kinds;
  return sizes.length === 0 ? named : WORDS.gpu.withMemory(named, sizes);
}

/** @throws TokamarkError `option` where none is taken */
export function takenGpu(typed: string, catalogue: Catalogue): Preset {
  const { taken } = searchRows(typed, catalogue);
  if (taken === null) throw refusal('gpu', `No GPU is taken for “${typed.trim()}”.`, 'Choose one of the list.');
  return taken;
}

/** Which GPU of the catalogue is meant by what was typed, and what has to be said of that. No elements. */
import type { Catalogue, Preset } from '../../hardware/catalogue';
import { searchRows } from '../../hardware/identify/search';
import { listed } from '../../foundation/listed';
import { refusal } from '../../energy/limits';

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
    const also = first === undefined ? '' : ` The list also has the ${firstOf(others)}.`;
    return `Taken for the ${taken.name}.${also}`;
  }
  const unchanged = 'The figures have not changed.';
  if (first === undefined) {
    return `No GPU of the list is called “${text}”. Type a part of its name, such as 4090 or M3, or choose one of the list. ${unchanged}`;
  }
  if (near)
    return `No GPU of the list is called “${text}”; like it ${more.length === 0 ? 'is' : 'are'} the ${firstOf(others)}. ${unchanged}`;
  return more.length === 0
    ? `The list has one GPU for “${text}”: the ${first.name}.`
    : `The list has ${others.length} GPUs for “${text}”, such as the ${firstOf(others)}. Choose one, or type more of its name. ${unchanged}`;
}

const SHOWN = 3;

/** `RTX 4090, RTX 4080 and RTX 4070` */
const firstOf = (presets: readonly Preset[]): string => listed(presets.slice(0, SHOWN).map(({ name }) => name));

const KINDS: Readonly<Record<Preset['class'], string>> = {
  ...{ desktop: 'desktop', laptop: 'laptop', integrated: 'integrated', phone: 'phone', datacentre: 'data centre' },
};

function aboutOf({ class: kind, memoryGB }: Preset): string {
  const sizes = memoryGB === null ? [] : [memoryGB].flat();
  return sizes.length === 0 ? KINDS[kind] : `${KINDS[kind]}, ${sizes.join(' or ')} GB`;
}

/** @throws TokamarkError `option` where none is taken */
export function takenGpu(typed: string, catalogue: Catalogue): Preset {
  const { taken } = searchRows(typed, catalogue);
  if (taken === null) throw refusal('gpu', `No GPU is taken for “${typed.trim()}”.`, 'Choose one of the list.');
  return taken;
}

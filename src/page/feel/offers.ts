/** Which paces can stand beside each other: of runs that this browser has kept, of an open challenge, and what a device's memory allows. */
import { isOurs } from '../../benchmark/whose';
import type { Preset } from '../../hardware/catalogue';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import type { PublishedModel } from '../../predict/published-models';
import { bytesPerTokenOf, weightBytesOf } from '../../predict/stored';
import { adapterName } from '../../report/adapter-name';
import { NAME_LETTERS, paceOf, type Pace } from '../../report/feel/pace';
import { ofHeadline } from '../../report/headline';
import type { Duel } from '../../report/links/duel';
import { formatName } from '../../report/links/claim';
import { plainName } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { ROOM_WORDS } from './catalogue/room-words';

/** A pace that can be added, and where it is from, as a sentence. */
export interface Offer {
  readonly pace: Pace;
  readonly about: string;
  /** Of the catalogue, by its name; null of what somebody has measured. */
  readonly device: string | null;
}

/** Letters of a machine's name, so that the format behind it stays. */
const MACHINE_LETTERS = 30;

/** How fast a run's formats wrote, INT4 first; not other engines, which ran beside them. */
export function ownOffers({ results, adapter, machine, environment, startedAt }: Result): readonly Offer[] {
  const name = plainName(machine ?? adapterName(adapter), MACHINE_LETTERS);
  return ofHeadline(results.filter((one) => isOurs(one) && one.phase === 'decode' && one.status === 'complete'))
    .toSorted((a, b) => Number(b.format === 'int4') - Number(a.format === 'int4'))
    .flatMap((entry) => {
      const speed = entry.tokensPerSecond;
      if (speed === null) return [];
      return {
        pace: paceOf(`${name}, ${formatName(entry)}`, speed.median, adapter.software ? 'software' : 'measured'),
        about: ROOM_WORDS.about.own(entry.model.name, environment.name, startedAt.slice(0, 10)),
        device: null,
      };
    });
}

export function duelOffers({ machine, figures, date }: Duel): readonly Offer[] {
  return figures
    .filter(({ test }) => test.phase === 'decode')
    .map((figure) => ({
      pace: paceOf(
        `${plainName(machine.name, MACHINE_LETTERS)}, ${formatName(figure)}`,
        figure.speed.median,
        machine.software ? 'software' : 'measured',
      ),
      about: ROOM_WORDS.about.challenge(date),
      device: null,
    }));
}

const FORMAT: ModelFormat = 'int4';
/** Positions that a token sees: a short conversation. */
const CONTEXT = 512;

/** Whether the model's weights are less than what the device has at most; true where its memory is not known. */
export function fits({ memoryGB }: Preset, model: PublishedModel): boolean {
  if (memoryGB === null) return true;
  const most = typeof memoryGB === 'number' ? memoryGB : Math.max(...memoryGB);
  return weightBytesOf(model, RECIPES[FORMAT]) < most * 1e9;
}

/** The most that a memory allows: every weight of a token is read once, at the bandwidth that the maker states. */
export function deviceOffer(preset: Preset, model: PublishedModel): Offer | null {
  const { name, memoryBandwidthGBs } = preset;
  if (memoryBandwidthGBs === null || !fits(preset, model)) return null;
  const rate = (memoryBandwidthGBs * 1e9) / bytesPerTokenOf(model, RECIPES[FORMAT], CONTEXT);
  const device = fitted(name, NAME_LETTERS - model.name.length - 2);
  return {
    pace: paceOf(`${device}, ${model.name}`, Number(rate.toPrecision(2)), 'expected'),
    about: ROOM_WORDS.about.device(`${memoryBandwidthGBs} GB/s`, model.name),
    device: name,
  };
}

/** Without what stands in brackets where that is too long, and then in whole words. */
function fitted(name: string, letters: number): string {
  const short = name.length <= letters ? name : name.replace(/ \(.*\)$/, '');
  if (short.length <= letters) return plainName(short, letters);
  return plainName(short.slice(0, Math.max(letters, 0) + 1).replace(/ [^ ]*$/, ''), letters);
}

/** The devices of a class by what kind of machine they are in: each kind has a colour, and a processor is never among the GPUs. */
import type { ClassKind } from '../../lab/class-code/fields';
import type { ClassDevice, ClassMeasurement } from '../../lab/class-code/measurement';
import type { DeviceInk, Ink } from './chart';

/** In the order in which a picture has them. */
export const CLASS_GROUPS = ['desktop', 'laptop', 'integrated', 'phone', 'other-device', 'software'] as const;
export type ClassGroup = (typeof CLASS_GROUPS)[number];

const GROUP_OF: Readonly<Record<ClassKind, ClassGroup>> = {
  ...{ desktop: 'desktop', laptop: 'laptop', integrated: 'integrated', phone: 'phone', software: 'software' },
  ...{ datacentre: 'other-device', workstation: 'desktop', embedded: 'other-device' },
};

export const groupOf = ({ kind }: ClassDevice): ClassGroup => (kind === null ? 'other-device' : GROUP_OF[kind]);

/** A warning's colour for what is no GPU. */
export const inkOfGroup = (group: ClassGroup): DeviceInk | Extract<Ink, 'warning'> =>
  group === 'software' ? 'warning' : group;

/** A code of the list, by its place there. */
export interface ClassMember {
  readonly code: string;
  readonly measurement: ClassMeasurement;
}

/** Those that can be compared: of the model and the way of measuring that most have, and the first of these on a tie. */
export function comparable<T extends ClassMember>(members: readonly T[]): readonly T[] {
  const keyOf = ({ measurement: { model, measuredAs } }: T): string => `${model} ${measuredAs}`;
  const groups = [...new Set(members.map(keyOf))].map((key) => members.filter((one) => keyOf(one) === key));
  return groups.reduce<readonly T[]>((most, one) => (one.length > most.length ? one : most), []);
}

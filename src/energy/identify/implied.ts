/**
 * What a PCI id, or a driver's name as it stands, says beyond the name's own words (data/families.json, `implied`): `GeForce GTX 750 Ti`
 * with a laptop's id is a laptop's chip, `H100 80GB HBM3` the SXM board. Not the grammar of names (see device-name.ts).
 */
import { parseName, type DeviceName, type ReadName } from './device-name';
import { expression, type Families } from './families';

export function withImplied(read: ReadName, { implied }: Families): ReadName {
  const { vendor, pciId } = read;
  const own = implied.filter((one) => one.vendor === vendor);
  const names = read.names.map((name) =>
    own
      .filter(
        ({ ids, pattern }) =>
          (pciId !== null && ids.includes(pciId)) || (pattern !== null && expression(pattern).test(name.plain)),
      )
      .reduce((said, { words }) => adding(said, parseName(words)), name),
  );
  return { ...read, names };
}

/** What the name says itself stands. */
const adding = (name: DeviceName, { laptop, bus, memoryGB }: DeviceName): DeviceName => ({
  ...name,
  laptop: name.laptop || laptop,
  bus: name.bus ?? bus,
  memoryGB: name.memoryGB ?? memoryGB,
});

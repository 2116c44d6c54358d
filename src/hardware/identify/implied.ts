/**
 * What a PCI id or a driver's name says beyond its words (data/families.json, `implied`): `GeForce GTX 750 Ti` with a laptop's id is a
 * laptop's chip, `H100 80GB HBM3` the SXM board.
 */
import { parseName, type DeviceName, type ReadName } from './device-name';
import { expression, type Families } from './families';

export function withImplied(read: ReadName, { implied }: Families): ReadName {
  const { vendor, pciId } = read;
  const names = read.names.map((name) =>
    implied
      .filter((one) => {
        // Two makers may have the same id; a name says enough without its maker.
        const byId = pciId !== null && one.vendor === vendor && one.ids.includes(pciId);
        const isOthers = vendor !== null && vendor !== one.vendor;
        return byId || (one.pattern !== null && !isOthers && expression(one.pattern).test(name.plain));
      })
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

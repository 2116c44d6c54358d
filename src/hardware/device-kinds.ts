/** Kinds of machine that a GPU may be in, and the makers that the catalogue and the families know. */

/** Of the catalogue's rows. */
export const DEVICE_CLASSES = ['desktop', 'laptop', 'integrated', 'phone', 'datacentre'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

/** Of names that the catalogue has not, too. */
export const DEVICE_KINDS = [...DEVICE_CLASSES, 'workstation', 'embedded'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const KIND_NAMES: Readonly<Record<DeviceKind, string>> = {
  desktop: 'desktop GPU',
  laptop: 'laptop GPU',
  integrated: 'integrated GPU',
  phone: "phone's GPU",
  datacentre: 'data-centre GPU',
  workstation: 'workstation card',
  embedded: 'embedded GPU',
};

export const VENDORS = ['nvidia', 'amd', 'intel', 'apple', 'qualcomm', 'arm', 'samsung'] as const;

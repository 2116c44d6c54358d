/** Of each kind of GPU one or two that many people know, by their names in the catalogue: those that say most to most people first. */
export const WELL_KNOWN = [
  ...['Apple M4', 'Intel Iris Xe Graphics (96 EU)', 'GeForce RTX 4060 Laptop GPU', 'GeForce RTX 4090'],
  ...['Apple A17 Pro (iPhone 15 Pro)', 'Apple M2', 'Adreno 750 (Snapdragon 8 Gen 3)', 'GeForce RTX 3060'],
  ...['NVIDIA H100 SXM5 80GB', 'Radeon 780M'],
];

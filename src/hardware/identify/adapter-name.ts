/**
 * A name out of WebGPU's adapter info. Dawn gives the name as `device` and its driver as `description`; Chromium with the developer flag
 * gives the PCI id as `device` and the name as `description`; browsers give nothing.
 */

/** `D3D12 driver version 31.0`, `Metal driver on macOS …`, `radv: Mesa 25.0`, `NVIDIA: 570.86`. */
const DRIVER = /\bdriver\b|^[^:]+: ?(?:mesa )?\d|\bmesa \d/i;
const ID = /^0x[0-9a-f]{1,8}$/i;

export function adapterName({
  device,
  description,
}: {
  readonly device: string;
  readonly description: string;
}): string {
  const told = [device, description].map((text) => text.trim()).filter((text) => text !== '');
  const name = told.find((text) => !ID.test(text) && !DRIVER.test(text)) ?? '';
  const id = told.find((text) => ID.test(text));
  if (id === undefined) return name;
  const digits = `0x${id.slice(2).padStart(4, '0')}`;
  return name === '' ? digits : `${name} (${digits})`;
}

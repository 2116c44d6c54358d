/** The commands `device` and `energy` as commander knows them, and how their options are read. Not what they do. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import type { DeviceOptions } from './commands/device';
import * as value from './option-values';

export function addDevice(command: Command): void {
  command
    .addOption(
      new Option('--renderer <STRING>', "WebGL's UNMASKED_RENDERER_WEBGL, or the name of an adapter").default('', ''),
    )
    .addOption(new Option('--vendor <NAME>', "WebGPU's adapter.info.vendor").default('', ''))
    .addOption(new Option('--architecture <NAME>', "WebGPU's adapter.info.architecture").default('', ''))
    .addOption(new Option('--json <FILE>', 'write what was found as JSON (- is standard output)'));
}

export const deviceSchema = z.object({
  renderer: z.string(),
  vendor: z.string(),
  architecture: z.string(),
  json: value.file.optional(),
});

export function toDevice({ json, ...clues }: z.infer<typeof deviceSchema>): DeviceOptions {
  return { command: 'device', ...clues, json: json ?? null };
}

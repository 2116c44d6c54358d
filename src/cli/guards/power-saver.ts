/** Whether the system saves power, as Linux says it in its platform profile; elsewhere nobody is asked. */
import { readTextFile, type TextKind } from '../read-text';

const PROFILE: TextKind = { most: 4096, absent: 'internal', code: 'internal', option: null, remedy: '' };

/** Those that may hold the machine back (kernel documentation, sysfs-platform_profile). */
const SAVING: readonly string[] = ['low-power', 'cool', 'quiet'];

/** False also where the system has none, or does not say. */
export async function powerSaver(file = '/sys/firmware/acpi/platform_profile'): Promise<boolean> {
  const profile = await readTextFile(file, PROFILE).catch(() => '');
  return SAVING.includes(profile.trim());
}

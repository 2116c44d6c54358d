/** Our own model, as the repository has it. */
import { fileURLToPath } from 'node:url';

/** Seen from the orchestrator's bundle. */
export const FABLE_FOLDER = fileURLToPath(new URL('../../../public/models/fable', import.meta.url));

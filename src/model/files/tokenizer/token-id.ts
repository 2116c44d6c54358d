/** What an id may be. */

import { z } from 'zod';

/** Above any vocabulary. */
export const MAX_ID = 4_000_000;

export const tokenId = z.number().int().min(0).max(MAX_ID);

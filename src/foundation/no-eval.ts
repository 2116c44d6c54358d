/**
 * Imported first by each entry of the page: zod would try whether it may compile its checks with eval, which the page's content
 * policy forbids and Firefox reports as an error. Not needed under Node.
 */
import { z } from 'zod';

z.config({ jitless: true });

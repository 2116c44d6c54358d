/** A server that a command has a page ask, as it arrives there: checked again, since it comes over HTTP. */
import { z } from 'zod';
import { MOST_SAID, readAddress, type ServerAsked } from './asked';
import { MOST_MODEL } from './answers';

const said = z.string().min(1).max(MOST_SAID).nullable();

export const askedSchema = z.strictObject({
  address: z.string().refine((text) => {
    const read = readAddress(text);
    return 'address' in read && read.address === text;
  }),
  model: z.string().min(1).max(MOST_MODEL).nullable(),
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/)
    .nullable(),
  said: z.strictObject({ isFable: z.boolean(), quantisation: said, gpu: said }),
}) satisfies z.ZodType<ServerAsked>;

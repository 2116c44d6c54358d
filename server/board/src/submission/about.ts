/** What the page of a run shows of its document, kept beside it: the document itself is large, and is not read again for a page. */
import { z } from 'zod';
import { adapterName } from '../../../../src/report/adapter-name';
import { plainName } from '../../../../src/report/outside-text';
import type { Result } from '../../../../src/report/schema';

const ADAPTER_LETTERS = 120;

export const aboutSchema = z.object({
  startedAt: z.iso.datetime(),
  adapter: z.string(),
  software: z.boolean(),
  profile: z.string(),
  receipt: z.string().nullable(),
});

export type AboutRun = z.infer<typeof aboutSchema>;

export const aboutOf = ({ startedAt, adapter, suite, receipt }: Result, isSoftware: boolean): AboutRun => ({
  startedAt,
  adapter: plainName(adapterName(adapter), ADAPTER_LETTERS),
  software: isSoftware,
  profile: suite.profile,
  receipt: receipt?.text ?? null,
});

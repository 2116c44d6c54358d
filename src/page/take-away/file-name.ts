/** What a downloaded result is called: by when it began, in characters that every file system takes. */
import type { Result } from '../../report/schema';

export const fileName = ({ startedAt }: Result, ending: 'json' | 'csv' | 'md' = 'json'): string =>
  `tokamark-${startedAt.slice(0, 19).replaceAll(':', '')}.${ending}`;

/** Samples that another run has, or another test of the same run: chance does not give two alike. */
import { ownGateOf, finding, when } from './gate';
import { sampleDigests } from './samples';

const RUN_AGAIN = 'Run again: the samples of a run are never those of another.';

export const copiedGate = ownGateOf({
  rules: {
    copied: {
      verdict: 'quarantine',
      says: 'Its samples are those of another run, or those times a factor.',
      remedy: RUN_AGAIN,
    },
    'same-noise': {
      verdict: 'quarantine',
      says: 'Two of its tests have the same samples, up to a factor.',
      remedy: RUN_AGAIN,
    },
  },
  find: ({ result, copied }) => {
    const digests = sampleDigests(result);
    const seen = new Set<string>();
    const again = digests.filter(({ digest }) => seen.size === seen.add(digest).size);
    return [
      ...digests.filter(({ digest }) => copied.has(digest)).map(({ name }) => finding('copied', name)),
      ...when(again.length > 0, 'same-noise', again[0]?.name),
    ];
  },
});

/** Our own engine as a contestant: a model in one recipe, loaded for as many sequences as the device holds, checked, tuned, profiled. */
import { TokamarkError } from '../foundation/errors';
import { bytes, type Bytes } from '../foundation/units';
import { cacheBytesRead } from '../kernels/cache/layout';
import type { Recipe } from '../kernels/recipe';
import type { LogitRows } from '../model/parity/logits';
import { scoreByDecode } from '../model/score';
import { describeLosses } from '../model/weights/range-words';
import { weightBytes, weightBytesPerToken } from '../model/weights/weights';
import type { ModelEvents } from './bench';
import { ENGINE, VERSION } from '../foundation/build';
import type { Contestant, LoadedContestant, LoadedFacts, Loading } from './contestant';
import { assertMemory, neededBytes } from './memory';
import { isSiteOf, loadSubject, onePass, tokensPerSubmit, transformersOf, type Subject } from './subject';
import { endsEverything } from './survive';
import { tuneSubject, untuned } from './tune-subject';
import { distinctUses, generating } from './verify';
import { profileSubject } from './waterfall/profile';
import { BY_DEFAULT, identityOf } from './whose';
import { tokensInAll, type Test } from './workload';

interface Ours extends Contestant {
  readonly recipe: Recipe;
}

export function tokamark(recipe: Recipe): Contestant {
  const contestant: Ours = {
    ...identityOf(ENGINE, recipe),
    ...{ weights: null, about: null },
    neededBytes: (config, tests) => neededBytes(config, recipe, tests),
    load: (loading) => fitting(contestant, loading),
  };
  return contestant;
}

/**
 * Ours with the kernels that run before anything is tuned: beside other engines, so that nobody has to take it on trust what tuning
 * adds. Its figures count nowhere as ours.
 */
export function tokamarkByDefault(recipe: Recipe): Contestant {
  const contestant: Ours = {
    ...identityOf(BY_DEFAULT, recipe),
    ...{ weights: null, about: { version: `${ENGINE} ${VERSION}`, settings: [NOT_TUNED_HERE] } },
    neededBytes: (config, tests) => neededBytes(config, recipe, tests),
    load: async ({ heard, ...loading }) => {
      // A kernel that is wrong has no other variant here; and what the plan takes for loading is that of the tuned one.
      const own = { ...loading, heard: { ...heard, onBegin: () => undefined }, tuning: null };
      const loaded = await fitting(contestant, own);
      return { ...loaded, kernels: loaded.kernels === null ? null : { ...loaded.kernels, tune: null } };
    },
  };
  return contestant;
}

const NOT_TUNED_HERE =
  'Our own engine with its default kernels, as on a device where nothing was tuned: checked as all of ours are, and nothing else differs.';

/** With as many sequences at once as this device holds. @throws what refuses the fewest too */
async function fitting(contestant: Ours, loading: Loading): Promise<LoadedContestant> {
  for (let { tests } = loading; ;) {
    try {
      return await loadFor(contestant, { ...loading, tests });
    } catch (thrown) {
      const most = Math.max(...tests.map(({ batch }) => batch));
      const fewer = tests.filter(({ batch }) => batch < most);
      const isTooLarge = thrown instanceof TokamarkError && thrown.code === 'too-large';
      if (!isTooLarge || fewer.length === 0) throw thrown;
      loading.heard.onRefused(
        tests.filter(({ batch }) => batch === most),
        thrown,
      );
      tests = fewer;
    }
  }
}

async function loadFor(contestant: Ours, loading: Loading): Promise<LoadedContestant> {
  const { bench, config, tests, prompts, gemmRates, tuning, heard: tell } = loading;
  const { recipe } = contestant;
  const what = `${config.name} at ${contestant.name}`;
  let areRight = true;
  const heard: ModelEvents = {
    onLoaded: ({ transformer }) => {
      const lost = describeLosses(transformer.weights.losses, recipe.id);
      if (lost !== null) tell.onLost(lost);
      tell.onProgress('check', 0, 'kernels against their references');
    },
    onChecked: (verified, fraction) => {
      bench.events.onVerified(verified);
      tell.onProgress('check', fraction, verified.shape);
    },
    ...(tuning === null ? {} : { onWrong: () => (areRight = false) }),
  };
  assertMemory(bench, config, recipe, tests);
  tell.onBegin();
  tell.onProgress('load', 0, what);
  const makeWeights = () => loading.makeWeights(recipe, (fraction) => tell.onProgress('load', fraction, what));
  const request = { config, recipe, tests, prompts, gemmRates, makeWeights, chosen: null, heard };
  const subject = await loadSubject(bench, request);
  return {
    tests,
    facts: (test) => factsOf(subject, test),
    pass: (test) => onePass(subject, test, bench.clock),
    logits: (tokens) => logitsOf(subject, tokens),
    kernels: {
      areRight,
      verify: () =>
        bench.verifier.verify(distinctUses(transformersOf(subject).flatMap(generating)), bench.events.onVerified),
      tune: async (options) => {
        try {
          return await tuneSubject(bench, subject, options);
        } catch (thrown) {
          if (!endsEverything(thrown)) await untuned(subject);
          throw thrown;
        }
      },
      profile: (on, request) => profileSubject(on, subject, request),
    },
    dispose: () => subject.model.dispose(),
  };
}

/** By the steps of decode, which were timed: the kernels of its least depth. */
async function logitsOf({ context, model, passes }: Subject, tokens: readonly number[]): Promise<LogitRows> {
  const { session, transformer } = model;
  session.model = transformer;
  passes.filled.clear();
  const logits = await scoreByDecode(context, session, tokens, 1);
  return { vocabSize: transformer.weights.config.vocabSize, firstPosition: 0, logits };
}

function factsOf(subject: Subject, test: Test): LoadedFacts {
  const { weights, variants } = subject.model.transformer;
  const own = variants.filter((site) => isSiteOf(site, test));
  return {
    losses: weights.losses,
    weightBytes: weightBytes(weights),
    bytesReadPerToken: bytesReadPerToken(subject, test),
    bufferBytes: subject.model.bytes,
    tokensPerSubmit: test.phase === 'decode' ? tokensPerSubmit(subject, test) : 0,
    variants: Object.fromEntries(own.map(({ id, variant }) => [id, variant])),
  };
}

/**
 * The least that a token makes the GPU read: its share of the weights, which are read once per decode step of all sequences, or per
 * prefill pass over all its tokens; and the keys and values before it, in f16, in the mean over the test.
 */
function bytesReadPerToken({ config, chunk, model }: Subject, test: Test): Bytes {
  const { phase, depth, tokens, batch } = test;
  const cached = config.layers * cacheBytesRead(config, depth + tokens / 2);
  const weights = weightBytesPerToken(model.transformer.weights);
  if (phase === 'decode') return bytes(weights / batch + cached);
  return bytes((weights * Math.ceil(tokensInAll(test) / chunk)) / tokensInAll(test) + cached);
}

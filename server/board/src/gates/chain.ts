/** The chain of commitments: what the client held to while it ran, against the stamps of the server's clock and against the document. */
import { chainFaults, gapsOf, type ChainFault } from '../challenge/chain';
import { leastExplained, type ExplainedShare } from '../challenge/bounds';
import { besideOf, nameOf, rankedIds, timedOf } from './entries';
import { finding, gateOf, when, type Facts, type Finding, type Rule } from './gate';

/**
 * Of the time between links with repetitions of a ranked test in them. An honest client waits a quarter of a second at most before a
 * repetition of a quarter of a second at least: a half. Two and a half times the true speed of a run that explains all leaves as little as this.
 */
const LEAST_EXPLAINED = 0.4;

/** Of doubles that went through JSON: none. */
const ROUNDING = 1e-9;

const RUN_AGAIN = 'Run again from the board’s page or with `tokamark submit`, with a steady connection.';

const RULES = {
  'chain-count': {
    verdict: 'reject',
    says: 'It reveals another number of links than the server has stamped.',
    remedy: RUN_AGAIN,
  },
  'chain-order': { verdict: 'reject', says: 'Its links were not stamped one after the other.', remedy: RUN_AGAIN },
  'chain-hash': {
    verdict: 'reject',
    says: 'What it reveals is not what was committed to while it ran.',
    remedy: 'Send what Tokamark made, unchanged, from the device and for the challenge of that run.',
  },
  'chain-begin': {
    verdict: 'reject',
    says: 'Its first link holds a repetition: nothing bounds when that began.',
    remedy: RUN_AGAIN,
  },
  'chain-proof': { verdict: 'reject', says: 'Something was measured after its proof.', remedy: RUN_AGAIN },
  // A connection that stalls does both to an honest run. Who invents either gains nothing: what is not bounded is not ranked.
  'chain-too-short': {
    verdict: 'practice',
    says: 'Repetitions took longer than the board’s clock has between two of its links: one of these came late.',
    remedy: RUN_AGAIN,
  },
  'chain-sparse': {
    verdict: 'practice',
    says: 'Around a repetition, links were too far apart for the board’s clock to bound it.',
    remedy: RUN_AGAIN,
  },
  'chain-document': {
    verdict: 'reject',
    says: 'The repetitions of the document are not those that were committed to while it ran.',
    remedy: 'Send the document of that run, unchanged.',
  },
  'proof-document': {
    verdict: 'reject',
    says: 'The tokens of its proof are not those that were committed to.',
    remedy: 'Send what Tokamark made, unchanged.',
  },
  unexplained: {
    verdict: 'quarantine',
    says: 'By the server’s clock the repetitions of a test leave most of their time unexplained.',
    remedy: RUN_AGAIN,
  },
} as const satisfies Readonly<Record<string, Rule>>;

type Code = keyof typeof RULES;

export const chainGate = gateOf<Code>({
  rules: RULES,
  find: (facts) => {
    const { submission, stamps, result } = facts;
    const { blocks, challenge, device } = submission;
    const beside = besideOf(result);
    // A run that was cut off may have sent a link that it does not reveal, or reveal one that never arrived.
    const both = isCutOff(facts) ? Math.min(blocks.length, stamps.length) : Infinity;
    const claim = { blocks: blocks.slice(0, both), stamps: stamps.slice(0, both), beside };
    const grave = chainFaults({ nonce: challenge.nonce, publicKey: device.publicKey, ...claim });
    const found: Finding<Code>[] = grave.map(({ fault, k }) => finding(CODES[fault], `blocks[${k - 1}]`));
    if (found.some(({ code }) => RULES[code].verdict === 'reject')) return found;
    const least = leastExplained(gapsOf(blocks, stamps), { isRanked: (id) => rankedIds().has(id), beside });
    return [
      ...found,
      ...(isCutOff(facts) ? [] : strayItems(facts)),
      ...when(!isProofCommitted(facts), 'proof-document', 'proof'),
      ...unexplained(facts, least),
    ];
  },
});

function unexplained({ result }: Facts, least: ExplainedShare | null): readonly Finding<'unexplained'>[] {
  if (least === null || least.share >= LEAST_EXPLAINED) return [];
  const entry = result.results.find(({ workloadId }) => workloadId === least.workloadId);
  return [
    finding('unexplained', entry === undefined ? 'blocks' : nameOf(entry), `explained: ${least.share.toFixed(2)}`),
  ];
}

const CODES: Readonly<Record<ChainFault, `chain-${ChainFault}`>> = {
  count: 'chain-count',
  order: 'chain-order',
  hash: 'chain-hash',
  begin: 'chain-begin',
  proof: 'chain-proof',
  'too-short': 'chain-too-short',
  sparse: 'chain-sparse',
};

const isCutOff = ({ result }: Facts): boolean => result.status !== 'complete';

/** Each timed repetition, another engine's too, is in one block with its seconds and passes, and a block has no other. */
function strayItems({ submission: { blocks }, result }: Facts): readonly Finding<'chain-document'>[] {
  const left = new Map(blocks.flatMap(({ measured }) => measured.map((item) => [item.order, item])));
  const items = blocks.reduce((sum, { measured }) => sum + measured.length, 0);
  if (left.size < items) return [finding('chain-document', 'blocks', 'two repetitions of one order')];
  for (const entry of result.results) {
    for (const { order, seconds, passes = 1 } of timedOf(entry)) {
      const item = left.get(order);
      const same =
        item?.workloadId === entry.workloadId &&
        item.passes === passes &&
        Math.abs(item.seconds - seconds) <= ROUNDING * seconds;
      if (!same) return [finding('chain-document', 'result.results', `${entry.test}, order ${order}`)];
      left.delete(order);
    }
  }
  return when(left.size > 0, 'chain-document', 'blocks', `${left.size} repetitions are not in the document`);
}

function isProofCommitted({ submission: { blocks, proof } }: Facts): boolean {
  const committed = blocks.find((block) => block.proof !== undefined)?.proof;
  return (proof?.tokens ?? []).join() === (committed ?? []).join();
}

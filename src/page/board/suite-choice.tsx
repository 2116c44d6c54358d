/** Of which suite the figures are: a choice where the board has results of several. */
import type { JSX } from 'preact';
import type { Suites } from '../../../server/board/src/contract/reads/suites';
import { WORDS } from './catalogue/words';
import { ChoiceField, type Choice } from './choice';
import { nameOf } from './names';

const words = WORDS.filters;

interface SuiteChoiceProps {
  /** Null until they are known. */
  readonly suites: Suites | null;
  /** As the address has it: without one it is today's. */
  readonly suite: string | undefined;
  /** Empty: today's. */
  readonly onChoose: (suite: string) => void;
}

export function SuiteChoice({ suites: known, suite, onChoose }: SuiteChoiceProps): JSX.Element | null {
  // Today's is a row of its own only once something was measured under it.
  if (known === null || known.suites.every(({ id }) => id === known.currentSuite)) return null;
  const { suites, currentSuite } = known;
  const chosen = suite === undefined || suite === currentSuite ? '' : suite;
  const old = suites.filter(({ id }) => id !== currentSuite).toReversed();
  const choices: readonly Choice[] = [
    { value: '', text: words.suiteOfToday(nameOf(currentSuite)) },
    // One that the board does not know stands there as it does in the address.
    ...(chosen === '' || old.some(({ id }) => id === chosen) ? [] : [{ value: chosen, text: nameOf(chosen) }]),
    ...old.map(({ id, withdrawn }) => ({
      value: id,
      text: withdrawn === null ? nameOf(id) : words.suiteWithdrawn(nameOf(id)),
    })),
  ];
  return <ChoiceField {...{ name: 'suite', label: words.suite, value: chosen, choices, onChoose }} />;
}

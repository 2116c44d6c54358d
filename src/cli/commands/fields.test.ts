/**
 * Every option of `energy` and `costs` that a person can give: a valid value changes what comes out or is said to play no part, an
 * invalid one is refused by its name. Nothing is passed over without a word.
 */
import { describe, expect, it } from 'vitest';
import { createProgram } from '../commander-setup';
import { tokamark } from '../fixtures/scripted-host';

/** An option, a value that may be, one that may not be, and what else must stand beside the first. */
type Row = readonly [option: string, valid: string, invalid: string];

const SETTINGS: readonly Row[] = [
  ['--device', 'rtx-3090', 'rtx-31000'],
  ['--watts', '200', '0'],
  ['--idle-watts', '10', '-1'],
  ['--boundary', 'wall', 'mains'],
  ['--power-file', '/nowhere/power.json', '/nowhere/power.json'],
  ['--power-limit', '300', '-5'],
  ['--country', 'DE', 'XX'],
  ['--electricity-price', '0.31', '0'],
  ['--currency', 'EUR', 'JPY'],
  ['--grid', '50', '-3'],
  ['--pue', '1.4', '0.5'],
  ['--price', '1234', '0'],
  ['--life', '7', '0'],
  ['--utilisation', '0.6', '2'],
  ['--rent', '0.7', '-1'],
];

const ENERGY: readonly Row[] = [
  ...SETTINGS,
  ['--tokens-per-second', '77', '0'],
  ['--bytes-per-token', '3e9', '0'],
  ['--phase', 'prefill', 'both'],
  ['--busy', '0.5', '2'],
  ['--answer-tokens', '900', '-1'],
  ['--prompt-tokens', '100', '-1'],
  ['--reasoning-tokens', '100', '-1'],
  ['--prefill-tokens-per-second', '900', '0'],
];

const COSTS: readonly Row[] = [
  ...SETTINGS,
  ['--tokens-per-second', '77', '0'],
  ['--bytes-per-token', '3e9', '0'],
  ['--flops', '5e13', '-1'],
  ['--years', '2,6', '0'],
  ['--datacentre', 'neocloudOwn', 'cheap'],
  ['--prices', 'apple-m4=650', 'apple-m4'],
  ['--space', '9', '-1'],
  ['--training-utilisation', '0.2', '2'],
];

/** Of what the machine is known: each field must speak for itself in all of them. */
const BASES: Readonly<Record<string, string>> = {
  'a device': '--device rtx-4090 --tokens-per-second 128 --bytes-per-token 5e9 --country US',
  'typed watts': '--watts 250 --tokens-per-second 128 --country US',
  'a rented machine': '--device h100-sxm --tokens-per-second 200 --rent 1.5 --country US',
  prefill: '--device rtx-4090 --tokens-per-second 4000 --phase prefill --answer-tokens 0',
};

async function output(command: string, options: string): Promise<string> {
  const { code, stdout, stderr } = await tokamark(`${command} ${options}`.trim().split(' '));
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

/** Later options stand in place of the earlier ones. */
const beside = (option: string): string => (option === '--prompt-tokens' ? ' --prefill-tokens-per-second 1000' : '');

describe.each([
  ['energy', ENERGY, Object.keys(BASES)],
  ['costs', COSTS, ['a device', 'typed watts', 'a rented machine']],
] as const)('%s', (command, rows, bases) => {
  it('has no option that these rows leave out', () => {
    const program = createProgram(
      100,
      () => undefined,
      () => undefined,
    );
    const known = program.commands.find((one) => one.name() === command) ?? expect.fail(command);
    const others = ['--json', '--check-model', '--text', '--tokenizers'];
    const options = known.options.map(({ long }) => long ?? '').filter((name) => !others.includes(name));
    expect(rows.map(([option]) => option).toSorted()).toEqual(options.toSorted());
  });

  describe.each(bases)('with %s', (base) => {
    const given = BASES[base] ?? '';

    it.each(rows.filter(([option]) => option !== '--power-file'))(
      '%s %s changes the output, or says why not',
      async (option, valid) => {
        // An answer of prefill has no prompt, which is refused by name.
        if (base === 'prefill' && (option === '--prompt-tokens' || option === '--phase')) return;
        const before = await output(command, `${given}${beside(option)}`);
        const after = await output(command, `${given}${beside(option)} ${option} ${valid}`);
        if (before === after) throw new Error(`${option} ${valid} changes nothing without a word`);
        if (after.includes(`${option}: `))
          expect(after).toMatch(new RegExp(`${option}: .* (plays no part|has no row): `));
      },
    );
  });

  it.each(rows)('%s: %s may be, and %s is refused by its name', async (option, _valid, invalid) => {
    const more = option === '--prompt-tokens' || option === '--prefill-tokens-per-second' ? ' --prompt-tokens 9' : '';
    const { code, stdout, stderr } = await tokamark(
      `${command} ${BASES['a device'] ?? ''}${more} ${option} ${invalid}`.split(' '),
    );
    expect({ code: code === 0, stdout }).toEqual({ code: false, stdout: '' });
    expect(stderr).toContain(
      invalid === '/nowhere/power.json'
        ? invalid
        : option === '--device'
          ? invalid
          : option === '--country'
            ? '"XX"'
            : option,
    );
  });
});

it('says that a text is missing that tokenizers would count, and that the check of the model takes nothing', async () => {
  const base = BASES['a device'] ?? '';
  expect((await tokamark(`costs ${base} --tokenizers a.json`.split(' '))).stderr).toContain('no text is given');
  expect((await tokamark('energy --check-model --device rtx-4090'.split(' '))).stderr).toContain(
    '--check-model and --device exclude each other',
  );
});

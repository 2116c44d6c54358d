/**
 * Lint: typescript-eslint's strict rules with types, and the one direction of imports: a file imports only from its own layer
 * or from those before it. test/node/layers.test.ts shows that the rule bites.
 */

import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** From the first to the last; the folders of one layer. */
const LAYERS = [
  ['./src/foundation'],
  ['./src/statistics'],
  ['./src/hardware'],
  ['./src/device'],
  ['./src/kernels', './shaders'],
  ['./src/tuning'],
  ['./src/model'],
  ['./src/lab'],
  ['./src/benchmark'],
  ['./src/options'],
  ['./src/report'],
  ['./src/predict'],
  ['./src/energy'],
  ['./src/peers'],
  ['./src/worker'],
  ['./src/costs'],
];
/** The two ends that people use; neither knows the other. */
const ENDS = ['./src/page', './src/cli'];
/** Beside the layers, on the foundation alone; only the command and the board use them. */
const BESIDE = ['./src/setup', './server'];
/** A program of its own, of which page and command know only what it says and how it is asked: it reads results, and runs nothing. */
const BOARD = './server/board/src';

const MESSAGE =
  'Imports go one way: foundation, statistics, hardware, device, kernels, tuning, model, lab, benchmark, options, report, predict, energy, peers, worker, costs, then page or cli; the board from energy down (see ARCHITECTURE.md).';

const zones = [
  ...LAYERS.map((target, index) => ({ target, from: [...LAYERS.slice(index + 1).flat(), ...ENDS, ...BESIDE] })),
  { target: './src/page', from: ['./src/cli', './src/setup'] },
  // What a board and its clients say to each other.
  { target: './src/page', from: ['./server'], except: ['./board/src/contract', './board/src/client'] },
  { target: './src/cli', from: ['./src/page'] },
  { target: './src/cli', from: [BOARD], except: ['./contract', './client'] },
  { target: BOARD, from: ['./src/peers', './src/worker', './src/costs', './src/cli'] },
  // site/ writes the page's own room of the board before any code runs, as the build writes the rest of the page.
  { target: `${BOARD}/{*,!(site)/**}`, from: ['./src/page'] },
  // Behind one door: what is in src/costs may change without page or command.
  ...ENDS.map((target) => ({ target, from: ['./src/costs'], except: ['./index.ts'] })),
  { target: './src/setup', from: [...LAYERS.slice(1).flat(), ...ENDS, './server'] },
  // Whatever is in it but the board.
  { target: './server/{*,!(board)/**}', from: [...LAYERS.slice(1).flat(), ...ENDS, './src/setup', BOARD] },
].map((zone) => ({ ...zone, message: MESSAGE }));

/** What reads text without saying what is wrong with it, and what takes its place. */
const ONE_DECODER =
  'Text from outside is read by foundation/decode-text (cli/read-text for files), which refuses what is no text.';
const UNSAFE = [
  { selector: "ImportSpecifier[imported.name='readFile']", message: ONE_DECODER },
  { selector: "CallExpression[callee.name='readFileSync'][arguments.length>1]", message: ONE_DECODER },
  { selector: "CallExpression[callee.property.name='text'][arguments.length=0]", message: ONE_DECODER },
  { selector: "CallExpression[callee.property.name='json'][arguments.length=0]", message: ONE_DECODER },
  { selector: 'NewExpression[callee.name=/^(TextDecoder|FileReader)$/]', message: ONE_DECODER },
  {
    selector: 'ImportSpecifier[imported.name=/^mkdir(Sync)?$/]',
    message: 'Folders are made by setup/make-folder: mkdir with `recursive` never ends below /proc.',
  },
];
/** The decoder itself, a Blob's own methods, the bytes of tokens, and what reads this project's files while it is built. */
const SAFE = [
  'src/foundation/decode-text.ts',
  'src/cli/file-blob.ts',
  'src/setup/make-folder.ts',
  'src/model/files/tokenizer/token-text.ts',
  'src/build/**',
];

const IN_CATALOGUE =
  'What a person reads stands in the catalogue/en.ts of its folder, so that it can be said in another language.';
/** Errors, and the marks in a profile: English, as in the command. */
const NOT_SHOWN =
  'NewExpression *, JSXAttribute *, CallExpression[callee.name=/^(loaded|presetOf)$/] > *, CallExpression[callee.name=refusal] *, Property[key.name=/^(message|remedy|location)$/] *';
/** Words that a view or its model has in place. */
const WORDS_IN_PLACE = [
  'JSXText[value=/[A-Za-z]{2}/]',
  'JSXAttribute[name.name=/^(aria-label|aria-description|title|placeholder|alt|label)$/] > Literal',
  `Literal[value=/^[A-Z][a-z]* .*[a-z]/]:not(${NOT_SHOWN})`,
  `Literal[value=/^(?!tokamark: ).*[a-z]{2} .*[a-z]{2} /]:not(${NOT_SHOWN})`,
  `TemplateElement[value.raw=/[a-z]{2,} +[a-z]{2,}/]:not(${NOT_SHOWN})`,
].map((selector) => ({ selector, message: IN_CATALOGUE }));

/** What any Node.js must be able to read. */
const ES5 = ['src/cli/entry/*.cjs'];

/** A test may set up what it tests with anything. */
const TESTS = ['**/*.test.{ts,tsx}', 'test/**'];

export default defineConfig(
  { ignores: ['dist/', 'bench/dist/', 'coverage/', 'public/', 'test/output/', '.cache/', 'bench/.cache/'] },
  { ignores: ES5, extends: [tseslint.configs.strictTypeChecked] },
  {
    ignores: ES5,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers in messages are what this project is about.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => stop()` is clear, whatever stop returns.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipComments: false, skipBlankLines: false }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: TESTS,
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.json'] })] },
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
  },
  {
    // A result's shape is what all of report, worker, page and command agree on: it begins here.
    files: ['src/report/schema/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^\\.\\./(?!\\.\\./)', message: 'The schema of a result imports nothing else of src/report.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts', 'shaders/**/*.ts'],
    ignores: [...TESTS, ...SAFE],
    rules: { 'no-restricted-syntax': ['error', ...UNSAFE] },
  },
  {
    files: ['src/page/*.ts', 'src/page/*/**/*.{ts,tsx}'],
    ignores: [...TESTS, '**/catalogue/**', 'src/page/fixtures/**'],
    rules: { 'no-restricted-syntax': ['error', ...UNSAFE, ...WORDS_IN_PLACE] },
  },
  {
    files: ['{src,shaders,server,bench,test}/**/*.{ts,tsx}'],
    // A table of cases hands each its columns as parameters.
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'max-params': ['error', 4] },
  },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: {
      // vitest types its matchers (`expect.stringContaining`) as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
  // ESLint's own parser: a syntax that an old Node.js cannot read is an error here.
  { files: ES5, languageOptions: { ecmaVersion: 5, sourceType: 'script' } },
  { files: ['src/cli/entry/load.cjs'], languageOptions: { ecmaVersion: 2020 } },
);

/** What the command line accepts, what it makes of it, and what it refuses. */
import { describe, expect, it } from 'vitest';
import { delivered, DELIVERIES, HEADLINE_TESTS, PROFILE_NAMES, PROFILES, testsAt } from '../benchmark/suite/suite';
import { energySettingsSchema } from '../energy/fields';
import { SHAPES } from '../model/shapes';
import { NO_LENGTHS } from '../peers/comparison';
import { settingsOfProfile } from '../options/settings';
import { readCommandLine } from './command-line';
import { COMMANDS, createProgram } from './commander-setup';
import type { RunOptions } from './read-run';
import { thrown } from '../../test/fixtures/thrown';

const invocation = (text: string) => readCommandLine(text === '' ? [] : text.split(' '), 100);

function read(text: string) {
  const { command, options } = invocation(text);
  return { command, ...options };
}

function readRun(text: string): RunOptions {
  const { command, options } = invocation(text);
  if (command !== 'run') throw new Error(`${text} is not a run`);
  return options;
}

const settings = (text: string) => readRun(text).settings;
const refusal = (text: string) => thrown(() => read(text));

describe('run', () => {
  it('is the headline benchmark when nothing is said', () => {
    expect(read('')).toEqual({
      command: 'run',
      settings: {
        ...settingsOfProfile(PROFILES.quick),
        shape: 'Llama-3.2-1B',
        formats: ['fp16', 'int4'],
        tests: delivered(HEADLINE_TESTS, DELIVERIES),
        line: ['int4'],
        sustained: null,
        repetitions: 10,
        budgetSeconds: 60,
        fidelity: null,
        tuning: 'remembered',
        roofs: true,
        waterfalls: true,
        seed: 1,
        receipt: null,
      },
      model: null,
      story: true,
      energy: { settings: energySettingsSchema.parse({}), powerFile: null },
      documents: { json: null, markdown: null, table: null, csv: null, svg: null },
      history: true,
      against: [],
      server: null,
      lengths: NO_LENGTHS,
      meterPower: false,
      machine: null,
      asked: {
        ...{ shape: null, profile: null, tests: [], formats: [] },
        ...{ repetitions: null, sustained: null, fidelityWindows: null },
      },
      on: { adapter: { kind: 'preferred', power: 'high-performance' }, preference: 'high-performance', browser: null },
    });
  });

  it('may be named or left out', () => {
    const options = '--shape Fable --prompt 32 --generate 8 --repetitions 5 --json -';
    expect(read(`run ${options}`)).toEqual(read(options));
    expect(settings(options)).toMatchObject({
      ...{ shape: 'Fable', tests: delivered(testsAt(32, 8, [0]), DELIVERIES), repetitions: 5 },
    });
  });

  it.each(PROFILE_NAMES)('measures what the profile %s lists, within its budget', (name) => {
    const { tests, formats, repetitions, budget, sustained } = PROFILES[name];
    expect(settings(`--profile ${name}`)).toMatchObject({
      ...{ tests, formats, repetitions, sustained, budgetSeconds: budget, shape: 'Llama-3.2-1B' },
    });
  });

  it('takes the rest of a profile where a part is chosen by hand', () => {
    expect(settings('--profile standard --generate 32').tests).toEqual(
      delivered(testsAt(512, 32, [0, 2048]), DELIVERIES),
    );
    expect(settings('--profile sustained --formats fp16 --sustain 5').sustained).toEqual({
      format: 'fp16',
      seconds: 5,
    });
    expect(settings('--profile sustained --sustain none').sustained).toBeNull();
    expect(refusal('--profile long').message).toContain('there are quick, standard, sustained');
  });

  it('measures each test at each number of sequences at once, and at each depth, without a budget', () => {
    const { settings: run, asked } = readRun('--batch 1,2,4 --depth 0,512 --generate 32 --delivery streamed');
    expect(run.tests).toEqual(testsAt(512, 32, [0, 512], [1, 2, 4]));
    expect(asked.tests).toEqual(run.tests);
    expect(run.budgetSeconds).toBeNull();
    expect(settings('--profile standard --batch 8,8 --delivery streamed').tests).toEqual(
      testsAt(512, 64, [0, 2048], [8]),
    );
    expect(refusal('--batch 0').message).toContain('--batch must be a whole number from 1 to 64');
    expect(refusal('--batch 1,,2').where).toBe('--batch');
    expect(refusal('--batch 65').where).toBe('--batch');
  });

  it('measures what the device can do at most unless told not to', () => {
    expect(settings('--no-roofs').roofs).toBe(false);
    expect(settings('--no-waterfall').waterfalls).toBe(false);
  });

  it('tunes, tunes again or does not', () => {
    expect(settings('--retune').tuning).toBe('again');
    expect(settings('--no-tune').tuning).toBe('off');
    expect(refusal('--no-tune --retune').message).toBe('--retune and --no-tune exclude each other.');
  });

  it.each(['--shape Fable', '--model x', '--prompt 512', '--generate 64', '--depth 0', '--repetitions 10'])(
    'has no time budget where %s chooses the workload',
    (option) => {
      expect(settings(option).budgetSeconds).toBeNull();
    },
  );

  it('keeps a budget that is given beside a chosen workload', () => {
    expect(settings('--shape Fable --budget 30').budgetSeconds).toBe(30);
    expect(settings('--budget none').budgetSeconds).toBeNull();
    expect(settings('--formats int4').budgetSeconds).toBe(60);
  });

  it("takes the model's own shape from a folder", () => {
    expect(readRun('--model ./m')).toMatchObject({ model: './m', settings: { shape: null } });
  });

  it('knows a shape in any case', () => {
    expect(settings('--shape llama-3.2-1b').shape).toBe('Llama-3.2-1B');
  });

  it('takes each format once', () => {
    expect(settings('--formats INT4,fp16,int4').formats).toEqual(['int4', 'fp16']);
  });

  it.each([
    ['--adapter 1', { kind: 'index', index: 1 }],
    ['--adapter software', { kind: 'software' }],
    ['--adapter llvmpipe', { kind: 'name', name: 'llvmpipe' }],
    ['--adapter low-power', { kind: 'preferred', power: 'low-power' }],
    ['--gpu low-power', { kind: 'preferred', power: 'low-power' }],
  ])('reads %s', (text, adapter) => {
    expect(readRun(text).on.adapter).toEqual(adapter);
  });

  it('compares engines in a browser alone, and lets them settle what is run', () => {
    const read = readRun('--browser firefox --engine tokamark,ort-web,transformers,wllama,ort-web');
    expect(read).toMatchObject({
      against: ['onnxruntime-web', 'transformers.js', 'wllama'],
      on: { browser: { browser: 'firefox' } },
    });
    expect(() => readRun('--engine ort-web')).toThrow('name it by --browser');
    for (const other of ['--batch 4', '--formats int8', '--delivery batched', '--shape Fable', '--no-tune']) {
      expect(() => readRun(`--browser firefox --engine ort-web ${other}`)).toThrow(
        'exclude each other: other engines run one streamed sequence of Fable',
      );
    }
    const lengths = readRun('--browser firefox --engine ort-web --prompt 256 --depth 0,64 --repetitions 7');
    expect(lengths).toMatchObject({
      lengths: { prompt: 256, generate: null, depths: [0, 64], repetitions: 7 },
      asked: { tests: [], repetitions: 7 },
    });
    expect(() => readRun('--browser firefox --engine webllm')).toThrow('onnxruntime-web, transformers.js, wllama');
    expect(() => readRun('--browser firefox --engine tokamark')).toThrow('must be engines');
  });

  it('holds ours against a server, with or without a browser, and says of it what the person does', () => {
    const read = readRun('--against localhost:8080/v1 --against-quantisation Q8_0 --against-fable');
    expect(read.server).toEqual({
      ...{ address: 'http://localhost:8080/', model: null },
      said: { isFable: true, quantisation: 'Q8_0', gpu: null },
    });
    expect(readRun('--browser firefox --against http://box:1').on.browser).toMatchObject({ server: 'http://box:1/' });
    expect(() => readRun('--against http://me:secret@box')).toThrow('must not hold a name or a password');
    expect(() => readRun('--against http://me:secret@box')).not.toThrow('secret');
    expect(() => readRun('--against localhost:1 --batch 2')).toThrow('--against and --batch exclude each other');
    expect(() => readRun('--against-fable')).toThrow('name it by --against');
  });

  it.each(['--model x', '--adapter 1', '--power auto'])('has no %s in a browser', (option) => {
    expect(() => readRun(`--browser firefox ${option}`)).toThrow('exclude each other');
  });

  it('starts no browser without one', () => {
    expect(() => readRun('--browser-args --foo')).toThrow('there is none');
  });

  it('takes - as standard output and anything else as a file', () => {
    expect(readRun('--json - --markdown r.md')).toMatchObject({
      documents: { json: { kind: 'stdout' }, markdown: { kind: 'file', path: 'r.md' } },
    });
  });
});

describe('generate', () => {
  it('is greedy, in INT4 and by Fable unless said otherwise', () => {
    expect(read('generate --prompt Hello')).toMatchObject({
      command: 'generate',
      model: null,
      format: 'int4',
      prompt: 'Hello',
      temperature: 0,
      ignoreEndOfText: false,
      bos: true,
    });
  });

  it('reads everything that decides the text', () => {
    const text =
      'generate --model m --format fp16 --prompt Hi --tokens 9 --temperature 0.7 --seed 3 --ignore-eos --no-bos --json -';
    expect(read(text)).toMatchObject({
      model: 'm',
      format: 'fp16',
      tokens: 9,
      temperature: 0.7,
      seed: 3,
      ignoreEndOfText: true,
      bos: false,
      json: { kind: 'stdout' },
    });
  });

  it('keeps the spaces of a prompt', () => {
    expect(readCommandLine(['generate', '--prompt', ' a  b '], 100).options).toMatchObject({ prompt: ' a  b ' });
  });

  it('refuses an empty prompt', () => {
    expect(() => readCommandLine(['generate', '--prompt', ''], 100)).toThrow(/--prompt must not be empty/);
  });
});

describe('a mistake', () => {
  it.each([
    ['--bogus', "unknown option '--bogus'"],
    ['--format fp16', 'Did you mean --formats?'],
    ['rum', 'did you mean run?'],
    ['board', 'in a checkout they are npm run board -- --help'],
    ['board accept 1', 'npm run board --'],
    ['run extra', 'too many arguments'],
    [
      '--shape Fabel',
      `--shape has no shape "Fabel" (did you mean Fable?); there are ${SHAPES.map(({ name }) => name).join(', ')}`,
    ],
    [
      '--formats fp16,in4',
      '--formats has no format "in4" (did you mean int4?); there are fp16, int8, int4, mxfp4, nvfp4, w4a8',
    ],
    ['--formats fp16,', '--formats has no format ""'],
    ['--prompt 0', '--prompt must be a whole number of at least 1, not "0"'],
    ['--prompt 1e3', '--prompt must be a whole number'],
    ['--prompt', "option '--prompt <N>' argument missing"],
    ['--repetitions 0', '--repetitions must be a whole number from 1'],
    ['--prompt 99999999999', '--prompt must be a whole number of at most 2147483647'],
    ['--depth -1', '--depth must be a whole number'],
    ['--budget soon', '--budget must be a number of seconds or none'],
    ['--budget 0', '--budget must be a number of seconds or none, from 0.001 to 604800 (a week), not "0"'],
    ['--sustain 1e9', '--sustain must be a number of seconds or none, from 0.001 to 604800'],
    ['--power high-performance', '--power has no setting "high-performance"; there are auto, off'],
    ['--power auto --power-file p.json', 'exclude each other'],
    ['--gpu fast', '--gpu must be high-performance or low-power'],
    ['--adapter low-power --gpu high-performance', 'ask for different GPUs'],
    ['--json - --markdown -', 'standard output holds one document'],
    ['--table - --markdown -', 'standard output holds one document'],
    ['--json r --markdown r', 'the same file'],
    ['--json - --csv -', 'standard output holds one document'],
    ['--markdown r --csv r', 'the same file'],
    ['--json r --svg r', 'the same file'],
    ['--shape Fable --model m', 'exclude each other'],
    ['generate --temperature warm', '--temperature must be a number from 0 to 10, not "warm"'],
    ['generate --temperature -1', '--temperature must be a number from 0 to 10, not "-1"'],
    ['generate --temperature 1e-40', '--temperature must be a number from 0 to 10, and above 0 at least 1e-30'],
    ['compare - -', 'Standard input (-) can be read only once'],
    ['generate --formats fp16', 'Did you mean --format?'],
    ['serve --port 70000', '--port must be a whole number from 0 to 65535'],
  ])('%s is refused with what is wrong', (text, message) => {
    const error = refusal(text);
    expect(error.code).toBe('option');
    expect(error.message).toContain(message);
    expect(error.remedy).toMatch(/^See tokamark .*--help\.$/);
  });
});

describe('help and version', () => {
  const printed = (text: string): string => {
    const { command, options } = invocation(text);
    if (command !== 'print') throw new Error(`${text} does more than print`);
    return options.text;
  };

  it('lists the commands, examples and exit codes', () => {
    const help = printed('--help');
    for (const word of ['run', 'generate', 'check', 'adapters', 'serve', 'Examples:', 'Exit codes:']) {
      expect(help).toContain(word);
    }
    expect(printed('help')).toBe(help);
  });

  it('tells the defaults of a command and what they are for', () => {
    const help = printed('run --help');
    const flowing = help.replace(/\s+/g, ' ');
    expect(flowing).toContain("(default: 512, llama-bench's pp512)");
    expect(flowing).toContain("(default: the profile's, or none for a workload chosen by hand)");
    expect(flowing).toContain(
      `${SHAPES.map(({ name }) => name).join(', ')} (default: Llama-3.2-1B, the headline shape)`,
    );
    expect(help).toContain('What is computed:');
    expect(printed('help run')).toBe(help);
  });

  it.each(COMMANDS)('of %s says what each option is in words that need no other line', (name) => {
    const program = createProgram(
      100,
      () => undefined,
      () => undefined,
    );
    const options = program.commands.find((command) => command.name() === name)?.options ?? expect.fail(name);
    for (const { flags, description } of options) {
      const said = description.replace(/ \(default: .*/, '');
      expect(said.split(' ').length, flags).toBeGreaterThan(2);
      expect(said.split(/[ ,:]+/).length, flags).toBeLessThanOrEqual(25);
      expect(said, flags).not.toMatch(/^(of|that|at|on|by|to|as|in|it|its|the same) /);
    }
  });

  it('keeps to the width of the terminal', () => {
    const lines = printed('run --help').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(106);
  });

  it('prints the version alone', () => {
    expect(printed('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

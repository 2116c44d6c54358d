/** The commands, options and defaults as commander knows them. Not what their values mean (option-values.ts). */
import { Command, Option } from 'commander';
import { VERSION } from '../foundation/build';
import { PROFILE_NAMES } from '../benchmark/suite/suite';
import { MODEL_FORMATS } from '../kernels/format';
import { addCosts } from './costs-setup';
import { addAnswer, addDevice, addEnergy, addEnergySettings } from './energy-setup';
import { CHECK_HELP, GENERATE_HELP, PROGRAM_HELP, RUN_HELP } from './help';

export const COMMANDS = [
  'run',
  'generate',
  'check',
  'adapters',
  'device',
  'energy',
  'costs',
  'serve',
  'compare',
  'spread',
  'history',
  'schema',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const HEADLINE_SHAPE = 'SmolLM2-135M';

export interface Collected {
  readonly name: CommandName;
  readonly command: Command;
}

/** A program that prints through `write`, throws where commander would exit, and calls `found` with what was asked. */
export function createProgram(
  shapes: readonly string[],
  columns: number,
  write: (text: string) => void,
  found: (collected: Collected) => void,
): Command {
  const program = new Command('tokamark');
  program
    .description("How many tokens per second this machine's GPU makes, at FP16 and INT4, on WebGPU.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, getOutHelpWidth: () => columns })
    .addHelpText('after', PROGRAM_HELP);
  const add = (name: CommandName, description: string, isDefault = false): Command => {
    const command = program.command(name, { isDefault });
    return command
      .description(description)
      .allowExcessArguments(false)
      .helpOption('-h, --help', 'print this help')
      .configureHelp({ sortOptions: false })
      .action(() => found({ name, command }));
  };
  addRun(add('run', 'measure prefill and decode speed (the default)', true), shapes);
  addGenerate(add('generate', 'let a model write on the GPU'));
  addCheck(add('check', 'check every kernel, and Fable against its reference, on this adapter'));
  add('adapters', 'list the adapters that WebGPU finds').addOption(
    new Option('--json <FILE>', 'write the list as JSON (- is standard output)'),
  );
  addDevice(add('device', 'tell which GPU a renderer string means'));
  addEnergy(add('energy', 'work out what a token costs: joules, money, carbon'));
  addCosts(add('costs', 'compare what machines cost: by the hour, FLOPS, token, rent, text and training'));
  add('serve', 'serve the page of this benchmark to a browser on this machine')
    .addOption(new Option('--port <N>', 'port').default('4173', '4173, or the next free one'))
    .addOption(
      new Option('--host <NAME>', 'address to listen on').default('127.0.0.1', '127.0.0.1: this machine only'),
    );
  const json = () => new Option('--json <FILE>', 'write it as JSON (- is standard output)');
  add('compare', 'compare two results, workload by workload')
    .argument('<A>', 'a result as JSON (- is standard input), or the id of a kept run')
    .argument('<B>', 'another, of this machine or of another one')
    .addOption(json());
  add('spread', 'show what changes between several runs of one receipt')
    .argument('<RUN...>', 'two or more results as JSON (- is standard input), or ids of kept runs')
    .addOption(json());
  add('history', 'list the runs that are kept on this machine, show or delete one')
    .argument('[ACTION]', 'list, show or delete', 'list')
    .argument('[ID]', 'of a kept run, or its beginning; delete takes all, too')
    .addOption(json());
  add('schema', 'print the JSON Schema of a result');
  return program;
}

function addRun(command: Command, shapes: readonly string[]): void {
  command
    .addHelpText('after', RUN_HELP)
    .optionsGroup('What is computed:')
    .addOption(
      new Option('--profile <NAME>', `a list of workloads: ${PROFILE_NAMES.join(', ')}`).default('quick', 'quick'),
    )
    .addOption(
      without(
        '--shape <NAME>',
        `synthetic weights at a model's true shape: ${shapes.join(', ')}`,
        `${HEADLINE_SHAPE}, the headline shape`,
      ),
    )
    .addOption(new Option('--model <FOLDER>', 'weights from a Llama-architecture folder (Hugging Face) instead'))
    .addOption(without('--formats <LIST>', `of ${MODEL_FORMATS.join(', ')}; separated by commas`, "the profile's"))
    .addOption(without('--prompt <N>', 'prompt tokens of the prefill', "512, llama-bench's pp512"))
    .addOption(without('--generate <N>', 'tokens to decode', '64: long enough to time, short enough to wait for'))
    .addOption(without('--depth <LIST>', 'tokens of context before each test; separated by commas', "the profile's"))
    .addOption(
      without('--batch <LIST>', 'sequences at once, each test at each number; separated by commas', '1: one alone'),
    )
    .addOption(without('--sustain <SECONDS>', 'decode for so long at the end, for a curve; or none', "the profile's"))
    .addOption(without('--seed <N>', 'of the story, and of the order of repetitions', '1'))
    .addOption(new Option('--receipt <LINK>', 'the same workloads and settings again, as a result names them'))
    .optionsGroup('How it is measured:')
    .addOption(
      without('--repetitions <N>', 'timed runs of each; fewer than 5 give no sound interval', "the profile's, 10 or 5"),
    )
    .addOption(
      without(
        '--budget <SECONDS>',
        'time for the whole run: the workload shrinks to hold it; or none',
        "the profile's, or none for a workload chosen by hand",
      ),
    )
    .addOption(new Option('--no-story', 'leave out the text that Fable writes in each format at the end'))
    .addOption(
      new Option('--no-fidelity', 'do not measure how far each format is from FP16, on a text that Fable has not seen'),
    )
    .addOption(without('--fidelity-windows <N>', 'windows of 512 tokens of that text, of 32', "the profile's, 2 or 8"))
    .addOption(new Option('--no-roofs', 'do not measure first what the device can do at most'))
    .addOption(new Option('--no-waterfall', 'do not see, after the measurement, where a token’s time goes'))
    .addOption(new Option('--no-tune', 'run the default kernels, whatever is faster on this device'))
    .addOption(new Option('--retune', 'forget which kernels were found faster or harmful here, and look again'));
  onAdapter(command.optionsGroup('On which adapter:'));
  addAnswer(addEnergySettings(command.optionsGroup('What a token costs (left out: an estimate, at world prices):')));
  command
    .optionsGroup('Output:')
    .addOption(new Option('--json <FILE>', 'write the result as JSON (- is standard output)'))
    .addOption(new Option('--markdown <FILE>', 'write the result as Markdown (- is standard output)'))
    .addOption(new Option('--no-history', 'do not keep the result among the runs of this machine'))
    .addOption(new Option('--csv <FILE>', 'write one row for each repetition as CSV (- is standard output)'))
    .optionsGroup('Other:');
}

function addGenerate(command: Command): void {
  command
    .addHelpText('after', GENERATE_HELP)
    .optionsGroup('What is written:')
    .addOption(
      without('--model <FOLDER>', 'a Llama-architecture folder (Hugging Face)', 'Fable, which comes with Tokamark'),
    )
    .addOption(new Option('--format <NAME>', `one of ${MODEL_FORMATS.join(', ')}`).default('int4', 'int4'))
    .addOption(
      new Option('--prompt <TEXT>', 'what the model goes on from').default('Once upon a time', '"Once upon a time"'),
    )
    .addOption(new Option('--tokens <N>', 'most tokens to write').default('128', '128'))
    .addOption(
      new Option('--temperature <T>', '0 takes the most likely token each time').default(
        '0',
        '0; Fable reads best at 0.6 to 0.8',
      ),
    )
    .addOption(new Option('--seed <N>', 'the same seed gives the same text on one adapter').default('1', '1'))
    .addOption(
      new Option('--no-bos', 'do not put before the prompt what the tokenizer puts before a text (its BOS token)'),
    )
    .addOption(new Option('--ignore-eos', 'go on after the end-of-text token'));
  onAdapter(command.optionsGroup('On which adapter:'));
  command
    .optionsGroup('Output:')
    .addOption(new Option('--json <FILE>', 'write ids and text as JSON (- is standard output)'))
    .optionsGroup('Other:');
}

function addCheck(command: Command): void {
  command.addHelpText('after', CHECK_HELP);
  onAdapter(command.optionsGroup('On which adapter:'));
  command
    .optionsGroup('Output:')
    .addOption(
      new Option('--dump-wgsl <FOLDER>', 'write the shaders that run on this device into an empty or new folder'),
    )
    .optionsGroup('Other:');
}

function onAdapter(command: Command): Command {
  return command
    .addOption(
      without(
        '--adapter <NAME>',
        'index or part of a name from `tokamark adapters`, or software',
        'what WebGPU prefers: the fastest GPU',
      ),
    )
    .addOption(
      without('--power <PREFERENCE>', 'high-performance or low-power, where a laptop has two GPUs', 'high-performance'),
    );
}

/** An option that is absent by default; commander shows no default for those, so the description does. */
function without(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, `${description} (default: ${otherwise})`);
}

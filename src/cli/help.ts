/** The parts of `--help` that commander does not write itself: examples, exit codes, what the defaults are for. */

export const PROGRAM_HELP = `
Examples:
  tokamark                                   the headline benchmark, in about a minute
  tokamark run --formats fp16,int8,int4      with INT8 as well
  tokamark --shape Llama-3.2-1B --json -     another shape, as JSON on standard output
  tokamark --model ./SmolLM2-135M            your own weights, from a folder
  tokamark generate --prompt "Once upon a time" --temperature 0.8
  tokamark serve                             the same benchmark as a page
  tokamark device --name "NAME"              the GPU of the catalogue that the name stands for
  tokamark energy --device rtx-4070 --tokens-per-second 90 --bytes-per-token 5e9
                                             energy, money and carbon of a token, without a run
  tokamark cost --gpu 4090                   a model on a GPU that is not here: money, and what a budget buys
  tokamark costs --device rtx-4070 --tokens-per-second 90 --bytes-per-token 5e9
                                             the cost of a token, compared with other machines
  tokamark models                            published models that this device could run, predicted
  tokamark compare a.json b.json             two results, workload by workload
  tokamark history                           the runs that are kept on this machine
  tokamark submit --board URL                measure for a board, and send it once you agree

"run" is the default command: its options work without its name (see tokamark run --help).

Exit codes:
  0    done
  1    the run failed, or a model or result file is not usable
  2    wrong usage: an unknown option or value, a file that cannot be written
  3    no WebGPU adapter, and none could be set up
  4    measured, but the time budget left out a --shape, --profile, --formats or the like that you named
  5    standard output or a file could not be written (a full disk); the message says where the document is
  6    this Node.js is too old
  129  the terminal was closed (SIGHUP); the figures until then were written
  130  interrupted with Ctrl-C (SIGINT); the figures until then were written
  143  ended by SIGTERM; the figures until then were written

Set TOKAMARK_DEBUG=1 for stack traces, and TOKAMARK_DATA=FOLDER to keep runs in another folder. An empty
variable counts as not set.`;

export const RUN_HELP = `
Every profile measures the headline workload: the shape of Llama-3.2-1B with synthetic weights, a prompt
of 512 tokens (pp512) and 64 generated tokens (tg64), at FP16 and INT4. Each token is read back as it
comes; tg64 batched reads them back at the end. Two smaller models beside it tell what a token costs
however small the model (t0), and how fast decode reads (B).

  quick      the headline, 10 repetitions, at most 60 seconds (the default)
  standard   the headline and INT8, and both again after 2,048 tokens of context, at most 4 minutes
  sustained  the headline, 5 repetitions, then 5 minutes of INT4 decode to show its speed over time

A workload that does not fit the time budget shrinks in a fixed order, and the result says so:
repetitions to 5, then tests with context, sequences at once, tokens, the prompt, batched decode, and
last the shape, down a fixed ladder. A device keeps what a request came down to; --retune forgets it.
The sustained decode keeps its length. A workload chosen by hand has no time budget unless --budget
gives one.

A repetition does not count while other programs keep the processor busy. It is repeated, at most three
times, and stays in the JSON with the reason.

With --power auto, an instrument of this machine is read while the run times: nvidia-smi, the sensor of
a graphics driver, the processor's counter of energy (RAPL), powermetrics or the battery. Energy is then
that of the repetitions alone. Where nothing can be read the run goes on, and a warning says what to do.

With --batch, each test runs with that many sequences at once (tg64 b4). Its speed is that of all
sequences together; the speed of each and the time per step stand beside it. Time to first token then
counts prompts that are submitted together. The sustained decode, the texts and fidelity always use one
sequence.

mxfp4 and nvfp4 name how weights are stored: WebGPU multiplies them in f32. w4a8 is INT4 with
activations rounded to INT8 for integer dot products, which is another arithmetic.

The run first measures the most that the adapter can do, in about 2 seconds: the speed of its memory,
its multiply-adds and its dispatches. The speed of decode is shown as a share of that; --no-roofs
leaves this out.

After the measurement, the run times each part of a token alone, in at most 3 seconds (6 on a software
adapter). That shows where the time goes and how near each kernel comes to the limits measured first;
--no-waterfall leaves this out.

Last, the run measures the fidelity of each format on a text that Fable was not trained on: perplexity,
KL divergence to FP16, and how often the most likely next token is the same. Quick and sustained runs
leave it out, as does --no-fidelity. Where a run reads fewer than 8 windows, its report shows figures of
a reference and marks them as not measured here.

Before the measurement, the run tunes its kernels for the adapter, for at most 10 seconds (5 on a
software adapter). It keeps the fastest ones in your cache folder for the next run; --retune forgets
them.

The last lines hold the result: the speed with its interval and the GPU, INT4 : FP16, B and t0, time to
first token, and why it may be low, or where all figures are. --table has the figures for an issue or a
chat. The whole report goes where --markdown says; tokamark history show prints it later.

A FILE of - is standard output, which then holds that document and nothing else; messages go to
standard error. Ctrl-C stops the run and writes the figures so far; a second Ctrl-C ends it at once.

Examples:
  tokamark run --profile standard --json result.json --markdown result.md
  tokamark run --table -
  tokamark run --svg pictures/
  tokamark run --model ./Llama-3.2-1B --formats int4 --depth 2048
  tokamark run --formats int4 --batch 1,2,4,8,16
  tokamark run --adapter software --shape Fable --prompt 32 --generate 8 --repetitions 5`;

export const SUBMIT_HELP = `
Without RUN, a profile is measured under a challenge of the board, which has the seed of the prompts and the
order of the formats. While it runs, the board hears of it every few seconds by hashes, which commit to each
repetition and say nothing of it. At the end Fable writes 32 tokens, by which the board sees that this engine
computes; they are not ranked.

Nothing else leaves this machine until you agree. The command names the file with the very JSON that is sent,
and asks; --yes does not ask. A run that was not sent is kept, and may be sent for a day.

The board answers with a state: ranked, practice (software adapters, and other workloads than those of the
profiles), pending (a GPU that it does not know yet), or failed. Its ids are those of seeded prompts: a run of
tokamark run has others, is never sent, and is not compared with one of the board.

There is no account. A key in your configuration folder (TOKAMARK_CONFIG) signs what is sent, and the board knows
this machine by it: tokamark key export FILE takes it to another system of the same machine.

Examples:
  tokamark submit --board https://board.example
  tokamark submit --board https://board.example --profile standard --gpu-name rtx-4070 --yes
  tokamark submit --list
  tokamark submit RUN --check
  tokamark submit --delete RUN`;

export const GENERATE_HELP = `
The text goes to standard output while it is written, without the prompt. With --json -, standard output holds
one JSON document instead: promptTokens and tokens (ids), text (the decoded tokens) and why the text stopped.

A tokenizer may put a token before a text (BOS). It then stands before the prompt, as in transformers; --no-bos
leaves it out, as do check, fidelity and the texts of a run. A token that would end the prompt (EOS) is never put
there, since the model continues it. The JSON lists both, as prefix and leftOut.

Examples:
  tokamark generate --prompt "Once upon a time" --tokens 200 --temperature 0.7 --seed 7
  tokamark generate --model ./SmolLM2-135M --format fp16 --prompt "The capital of France is" --json -`;

export const MODELS_HELP = `
Without --allocate, nothing runs on the GPU. The table predicts how fast our engine would run each published
model on the device of a kept run, or of --result FILE. No model of the table is run for it.

A run that tuned its kernels has timed each at several shapes: decode and time to first token are sums of such
times. Without them, decode follows the line of the run (what a token costs however small the model, and how
fast decode reads) or one model alone, and the intervals are wide; time to first token grows with the arithmetic
of the prompt. Each interval is meant to hold the truth nine times in ten, and is the wider, the farther a model
lies from those measured. A model that does not fit has no speed.

A model marked † needs what no kernel here computes; its figures are as if one did. A mixture of experts
counts the experts that a token passes through, and has no time to first token.

Whether a model fits follows from the limits of the adapter, and from memory that is known: what the run had in
use, --memory, or --allocate. An allocation test takes 64 MiB at a time and stops at the first refusal. Close
other programs before it, since a system that runs out of memory may end them. Speeds then come from the newest
kept run of the same adapter.

Examples:
  tokamark models --formats int4 --memory 8
  tokamark models --result result.json --json -
  tokamark models --allocate --most 6`;

export const COST_HELP = `
Nothing runs on a GPU: the speed is expected from the data sheet of the GPU, and its range is wide. The price of
a token holds the machine in all hours, used or not, and an owner's idle power in the hours without use. Useful
tokens are those of answers, neither prompts nor reasoning.

Examples:
  tokamark cost --gpu 4090 --model Llama-3.2-3B --format int8
  tokamark cost --gpu "Apple M3" --country DE --currency EUR --price 1500 --budget 40
  tokamark cost --gpu h100-sxm --batch 32 --hourly prices.txt --job-hours 3 --json -`;

export const CHECK_HELP = `
The check runs each kernel at its own test shapes, in every variant that this adapter can run, and compares the
outputs with float64. Fable then reads a text in every format, and its logits are compared with its reference.
Nothing is timed.

After the checks, --dump-wgsl FOLDER writes one file for each program that they compiled on this device, and for
each that a run of the headline shape (Llama-3.2-1B at FP16 and INT4) compiles by default. The name of a file has
the kernel, shape and variant. A comment at its head lists the entry point, the constants, the buffers by binding
number and the workgroups. Below stands the WGSL as the compiler gets it, indented.`;

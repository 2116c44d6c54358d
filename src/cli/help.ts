/** The parts of `--help` that commander does not write itself: examples, exit codes, what the defaults are for. */

export const PROGRAM_HELP = `
Examples:
  tokamark                                   the headline benchmark, in about a minute
  tokamark run --formats fp16,int8,int4      with INT8 as well
  tokamark --shape Llama-3.2-1B --json -     another shape, as JSON on standard output
  tokamark --model ./SmolLM2-135M            your own weights, from a folder
  tokamark generate --prompt "Once upon a time" --temperature 0.8
  tokamark serve                             the same benchmark as a page
  tokamark device --name "NAME"              which GPU of the catalogue that is
  tokamark energy --device rtx-4070 --tokens-per-second 90 --bytes-per-token 5e9
                                             joules, money and carbon of a token, no run needed
  tokamark costs --device rtx-4070 --tokens-per-second 90 --bytes-per-token 5e9
                                             beside other machines, rented or owned; texts and training
  tokamark compare a.json b.json             two results, workload by workload
  tokamark history                           the runs that are kept on this machine

"run" is the default: its options may stand without it (see tokamark run --help).

Exit codes:
  0    done
  1    the run failed, or a model or result file is not usable
  2    wrong usage: an unknown option or value, a file that cannot be written
  3    no WebGPU adapter, and none could be set up
  4    measured, but not what was named: the time budget left out a --shape, --profile, --formats or the like
  5    standard output or a file could not be written (a full disk); the message says where the document is
  6    this Node.js is too old
  129  the terminal was closed (SIGHUP); what had been measured was written
  130  interrupted with Ctrl-C (SIGINT), likewise
  143  ended by SIGTERM, likewise

Set TOKAMARK_DEBUG=1 for stack traces, TOKAMARK_DATA=FOLDER to keep finished runs elsewhere. A variable that is set
and empty counts as not set.`;

export const RUN_HELP = `
Every profile has the headline workload, the same on every machine: SmolLM2-135M's shape with synthetic
weights, 512 tokens of prompt (pp512) and 64 generated (tg64), at FP16 and INT4.

  quick      the headline, 10 repetitions, at most 60 seconds (the default)
  standard   INT8 as well, and all of it again after 2,048 tokens of context, at most 4 minutes
  sustained  the headline, 5 repetitions, then 5 minutes of INT4 decode with its speed over time

What a time budget does not hold shrinks in a fixed order, and is said: repetitions to 5, tests with
context, sequences at once, tokens, prompt, then the shape. The minutes of a sustained decode do not
shrink. A workload that is chosen by hand has no time budget unless --budget gives one.

A repetition during which other programs kept the processor busy does not count and is repeated, at most
three times; it stays in the JSON with the reason.

With --batch, each test runs with so many sequences at once (tg64 b4). Speeds are of all of them
together; beside them stand the speed of each and the time per step. Time to first token is then of
prompts that are submitted together. Scores, the long decode, the texts and fidelity are of one sequence.

mxfp4 and nvfp4 are how weights are stored: WebGPU multiplies them in f32. w4a8 is INT4 with activations
rounded to INT8 for integer dot products, which is another arithmetic.

What the adapter can do at most is measured first, in about 2 seconds: how fast it reads memory,
multiplies and adds, what a dispatch costs. Decode is shown as a share of it; --no-roofs leaves it out.

After the measurement, in at most 3 seconds (6 on a software adapter) and apart from it, each part of a
token is timed alone: where its time goes, and how near each kernel comes to what was measured first;
--no-waterfall leaves it out.

What each format costs in fidelity is measured last, on a text that Fable was not trained on: perplexity,
KL divergence to FP16 and how often the most likely next token is the same; --no-fidelity leaves it out.

Kernels are tuned for the adapter first, for at most 10 seconds (5 on a software adapter), and what was
found is kept in the user's cache folder for the next run; --retune forgets it.

FILE may be - for standard output, which then holds that document and nothing else; messages go to
standard error. Ctrl-C stops the run, and what was measured is written; a second Ctrl-C ends at once.

Examples:
  tokamark run --profile standard --json result.json --markdown result.md
  tokamark run --model ./Llama-3.2-1B --formats int4 --depth 2048
  tokamark run --formats int4 --batch 1,2,4,8,16
  tokamark run --adapter software --shape Fable --prompt 32 --generate 8 --repetitions 5`;

export const GENERATE_HELP = `
The text goes to standard output as it comes, without the prompt. With --json - standard output holds the
JSON document instead: promptTokens and tokens (ids), text (their decoding) and why it stopped.

What the tokenizer's post-processor puts before a text (BOS) is put before the prompt, as transformers does;
--no-bos leaves it out, as do all references of Tokamark (check, fidelity and the stories of a run). What it
would put after a text (EOS) never is: the model is to go on. The JSON has both, as prefix and leftOut.

Examples:
  tokamark generate --prompt "Once upon a time" --tokens 200 --temperature 0.7 --seed 7
  tokamark generate --model ./SmolLM2-135M --format fp16 --prompt "The capital of France is" --json -`;

export const CHECK_HELP = `
Each kernel runs at its own test shapes, in every variant that this adapter can run, and is held against float64.
Fable then reads a text in every format and is held against its reference. Nothing is timed.

--dump-wgsl FOLDER writes, when the checks are done, one file for each program that they compiled on this device, and
for each that a run of the headline shape (SmolLM2-135M at FP16 and INT4) compiles by default. A name has kernel,
shape and variant. A comment at the head has the entry point, the values of its constants, the names of its buffers
by binding number, and its workgroups; below stands the WGSL as the compiler gets it, indented.`;

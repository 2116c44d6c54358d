/** The Learn room in English. */
import type { Messages } from './messages';
import { MODEL_EN } from './model-en';

export const EN: Messages = {
  ...MODEL_EN,
  title: 'What fewer bits do',
  lead: 'Six steps with a real language model: predict first, then see.',
  steps: {
    weight: {
      title: 'What a weight is',
      look: 'Each dot is one weight of Fable, a small language model: take one and see the 16 bits that hold it.',
      question: 'Fable has 5.24 million weights of 2 bytes. How much has to be read for each token (a word or a part)?',
      options: ['about 1 MB', 'about 10 MB', 'about 100 MB'],
      answer:
        '5.24 million × 2 bytes are 10.5 MB, and almost all of it is read again for each token. A model with a thousand times as many weights reads 10 GB for each. Fewer bits make that less.',
      asked: [
        {
          question: 'What does a weight do?',
          answer:
            'It says how strongly one number of a layer counts in one number of the next. A layer multiplies its input by thousands of weights and adds up.',
        },
      ],
    },
    rounding: {
      title: 'Rounding',
      look: 'The lines are all the values that these bits can write: every weight moves to the nearest line.',
      question: 'Take one bit away. By how much do the errors grow?',
      options: ['by a tenth', 'they about double', 'they become ten times as large'],
      answer:
        'One bit fewer means half as many lines, twice as far apart: the errors about double. Try 8, 4 and 2 bits.',
      asked: [
        {
          question: 'Is minus zero wasted?',
          answer:
            'Yes, where it exists. The small floats (MXFP4, NVFP4) have a plus and a minus zero: 16 codes, 15 values. Integers have one zero; INT4 here uses the sixteenth value for the weight of the largest size.',
        },
      ],
    },
    outlier: {
      title: 'The outlier',
      look: 'Drag one weight far up: the lines spread to reach it, and the other weights lose their places.',
      question: 'One weight becomes four times as large as the largest. How much further off are the other 31?',
      options: ['not at all', 'about twice', 'about four times'],
      answer:
        'The scale must reach the largest weight, and all 32 share it. Four times the range with as many lines means lines four times as far apart, for everyone.',
      asked: [
        {
          question: 'Why not leave the outlier out?',
          answer:
            'Some methods do: they keep a few weights in 16 bits, or scale columns before rounding. It costs bytes or time, and here nothing of the kind is done.',
        },
      ],
    },
    blocks: {
      title: 'Blocks and scales',
      look: 'Weights that share a scale are one block: change its size and see lines, error and bits change together.',
      question: 'At 4 bits in blocks of 32 with a 16-bit scale: how many bits does a weight really take?',
      options: ['3.5', '4', '4.5'],
      answer:
        '4, and 16 bits of scale shared by 32 weights are 0.5 more. Blocks of 16 take 5, blocks of 256 only 4.06, with larger errors.',
      asked: [
        {
          question: 'What is a zero point?',
          answer:
            'The level that means zero. Where a block has more positive than negative weights, its lines can be moved to where the weights are. The zero point says by how much, and is stored beside the scale.',
        },
        {
          question: 'What do MXFP4 and NVFP4 do differently?',
          answer:
            'Their lines stand closer near zero, where most weights are. MXFP4 shares a power of two by 32 weights; NVFP4 a finer scale by 16, and one for the whole tensor. Compare their errors with those of integers, with an outlier and without.',
        },
      ],
    },
    speed: {
      title: 'Speed and energy',
      look: 'A token comes no faster than its weights can be read: compare how many bytes each format takes.',
      question: 'Of Fable, INT4 reads about 3.3 times fewer bytes than FP16. How much faster does it write?',
      options: ['exactly 3.3 times', 'not at all: 4 bits must be unpacked', 'less, most of all with a small model'],
      answer:
        'Each token also takes a time that does not depend on bytes: dozens or hundreds of programs must be started, one after the other. With a small model that is most of it. And on a processor that imitates a GPU the arithmetic takes longer than the reading.',
      asked: [
        {
          question: 'Does the GPU compute in 4 bits?',
          answer:
            'Hardly ever. The weights travel as 4 bits, are unpacked where they arrive and multiplied in 16 or 32 bits. What is saved is the way, not the arithmetic.',
        },
        {
          question: 'Then why is it faster?',
          answer:
            'To write one token each weight is used once, and a GPU can multiply far more often than it can read. It waits for memory: fewer bytes, less waiting. When a GPU reads a prompt, each weight serves many tokens, and fewer bits help little; a processor that imitates one may show the opposite.',
        },
      ],
    },
    limits: {
      title: 'Where it breaks',
      look: 'Ask the model itself: the same beginning in every format, what each format loses, and where it hurts most.',
      question: 'By how much is INT4 worse than FP16 at predicting a text (perplexity), for Fable?',
      options: ['about 1 %', 'about 10 %', 'twice as bad'],
      answer:
        'About 1 %: most words stay as they were. Where a text first differs is chance, so loss is counted over many. Below 4 bits it grows quickly: try 2 bits.',
      asked: [
        {
          question: 'Why do some layers stay in 8 bits?',
          answer:
            'Some hurt more than others when they are rounded: often the first, the last, and the table of words. To keep those in 8 bits costs few bytes and saves much of the loss.',
        },
        {
          question: 'Does a larger model suffer less?',
          answer:
            'Often, not always. Of one family the larger loses less; but a model that was trained on more text has less to spare. “Larger models” above has published losses.',
        },
      ],
    },
  },
  frame: {
    steps: 'The six steps',
    back: 'Back',
    next: 'Next',
    predict: 'Predict first',
    right: 'That is right.',
    wrong: (right) => `Not quite: ${right}.`,
    answer: 'Why?',
    asked: 'What learners ask here',
    language: 'Language',
    wall: 'For the wall',
    noWall: 'Back to the page',
    keys: 'Keys: 1 to 6 and the arrows change the step, F shows it large.',
    group: 'For a class',
    noGroup: 'Close the class',
    papers: { sheet: 'Worksheet', teacher: 'For teachers' },
    copyLink: 'Copy a link to exactly this',
    copied: 'Copied',
  },
  block: {
    picture: (bits, error) => `32 weights and what they become at ${bits} bits: ${error} off.`,
    weight: 'weight',
    becomes: 'what it becomes',
    error: 'error',
    lines: 'values that there are',
    ordinary: 'Another ordinary block',
    outlier: 'Another with an outlier',
    from: (tensor, row, column) => `Fable, ${tensor}, row ${row}, from column ${column}`,
    hold: 'Weight',
    held: (place) => `Value of weight ${place}`,
    inHand: (place, value) => `Weight ${place}: ${value}`,
    times: (times) => `${times} × the largest other`,
    letGo: 'As it was',
    format: 'Format',
    integers: 'Integers',
    bits: 'Bits',
    size: 'Weights per block',
    grid: 'Lines',
    grids: {
      symmetric: 'as many above zero as below',
      extreme: 'the largest weight on a line',
      'zero-point': 'from the least to the most, with a zero point',
    },
    scale: 'Scale',
    zeroPoint: 'Zero point',
    relativeError: 'Error',
    othersError: 'Error of the others',
    bitsPerWeight: 'Bits per weight',
    allOfFable: 'All of Fable',
    megabytes: (amount) => `${amount} MB`,
    sixteenBits: 'Its 16 bits',
    sign: 'sign',
    exponent: 'exponent',
    fraction: 'fraction',
    more: 'More to change',
  },
};

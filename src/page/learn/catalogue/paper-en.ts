/** The worksheet and the page for teachers in English. */
import { CLASS_EN } from './class-en';
import { EN } from './en';
import type { PaperMessages } from './paper-messages';

const { block, frame, limits } = EN;

export const PAPER_EN: PaperMessages = {
  sheet: {
    lead: 'In each step: predict before you touch anything, and tick one answer. See what the page shows, and write it down. Explain it in one sentence.',
    address: 'The page, up to its #:',
    page: (number, of) => `page ${number} of ${of}`,
    see: 'See',
    explain: 'Explain',
    steps: {
      weight: {
        see: 'Take one weight above zero and one below. Write down its value and its sign bit.',
        explain: 'A model with ten times as many weights reads for each token about …, because',
      },
      rounding: {
        see: `Move “${block.bits}” and write down “${block.relativeError}” each time.`,
        explain: 'With each bit that is taken away, the error …, because',
      },
      outlier: {
        see: `Write down “${block.relativeError}”. Drag a small weight until the picture says about “${block.times('4')}”. Write down “${block.othersError}”.`,
        explain: 'The other weights …, because',
      },
      blocks: {
        see: `Change “${block.size}” and write down both figures each time.`,
        explain: 'Small blocks are better at …, but',
      },
      speed: {
        see: 'Read the bars: how many bytes does one token take? Divide.',
        explain: 'After step 6: on my device INT4 writes … times as fast as FP16, because',
      },
      limits: {
        see: `Press “${limits.texts.write}” and wait. Then open “${limits.part.quality}”.`,
        explain: 'For a phone I would choose … bits, because',
      },
    },
    code: {
      title: CLASS_EN.own.title,
      ask: (groups, size) =>
        `Press “${frame.group}” and copy the code: ${groups} groups of ${size} characters. Compare each group.`,
    },
  },
  readings: {
    above: 'above zero',
    below: 'below zero',
    value: 'value',
    before: 'before',
    after: 'after',
    timesFewer: 'FP16 ÷ INT4',
  },
  screen: { print: 'Print this page: it fits on A4 and on US Letter.', room: 'To the room' },
  teacher: {
    aim: {
      title: 'What it is for',
      lead: 'Pupils see on their own devices, with a real language model, what happens when its numbers get fewer bits. They need to know binary numbers, and need not program. Then they can say',
      able: [
        'what a weight is, and why fewer bits mean fewer bytes for each token;',
        'why one outlier spoils its whole block, and what small blocks cost;',
        'why fewer bytes make writing faster, and when they do not;',
        'how the loss is measured, and why one text does not show it.',
      ],
    },
    needs: {
      title: 'What is needed',
      list: [
        'A browser for each pupil or pair. Devices without a GPU take part: a processor imitates one, and the page marks it as a software adapter.',
        'The page opened once on each device before the lesson. After “Make available offline” at its foot it needs no network.',
        'No account and no names. Nothing that is typed or measured leaves the device.',
        'The worksheet, one sheet printed on both sides, and a projector.',
      ],
    },
    plan: {
      title: 'The lesson',
      lead: 'Put this behind the page’s address, in place of its # and all behind it: it opens exactly this, large, for the wall.',
      minutes: (total) => `${total} min`,
      part: 'Part',
      work: 'What happens',
      begin: 'Begin',
      group: 'The class',
      steps: {
        begin: 'Show step 1 on the wall and hand out the worksheets. The rule: tick first, touch then.',
        weight: 'Everybody takes two weights. Then work out together what all of them take in bytes.',
        rounding: 'All write down four errors; one reads them out. What do the figures do?',
        outlier: 'One pupil drags at the board, the others watch the weights that nobody touched.',
        blocks: 'Each third of the class takes 16, 32 or 256. Which would you ship, and what does it cost?',
        speed: 'Bytes first, then the question: does the GPU compute in 4 bits?',
        limits: `All tick, then press the button at once. While it writes, open “${limits.part.quality}” on the wall.`,
        group:
          'Collect the codes of a few pairs and show the chart. On which devices do fewer bits help most, and where do they cost time?',
      },
      short:
        'The short lesson leaves out blocks, and in step 6 the devices only write. The rest can be homework: the room explains itself.',
    },
    keys: {
      title: 'Keys at the wall',
      more: 'A presenter’s two buttons (Page Up, Page Down) change the step, too. Esc ends the large view.',
    },
    chart: {
      title: 'From codes to the chart',
      list: [
        `Each device writes its texts (step 6). “${frame.group}” then shows its code, as text and as a QR code.`,
        'Five pairs are enough. Without a chat, photograph the QR codes on their screens; else pupils send the code, type it into a shared table or read it out. The letters I, L, O and U are in no code: what looks like one is a digit or a V.',
        `On your own device open “${frame.group}” and paste the whole chat, or choose photos of QR codes. A wrong character is found and named.`,
        'Each line is a device. Compare devices of one kind; dashed lines are processors, and say nothing about a GPU. A bookmark keeps the list.',
      ],
    },
    solutions: {
      title: 'Answers',
      lead: `Not for pupils: only “${frame.group}” leads here. The figures are those of the block that the room opens with.`,
      right: 'Right',
      reads: 'To be read',
      own: 'as each finds it',
      often: 'Often said',
      mistakes: {
        weight: {
          says: 'A token only needs some of the weights.',
          helps: 'Every layer takes part in every token, with all its weights.',
        },
        rounding: {
          says: 'Half the bits is half as exact.',
          helps: 'Every single bit halves the number of lines. Count them at 4, 3 and 2 bits.',
        },
        outlier: {
          says: 'Only the outlier becomes wrong.',
          helps: 'It lies on a line: the scale was made for it. The others pay.',
        },
        blocks: {
          says: '4 bits are 4 bits.',
          helps: 'The scale has to be stored, too. Who shares it with fewer pays more.',
        },
        speed: {
          says: 'The GPU calculates faster with 4 bits.',
          helps: 'It multiplies in 16 or 32 bits. What gets shorter is its waiting for memory.',
        },
        limits: {
          says: 'The text is another one, so it is worse.',
          helps: 'It may be as good. That is why loss is measured over a long text, not by one story.',
        },
      },
    },
    asked: 'What learners ask',
    trouble: {
      title: 'When something goes wrong',
      list: [
        {
          problem: 'WebGPU is missing on a device.',
          remedy: `Steps 1 to 4 and the bytes of step 5 work without it; in step 6 “${limits.part.quality}” and “${limits.part.published}” do. For texts and a code that pupil joins a neighbour.`,
        },
        {
          problem: 'The first start is slow.',
          remedy: `The model is fetched once: open the page on each device before the lesson. A processor writes slowly: press the button, then talk. “${limits.cancel}” ends it.`,
        },
        {
          problem: 'No code appears.',
          remedy: 'It is made of the speeds of step 6, and is gone after a reload: let the device write again.',
        },
        {
          problem: 'A photo of a QR code is not read.',
          remedy: 'Nearer, from the front, without a reflection; or take the code as text.',
        },
        {
          problem: 'A device is slower than its twin.',
          remedy: 'Close other tabs and plug it in: battery savers and other pages share the GPU.',
        },
      ],
    },
  },
};

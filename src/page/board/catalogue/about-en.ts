/** What the room says of how far the board can be believed, and of what is done with what people send. In English. */
export const ABOUT_EN = {
  trust: {
    title: 'How far to believe this',
    lead: 'Nobody can check from outside how long something took on your machine. So this is what the board does, and what it cannot do.',
    does: 'What is checked',
    checks: [
      'A server hands out each challenge, and stamps by its own clock what a run commits to while it goes on. A run cannot claim more work than fits into that time.',
      'Speeds are worked out here from the raw times. They must stay below what the same run measured of its memory and arithmetic, and below what is known of the GPU.',
      'Each run writes 32 tokens with a small model whose answer the server knows: so a language model did run.',
      'A device counts once, however often it sends. Medians move little where a few lie, and the interval beside them says how little is known.',
    ],
    cannot: 'What is not caught',
    gaps: [
      'A borrowed or rented faster GPU under the name of a slower one of its family. What GPU it is, its owner says: every name here is self-reported.',
      'A patient forger who invents times with believable noise, below every limit.',
      'Somebody who keeps several keys, and so counts as several devices.',
      'A run that a client makes a few percent faster than it was.',
      'Joules. What an instrument showed is the sender’s word, as is the GPU that an estimate is made for: no clock of the board bears on it.',
    ],
    conclusion:
      'So read a row as what people with such a GPU say they measured. A row with many devices over many days is hard to forge; one with five is not.',
    adapters: 'Software adapters are no GPUs. Their runs are kept as practice, never ranked, and in no row.',
  },
  privacy: {
    title: 'What happens to what you send',
    lead: 'What you measure stays on your machine until you press Send, and you see every byte of it before.',
    sent: 'What is sent',
    sends: [
      'While a run for the board goes on: a request for its challenge, and hashes of what is measured, which tell nothing without the run.',
      'The result as its JSON has it: times, settings, the names that the browser gives your GPU and system, the browser’s name and version. Not the browser’s whole identification.',
      'What you say yourself: which GPU it is, mains or battery, and a name of the machine if you want one.',
      'The public half of a key that was made on your machine. The private half stays there; by it the board knows the device again without an account.',
    ],
    kept: 'What is kept, and for how long',
    keeps: [
      'The run, until you delete it. It is public: anyone may copy it under CC0.',
      'No address. To stop floods, it is mixed with a secret of the day and hashed, and both are gone after a day.',
      'No cookie, no account, no e-mail address, no comment.',
    ],
    deletes: 'How to delete it',
    deletion: [
      'The answer to a sent run has a token, which your browser keeps, or the command. With it the run is gone at once, from every row and picture here, and from the public copies made from the next day on.',
      'Copies that others made before are beyond anyone’s reach.',
    ],
    /** Where the board says how they are reached. */
    report: {
      before: 'A name of a machine that should not be here can be reported to',
      whom: 'who runs this board',
      after: '.',
    },
  },
};

/** The ways to take a result along, in English. */
export const EN = {
  ways: {
    'copy-json': 'Copy JSON',
    'copy-markdown': 'Copy Markdown',
    'download-json': 'Download JSON',
    'download-csv': 'Download CSV',
    'download-markdown': 'Download Markdown, whole',
  },
  take: 'Take the results with you',
  copyReceipt: 'Copy receipt',
  copyLink: 'Copy link',
  copyResult: 'Copy result',
  copied: 'Copied',
  /** With the option's name between. */
  noLink: {
    before: 'Others cannot reach this page, so no link is copied. The receipt is copied as a command,',
    after:
      ', which runs the same again on any machine. What begins with # does so in any page of Tokamark, behind its address.',
  },
};

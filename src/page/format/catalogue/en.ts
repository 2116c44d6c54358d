/** Times as rough as they are, and how one format compares with another, in English. Numbers come as they are shown. */
export const EN = {
  same: 'the same',
  noDifference: 'no clear difference',
  minute: 'about a minute',
  minutes: (count: string) => `about ${count} minutes`,
  hour: 'about an hour',
  hours: (count: string) => `about ${count} hours`,
  longer: (hours: string) => `more than ${hours} hours`,
  seconds: (seconds: string) => `${seconds} s`,
  minutesAndSeconds: (minutes: string, seconds: string) => `${minutes} min ${seconds} s`,
};

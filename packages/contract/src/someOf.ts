/** The first of many texts, and how many more there are: answers do not grow with a fleet. */
export const someOf = (texts: readonly string[], most = 5): string[] =>
  texts.length > most ? [...texts.slice(0, most), `${texts.length - most} more`] : [...texts];

import picocolors from 'picocolors';

/** Colours, or texts as they are. */
export type Paint = Pick<
  ReturnType<typeof picocolors.createColors>,
  'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'inverse'
>;

export const paintOf = (colours: boolean): Paint => picocolors.createColors(colours);

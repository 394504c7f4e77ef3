/** The names that macOS puts beside the files of a program: nothing of it, and other systems have no use for them. */
const junk = /(^|\/)(__MACOSX|\.DS_Store|\._[^/]*)(\/|$)/;

/** True for a name of an archive that macOS added. */
export const isJunk = (name: string): boolean => junk.test(name);

/** The short form of a release's id: ids begin with their time, so their ends differ. */
export const shortId = (id: string): string => (id.length === 36 ? id.slice(-8) : id);

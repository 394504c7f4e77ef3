/** Apps that may be named one by one in a request, and how long each name may be. */
export const mostNames = 1000;
export const longestName = 200;

/** Pattern of a name that is safe as a file name: letters, digits, `.`, `_`, `-`, not beginning with a dot or dash. */
export const plainName = '^[A-Za-z0-9_][A-Za-z0-9._-]*$';

/** Whether targets can name it: blanks and commas separate names in /rex, and `all` is every app. */
export const canBeNamed = (appOrGroup: string): boolean => /^[^\s,]+$/.test(appOrGroup) && appOrGroup !== 'all';

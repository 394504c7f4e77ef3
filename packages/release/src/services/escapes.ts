/** A text between double quotes of sh. systemd reads a file of variables alike. */
export const escapedForShell = (text: string): string => text.replaceAll(/[\\"$`]/g, '\\$&');

/** A text between double quotes of a file that docker compose reads, where a backslash before a backtick stays. */
export const escapedForCompose = (text: string): string => text.replaceAll(/[\\"$]/g, '\\$&');

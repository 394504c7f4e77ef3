import { randomUUID } from 'node:crypto';

/**
 * The name of a file or directory that takes the place of `path` once it is whole, in the same directory. Never the same twice:
 * processes in two containers have the same id, and two requests of one process come at the same moment.
 */
export const temporaryName = (path: string): string => `${path}.${randomUUID()}.part`;

import { v7 } from 'uuid';

/**
 * Id of a new request, a UUID that begins with its time: rows and keys of new requests stand side by side at the end of
 * their tables, where MySQL adds them for half of what it costs to put them anywhere.
 */
export const newId = (): string => v7();

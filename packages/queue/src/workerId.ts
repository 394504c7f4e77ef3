import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** The name of this process among workers: its machine, its process id and a drawn part. */
export const ownWorkerId = (): string => `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

/** The machine of a worker, which may have dashes in its name, too. */
export const machineOfWorker = (id: string): string => id.replace(/-\d+-[^-]+$/, '');

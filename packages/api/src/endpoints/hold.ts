import { endpoint } from './endpoint.js';
import { holdSchema, putHoldSchema } from '../schemas/hold.js';

/** Stopping everything, and going on. */
export const holdEndpoints = {
  getHold: endpoint({
    tag: 'System',
    summary: 'Whether the installation is held: who, why, since when and until when',
    auth: 'token',
    answers: { 200: { description: 'as it is now', schema: holdSchema } },
    problems: [],
  }),
  putHold: endpoint({
    tag: 'System',
    summary: 'Holds the installation: nothing begins that changes hosts',
    notes:
      'Releases, rollbacks, undo, finish, service actions, commands and takeovers are refused with HOLD; those in the queue stay there, and those under way do not begin their next phase or batch. What puts things right after a failure or a cancel goes on, as does everything that only looks. Said again, it changes reason and end.',
    auth: 'token',
    body: putHoldSchema,
    answers: { 200: { description: 'it is held', schema: holdSchema } },
    problems: [],
  }),
  deleteHold: endpoint({
    tag: 'System',
    summary: 'Ends the hold: what waited for it goes on',
    auth: 'token',
    answers: { 200: { description: 'it is not held, whether it was or not', schema: holdSchema } },
    problems: [],
  }),
};

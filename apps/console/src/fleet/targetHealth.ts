import type { AppView } from '#api';
import type { StateName } from '../states/states.js';

/** How a target is, as it was seen last. */
export const targetHealth = ({ seen }: Pick<AppView, 'seen'>): StateName =>
  seen.state === 'well' ? 'healthy' : seen.state;

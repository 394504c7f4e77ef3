import { adoptionSchema, newAdoptionSchema } from '../schemas/hosts.js';
import { endpoint } from './endpoint.js';

/** Layouts of other tools that are taken over in place. */
export const adoptionEndpoints = {
  createAdoption: endpoint({
    tag: 'Catalogue',
    auth: 'token',
    summary:
      'Recognises the layouts of Capistrano, Deployer, Ansistrano and Spug on hosts, and takes them over in place',
    notes:
      'Workers look at each host and change nothing there. The answer shows what is to be set so that releases go on in the layout; with `apply` it is set. All apps have to have the same, or nothing is.',
    body: newAdoptionSchema,
    answers: { 200: { description: 'what was found, and what is to be set or was', schema: adoptionSchema } },
    problems: ['APP_ABSENT', 'ADOPTION_UNFIT', 'ADOPTION_CHANGED', 'FLEET_INVALID', 'CATALOGUE_READ_ONLY'],
  }),
};

import { map, object, whole, word, type Of } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { line } from './words.js';

const address = /^[A-Za-z0-9:][A-Za-z0-9._:-]*$/;
/** The same as a file writes it: a range may stand in it. */
const writtenAddress = '^[A-Za-z0-9:[][A-Za-z0-9._:[\\]-]*$';

const becomeWords = ['sudo', 'doas'] as const;

const login = {
  ...object(
    {},
    {
      user: line('setting.login.user', { pattern: '^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$', maxLength: 64 }),
      port: whole(descriptionOf('setting.login.port'), 1, 65_535),
      become: word(becomeWords, descriptionOf('setting.login.become')),
      jump: line('setting.login.jump', { minLength: 1, maxLength: 200 }),
    },
  ),
  description: descriptionOf('setting.login'),
};

/** A machine that apps run on. */
export const hostSettingsSchema = object(
  { address: line('setting.address', { pattern: writtenAddress, maxLength: 255 }) },
  {
    login,
    labels: {
      ...map(line('setting.labels.value', { maxLength: 200 }), descriptionOf('setting.labels')),
      maxProperties: 50,
    },
    note: line('setting.note', { maxLength: 500 }),
  },
);

export type FleetHost = Of<typeof hostSettingsSchema>;

/** Whether a text can be the address of a host. */
export const canBeAddress = (text: string): boolean => address.test(text);

/** Whether a text can be the address of a host that is described nowhere: a name alone is taken for one that is. */
export const isAddress = (text: string): boolean => canBeAddress(text) && (/[.:]/.test(text) || text === 'localhost');

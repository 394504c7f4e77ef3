import { map, object, whole, word, type Of } from '#contract/schema';
import { line } from './words.js';

const address = /^[A-Za-z0-9:][A-Za-z0-9._:-]*$/;
/** The same as a file writes it: a range may stand in it. */
const writtenAddress = '^[A-Za-z0-9:[][A-Za-z0-9._:[\\]-]*$';

const becomeWords = ['sudo', 'doas'] as const;

const login = {
  ...object(
    {},
    {
      user: line('User to log in as.', { pattern: '^[A-Za-z0-9_][A-Za-z0-9_.@$-]*$', maxLength: 64 }),
      port: whole('Port of sshd.', 1, 65_535),
      become: word(
        becomeWords,
        'By what the user acts as root where a service of the machine asks for that; without a password',
      ),
      jump: line('Name of the host to go through.', { minLength: 1, maxLength: 200 }),
    },
  ),
  description: 'How one logs in; what is not said is as config.yml has it.',
};

/** A machine that apps run on. */
export const hostSettingsSchema = object(
  { address: line('A host name or an address.', { pattern: writtenAddress, maxLength: 255 }) },
  {
    login,
    labels: { ...map(line('A value.', { maxLength: 200 }), 'Words to find it by.'), maxProperties: 50 },
    note: line('What one should know of it.', { maxLength: 500 }),
  },
);

export type FleetHost = Of<typeof hostSettingsSchema>;

/** Whether a text can be the address of a host. */
export const canBeAddress = (text: string): boolean => address.test(text);

/** Whether a text can be the address of a host that is described nowhere: a name alone is taken for one that is. */
export const isAddress = (text: string): boolean => canBeAddress(text) && (/[.:]/.test(text) || text === 'localhost');

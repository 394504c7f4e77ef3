import { listField, namedField, pathField, seconds, section, textField } from './fields.js';

const word = textField('A word of the line.', { pattern: '^[^\\u0000]+$', expected: 'text that is not empty' });

/** What hooks may run on this machine. */
export const allowedHooks = section('What releases may run on the machine of a worker.', {
  allowed: namedField(
    'Lines that hooks with on: worker may run, by the name that they call them.',
    'a map of commands by name',
    { pattern: '^[a-z][a-z0-9-]{0,39}$', expected: 'a name of small letters, digits and hyphens' },
    section(
      'A line.',
      {
        command: {
          ...listField(
            'The program and its arguments; no shell sees them.',
            'a list of words, the program first',
            word,
          ),
          minItems: 1,
          maxItems: 100,
        },
        within: seconds('The most time it may take.', 600, 1, 3600),
        directory: pathField('Where it runs.', '/'),
      },
      ['command'],
    ),
  ),
});

import type { StatementWords } from '../words/statement.js';

/** How variables reach the processes of an app, and what keeps them from it. */
export const serviceStatements = {
  'variables.file': { message: 'its variables lie in a file on the host, which is read: {names}' },
  'variables.noLine': {
    message: '{unit} does not read its variables: EnvironmentFile=-{file} is missing in its [Service]',
    advice: 'Add that line on the host (systemctl edit {unit}), then systemctl daemon-reload.',
  },
  'variables.noCommand': {
    message: 'no line of supervisor for {program} that can be seen reads its variables in {file}',
    advice: "Begin its command with /bin/sh -c 'set -a; . {file}; exec …', then supervisorctl update.",
  },
  'variables.noNames': {
    message: '{file} does not name these variables, and no container gets them: {names}',
    advice: 'Name them under environment of its service, as environment: [NAME], in the next release.',
  },
} as const satisfies Record<string, StatementWords>;

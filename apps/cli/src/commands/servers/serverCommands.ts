import { Argument } from 'commander';
import { examples, type AddCommand } from '../command.js';
import { sentence } from '../../language/sentence.js';

/**
 * gateway, worker, admin: programs of their own, which rexflow.mjs starts in place of this one. Here they are told of, and helped with.
 */
export const serverCommands: AddCommand = (program) => {
  program
    .command('gateway')
    .description(sentence('servers.gateway'))
    .addHelpText('after', examples('REXFLOW_CONFIG=/etc/rexflow/config.yml rexflow gateway'));
  program
    .command('worker')
    .description(sentence('servers.worker'))
    .addHelpText('after', examples('REXFLOW_CONFIG=/etc/rexflow/config.yml rexflow worker'));
  program
    .command('admin')
    .addArgument(new Argument('<command>').choices(['create-admin', 'set-password']))
    .argument('<name>', sentence('servers.name'))
    .description(sentence('servers.admin'))
    .addHelpText(
      'after',
      examples('rexflow admin create-admin admin', 'rexflow admin set-password admin < new-password'),
    );
};

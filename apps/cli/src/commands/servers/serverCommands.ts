import { Argument } from 'commander';
import { examples, type AddCommand } from '../command.js';
import { sentence } from '../../language/sentence.js';

/**
 * setup, uninstall, start, gateway, worker, admin: programs of their own, which rexflow.mjs starts in place of this one. Here they are told of, and helped with.
 */
export const serverCommands: AddCommand = (program) => {
  program
    .command('setup')
    .description(sentence('servers.setup'))
    .addHelpText(
      'after',
      examples('rexflow setup', 'rexflow setup --dry-run', 'rexflow setup --prefix ~/rexflow --yes'),
    );
  program
    .command('uninstall')
    .description(sentence('servers.uninstall'))
    .addHelpText('after', examples('rexflow uninstall', 'rexflow uninstall --prefix ~/rexflow --data'));
  program
    .command('start')
    .option('--prefix <dir>', sentence('servers.prefix'))
    .option('--servers <dir>', sentence('servers.only'))
    .description(sentence('servers.start'))
    .addHelpText('after', examples('rexflow start --prefix ~/rexflow'));
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

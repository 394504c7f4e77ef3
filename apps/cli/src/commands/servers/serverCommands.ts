import { Argument, Option } from 'commander';
import { examples, type AddCommand } from '../command.js';
import { sentence } from '../../language/sentence.js';

/**
 * setup, uninstall, start, gateway, worker, admin, backup, restore, import: programs of their own, which rexflow.mjs starts in place of this one. Here they
 * are told of, and helped with.
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
  program
    .command('backup')
    .argument('<file>', sentence('servers.backup.file'))
    .option('--check', sentence('servers.backup.check'))
    .addOption(
      new Option('--store <what>', sentence('servers.backup.store'))
        .choices(['manifests', 'all', 'none'])
        .default('all'),
    )
    .option('--passphrase-file <file>', sentence('servers.backup.passphrase'))
    .option('--ask-passphrase', sentence('servers.backup.ask'))
    .option('--keep <n>', sentence('servers.backup.keep'))
    .option('--json', sentence('servers.backup.json'))
    .description(sentence('servers.backup'))
    .addHelpText(
      'after',
      examples(
        'rexflow backup /var/backups/rexflow --keep 7 --passphrase-file /etc/rexflow/keys/backup.passphrase',
        'rexflow backup --check /var/backups/rexflow/rexflow-prod-20261130-021500Z.tar',
        'rexflow backup - | ssh vault "cat > rexflow.tar"',
      ),
    );
  program
    .command('restore')
    .argument('<file>', sentence('servers.restore.file'))
    .option('--config-dir <dir>', sentence('servers.restore.configDir'))
    .option('--keep-servers', sentence('servers.restore.keepServers'))
    .option('--passphrase-file <file>', sentence('servers.backup.passphrase'))
    .option('--replace', sentence('servers.restore.replace'))
    .option('--json', sentence('servers.backup.json'))
    .description(sentence('servers.restore'))
    .addHelpText(
      'after',
      examples(
        'rexflow restore rexflow-prod-20261130-021500Z.tar --config-dir /etc/rexflow',
        'REXFLOW_CONFIG=/etc/rexflow/config.yml rexflow restore rexflow-prod-20261130-021500Z.tar --replace',
      ),
    );
  program
    .command('import')
    .requiredOption('--config <file>', sentence('servers.import.config'))
    .option('--groups <file>', sentence('servers.import.groups'))
    .option('--fastnotes <file>', sentence('servers.import.fastnotes'))
    .option('--out <dir>', sentence('servers.import.out'), 'rexflow-import')
    .option('--root <dir>', sentence('servers.import.root'))
    .addOption(
      new Option('--encoding <name>', sentence('servers.import.encoding'))
        .choices(['utf-8', 'gb18030', 'gbk', 'big5'])
        .default('utf-8'),
    )
    .option('--redis <url>', sentence('servers.import.redis'), 'redis://127.0.0.1:6379')
    .option('--force', sentence('servers.import.force'))
    .option('--mysql', sentence('servers.import.mysql'))
    .option('--hosts', sentence('servers.import.hosts'))
    .option('--json', sentence('servers.backup.json'))
    .description(sentence('servers.import'))
    .addHelpText(
      'after',
      examples(
        'rexflow import --config old/config/config.yml --groups old/config/ip_lists.ini --fastnotes old/web/fastnotes.json',
        'rexflow import --config old/config/config.yml --mysql',
        'rexflow import --config rexflow-import/config.yml --mysql --hosts',
      ),
    );
};

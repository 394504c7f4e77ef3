/** An application for node:cluster that answers with its version and a word of its .env; told to end, it answers what it was asked, and then ends. */
export const server = `
const cluster = require('node:cluster');
const { readFileSync, readdirSync } = require('node:fs');
const { createServer } = require('node:http');
const { Server } = require('node:net');
const version = readFileSync(__dirname + '/VERSION', 'utf8').trim();
const [host, port] = process.argv.slice(2);
let ending = false;
const server = createServer((request, response) => {
  const kept = readFileSync(__dirname + '/.env', 'utf8') + readdirSync(__dirname + '/uploads').length;
  if (ending) response.setHeader('connection', 'close');
  setTimeout(() => response.end(JSON.stringify({ version, kept })), 20);
});
server.listen(Number(port), host, () => process.send?.('ready'));
// What it was handed and has not taken yet goes back before it leaves: who exits in the callback of close loses that.
const end = () => {
  ending = true;
  // The close of http ends connections without a request, those among them whose first one is on its way.
  Server.prototype.close.call(server);
  cluster.worker.disconnect();
};
process.on('SIGINT', end);
process.on('message', (message) => message === 'end' && end());
`;
/** Keeps two processes of it, and at a HUP begins two of what is live then before the others end. */
export const keeper = `
const cluster = require('node:cluster');
const { realpathSync } = require('node:fs');
const [link, ...args] = process.argv.slice(2);
const begin = () => {
  cluster.setupPrimary({ exec: realpathSync(link) + '/server.cjs', args });
  return [cluster.fork(), cluster.fork()];
};
let now = begin();
process.on('SIGHUP', async () => {
  const old = now;
  now = begin();
  await Promise.all(now.map((one) => new Promise((resolve) => one.once('listening', resolve))));
  for (const one of old) one.send('end');
});
process.on('SIGTERM', () => process.exit(0));
`;

/** The configuration of a supervisor of its own, which has not started its one program. */
export const supervisorConfig = (dir: string, program: string, command: string): string =>
  [
    `[unix_http_server]\nfile=${dir}/sock`,
    `[supervisord]\nnodaemon=true\nlogfile=${dir}/log\npidfile=${dir}/supervisord.pid\nchildlogdir=${dir}`,
    '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface',
    `[supervisorctl]\nserverurl=unix://${dir}/sock`,
    `[program:${program}]\ncommand=${command}\nautostart=false\nstopasgroup=true`,
    '',
  ].join('\n');

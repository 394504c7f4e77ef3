/**
 * The demo application: a small HTTP server that answers its version. It reads VERSION beside itself and
 * app.properties of its configuration once, at its start, so that only a restart shows a new release. Its arguments: the
 * word it is known by, address, port, directory of its configuration, and the process it must not outlive.
 */
export const program = `import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [key, host, port, configuration, owner] = process.argv.slice(2);
const version = readFileSync(new URL('VERSION', import.meta.url), 'utf8').trim();
const properties = readFileSync(\`\${configuration}/app.properties\`, 'utf8');
const config = Object.fromEntries(
  properties
    .split('\\n')
    .filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
);
const answer = JSON.stringify({ version, config, pid: process.pid });

const server = createServer((request, response) => {
  const known = request.url === '/' || request.url === '/health';
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/json', connection: 'close' });
  response.end(known ? answer : '{}');
});
server.listen(Number(port), host, () => console.log(\`\${key} \${version} listens on \${host}:\${port}\`));

process.on('SIGTERM', () => process.exit(0));
setInterval(() => {
  try {
    process.kill(Number(owner), 0);
  } catch (error) {
    if (error.code === 'ESRCH') process.exit(0);
  }
}, 1000);
`;

import { join } from 'node:path';
import { setupText } from '../language/setupText.js';
import type { SetupStep } from '../plan/action.js';
import type { Choices } from '../plan/record.js';
import { readable, type Places } from './places.js';

/** A site of nginx that speaks TLS for the gateway; the two lines of the certificate are the operator's. */
const site = (name: string, port: number): string => `# ${setupText('file.proxy')}
server {
    listen 443 ssl;
    server_name ${name};
    ssl_certificate     /etc/letsencrypt/live/${name}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${name}/privkey.pem;

    location / {
        proxy_pass http://127.0.0.1:${port};
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto https;
        proxy_request_buffering off;
        proxy_buffering off;
        proxy_read_timeout 3600s;
        client_max_body_size 0;
    }
}
`;

/** Path of the example. */
export const proxyFile = ({ etc }: Places): string => join(etc, 'nginx.conf.example');

/** An example for the proxy in front: rexflow itself speaks plain HTTP, on the loopback address. */
export function proxyStep(places: Places, { port }: Choices, name: string): SetupStep {
  const path = proxyFile(places);
  return {
    id: 'proxy',
    title: setupText('step.proxy', { path, name }),
    makes: [{ kind: 'file', name: path, data: true }],
    actions: [{ kind: 'file', path, mode: 0o640, owner: readable(places), text: () => site(name, port), keep: true }],
  };
}

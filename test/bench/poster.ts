import { Agent, request } from 'node:http';

export interface Poster {
  send(body: string): Promise<{ status: number; text: string }>;
  close(): void;
}

/** Posts forms to one address over so many connections that stay open. */
export function poster(url: string, connections: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
          answer.on('error', reject);
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

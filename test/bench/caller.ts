import { Agent, request } from 'node:http';

export interface Called {
  status: number;
  text: string;
}

export interface Caller {
  /** Sends a form. */
  post(path: string, body: string): Promise<Called>;
  get(path: string): Promise<Called>;
  close(): void;
}

/** Calls one server over so many connections that stay open. */
export function caller(url: string, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const call = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Called> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    post: (path, body) => call('POST', path, { 'content-type': 'application/x-www-form-urlencoded' }, body),
    get: (path) => call('GET', path, {}),
    close: () => agent.destroy(),
  };
}

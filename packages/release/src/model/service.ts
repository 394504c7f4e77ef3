/** What starts and stops an application other than an init script, with what has to be known of it. Empty texts are not said. */
export type Service =
  | { type: 'systemd'; unit: string; manager: 'system' | 'user' }
  | { type: 'supervisor'; program: string; config: string }
  | { type: 'pm2'; name: string; file: string }
  | { type: 'compose'; project: string; file: string; services: readonly string[] }
  | { type: 'command'; start: string; stop: string; reload: string; status: string }
  | { type: 'none' };

/** The members of one kind of service. */
export type ServiceOf<K extends Service['type']> = Extract<Service, { type: K }>;

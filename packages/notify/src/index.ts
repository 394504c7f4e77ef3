import type { NotificationType } from './contract.js';
import { webhook } from './webhook.js';

export type {
  Notification,
  NotificationMessage,
  NotificationType,
  NotifiedError,
  ReceiverSettings,
} from './contract.js';

/** Every type of receiver, by its kind. */
export const notificationTypes = { webhook } satisfies Record<string, NotificationType>;
export type NotificationKind = keyof typeof notificationTypes;

import type { NotificationKind, NotificationType } from './contract.js';
import { webhook } from './webhook.js';

export {
  notificationKinds,
  type Notification,
  type NotificationKind,
  type NotificationMessage,
  type NotificationType,
  type NotifiedError,
  type ReceiverSettings,
} from './contract.js';

/** The types of receivers by their kinds. */
export const notificationTypes = { webhook } satisfies Record<NotificationKind, NotificationType>;
